"""Did it work: what a plan expected of done actions, held against two rounds."""

from assessments.domain import comparison, predicted
from assessments.domain.comparison import Given
from assessments.domain.predicted import Done, Outcome
from assessments.domain.quarters import Quarter
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Answer
from tests.assessments.domain import made
from tests.assessments.domain.test_carrying import move, version


def outcomes(after: dict[str, Answer], expected: dict[str, int]) -> tuple[Outcome, ...]:
    model = made.model()
    before: dict[str, Answer] = {"a": 0, "b": 1}
    found = comparison.compare(Given(model, before), Given(model, after))
    return predicted.outcomes([Done("C01", model, expected)], found)


def test_a_level_is_as_predicted_from_the_one_that_was_expected_on() -> None:
    found = outcomes({"a": 2, "b": 4}, {"a": 2, "b": 3})
    assert found == (Outcome("C01", "a", 0, 2, 2), Outcome("C01", "b", 1, 3, 4))
    assert predicted.sums(found) == {"as-predicted": 2, "less": 0, "not-asked": 0}


def test_less_is_less_also_where_it_rose() -> None:
    (found,) = outcomes({"a": 1}, {"a": 2})
    assert (found.verdict, found.before, found.reached) == ("less", 0, 1)


def test_what_has_no_level_is_not_asked() -> None:
    for after in ({}, {"a": UNKNOWN}, {"a": NOT_APPLICABLE}):
        (found,) = outcomes(after, {"a": 2})
        assert found.verdict == "not-asked"


def test_what_the_model_does_not_know_is_not_asked() -> None:
    found = outcomes({"a": 2}, {"gone": 2, "a": 9})
    assert [one.verdict for one in found] == ["not-asked", "not-asked"]


def test_sums_count_every_action_and_each_verdict_is_there() -> None:
    assert predicted.sums(()) == {"as-predicted": 0, "less": 0, "not-asked": 0}
    found = (*outcomes({"a": 2}, {"a": 2, "b": 2}), *outcomes({"a": 0}, {"a": 2}))
    assert predicted.sums(found) == {"as-predicted": 1, "less": 1, "not-asked": 1}


def test_what_an_older_version_expected_is_carried_over() -> None:
    old = version(1, "a", "c")
    map_ = move(["a"], ["z"], 0, 1, 1, 2, 4)
    new = version(2, "z", former={**map_, "dropped": ["c"]})
    found = comparison.compare(Given(old, {"a": 0, "c": 0}), Given(new, {"z": 2}))
    done = [Done("C01", old, {"a": 3, "c": 2})]
    assert predicted.outcomes(done, found) == (
        Outcome("C01", "z", 0, 2, 2),
        Outcome("C01", "c", 0, 2, None),
    )


def test_the_stage_that_was_expected_is_the_last_one_whose_quarter_is_over_or_here() -> None:
    path = [
        {"model": "small", "stage": "first", "quarter": "2027-Q2"},
        {"model": "other", "stage": "far", "quarter": "2027-Q2"},
        {"model": "small", "stage": "second", "quarter": "2028-Q1"},
    ]
    found = [predicted.stage(path, "small", Quarter(2027, number)) for number in (1, 2, 4)]
    assert found == [None, "first", "first"]
    assert predicted.stage(path, "small", Quarter(2028, 1)) == "second"

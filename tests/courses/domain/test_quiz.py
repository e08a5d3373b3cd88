"""Marks are exact, lie between nothing and one, and depend on what was chosen only."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import itemkinds, quiz

OPTIONS = ("a", "b", "c", "d", "e")
SINGLE = itemkinds.ChoiceItem(
    kind="single", objective="o", difficulty="easy", options=OPTIONS, correct=("b",)
)
MULTIPLE = SINGLE.model_copy(update={"kind": "multiple", "correct": ("a", "b", "c")})

chosen = st.sets(st.sampled_from(OPTIONS))
keys = st.sets(st.sampled_from(OPTIONS), min_size=1).map(tuple)


@pytest.mark.parametrize(
    ("structure", "options", "marks"),
    [
        (SINGLE, ("b",), 1),
        (SINGLE, ("a",), 0),
        (SINGLE, (), 0),
        (MULTIPLE, ("a", "b", "c"), 1),
        (MULTIPLE, ("a", "b"), Fraction(2, 3)),
        (MULTIPLE, ("a", "b", "d"), Fraction(1, 3)),
        (MULTIPLE, ("a", "d", "e"), 0),
        (MULTIPLE, OPTIONS, Fraction(1, 3)),
    ],
)
def test_marks_are_right_minus_wrong_over_correct(structure, options, marks):
    assert quiz.mark(structure, options).marks == marks


def test_every_option_is_sorted_by_what_became_of_it():
    marked = quiz.mark(MULTIPLE, ("e", "a", "a"))
    assert (marked.right, marked.wrong, marked.missed) == (("a",), ("e",), ("b", "c"))


@given(keys, chosen)
def test_marks_stay_between_nothing_and_one(correct, options):
    structure = MULTIPLE.model_copy(update={"correct": correct})
    marked = quiz.mark(structure, options)
    assert 0 <= marked.marks <= 1
    assert marked.full == (set(options) == set(correct))


@given(keys, chosen, st.sampled_from(OPTIONS))
def test_a_wrong_option_more_never_helps_and_a_right_one_never_hurts(correct, options, one):
    structure = MULTIPLE.model_copy(update={"correct": correct})
    before = quiz.mark(structure, options - {one}).marks
    after = quiz.mark(structure, options | {one}).marks
    assert after >= before if one in correct else after <= before


def test_a_forged_option_and_a_second_choice_are_refused():
    with pytest.raises(ValueError, match="has no option 'z'"):
        quiz.mark(SINGLE, ("z",))
    with pytest.raises(ValueError, match="Only one option"):
        quiz.mark(SINGLE, ("a", "b"))


@given(st.lists(st.integers(0, 12).map(lambda part: Fraction(part, 12))))
def test_a_percentage_lies_between_nothing_and_a_hundred(marks):
    assert 0 <= quiz.percent(marks) <= 100


def test_the_pass_mark_is_compared_exactly():
    assert quiz.passed(Fraction(80), 80)
    assert not quiz.passed(Fraction(80) - Fraction(1, 10**9), 80)

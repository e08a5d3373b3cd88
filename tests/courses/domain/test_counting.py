"""How many people an institution is told of: no number, and no two, make out one person."""

from hypothesis import given
from hypothesis import strategies as st

from courses.domain import counting

members = st.integers(0, 200)


@given(st.data(), members)
def test_what_is_told_is_never_more_than_true_and_never_says_that_all_did(
    data: st.DataObject, many: int
) -> None:
    count = data.draw(st.integers(0, many))
    told = counting.told(count, many)
    if told is None:
        assert many < counting.FEWEST_MEMBERS
        return
    assert told % counting.STEP == 0
    assert told <= count
    assert many - told >= counting.STEP
    assert told >= counting.STEP or count < counting.STEP


@given(st.data(), st.integers(counting.FEWEST_MEMBERS, 200))
def test_two_numbers_differ_by_nothing_or_by_five_at_least(data: st.DataObject, many: int) -> None:
    one, other = (data.draw(st.integers(0, many)) for _ in range(2))
    difference = abs((counting.told(one, many) or 0) - (counting.told(other, many) or 0))
    assert difference == 0 or difference >= counting.STEP


@given(st.data(), st.integers(counting.FEWEST_MEMBERS, 200))
def test_whoever_knows_the_number_does_not_know_what_one_more_person_did(
    data: st.DataObject, many: int
) -> None:
    """Between two steps four of five numbers look the same as the one beside them."""
    low = data.draw(st.integers(0, many // counting.STEP - 1)) * counting.STEP
    same = {counting.told(count, many) for count in range(low, min(low + counting.STEP, many))}
    assert len(same) == 1


def test_below_ten_members_none_is_told() -> None:
    assert counting.told(9, 9) is None
    assert counting.told(10, 10) == 5

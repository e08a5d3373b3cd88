"""Progress counts what the course has now, and codes survive being typed from paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import codes, keys, progress

ITEMS = ("first", "second", "quiz")


def test_the_next_item_is_the_first_that_is_not_done():
    assert progress.measure(ITEMS, {"second"}).next == "first"
    assert progress.measure(ITEMS, {"first"}) == progress.Progress(1, 3, "second")


def test_a_hundred_percent_means_everything():
    nearly = progress.measure(range(300), range(299))
    assert (nearly.percent, nearly.complete) == (99, False)
    done = progress.measure(ITEMS, ITEMS)
    assert (done.percent, done.complete, done.next) == (100, True, None)


def test_what_the_course_no_longer_has_does_not_count():
    assert progress.measure(ITEMS, {"gone", "first"}).done == 1


def test_an_empty_course_is_never_complete():
    assert not progress.measure((), {"x"}).complete
    assert progress.measure((), ()).percent == 0


def test_neighbours_end_at_the_ends():
    assert progress.neighbours(ITEMS, "first") == (None, "second")
    assert progress.neighbours(ITEMS, "quiz") == ("second", None)
    assert progress.neighbours(ITEMS, "elsewhere") == (None, None)


@given(st.integers(0, 2**128 - 1))
def test_a_code_has_one_form_however_it_is_typed(number):
    code = codes.code(number)
    assert len(code) == codes.LENGTH
    typed = codes.grouped(code).upper().replace("0", "O").replace("1", "l")
    assert codes.read(f" {typed} ") == code


def test_different_numbers_have_different_codes():
    assert codes.code(0) != codes.code(1)
    with pytest.raises(ValueError, match="128 bits"):
        codes.code(2**128)


def test_keys_are_the_same_on_every_site():
    assert str(keys.page("national-csirt")) == str(keys.page(keys.content_id("national-csirt")))
    assert keys.block("c/l", "a") != keys.block("c/l", "b") != keys.page("c/l")

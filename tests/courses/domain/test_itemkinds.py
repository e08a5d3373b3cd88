"""Every kind of item marks what belongs to it, and refuses what cannot."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import itemkinds, quiz, typed
from tests.courses.domain import random_items

TAGS = {"objective": "o", "difficulty": "easy"}
MATCHING = itemkinds.parse(
    {
        "kind": "matching",
        **TAGS,
        "choices": ("red", "amber", "green"),
        "pairs": {"nobody": "red", "own": "amber", "all": "green"},
    }
)
ORDERING = itemkinds.parse({"kind": "ordering", **TAGS, "order": ("detect", "contain", "learn")})
NUMERIC = itemkinds.parse(
    {
        "kind": "numeric",
        **TAGS,
        "answer": "72",
        "tolerance": "1",
        "units": {"hours": "1", "days": "24"},
    }
)
SHORT = itemkinds.parse(
    {
        "kind": "short",
        **TAGS,
        "accepted": {
            "en": ("constituency",),
            "fr": ("le périmètre",),
            "es": ("año",),
            "ar": ("الجهة المشمولة",),
        },
    }
)


@given(st.data())
def test_marks_of_every_kind_lie_between_nothing_and_one_and_the_order_never_matters(data):
    structure = data.draw(random_items.structures())
    response = data.draw(random_items.responses(structure))
    marked = quiz.mark(structure, response)
    assert 0 <= marked.marks <= 1
    canonical = structure.canonical(response)
    assert structure.canonical(canonical) == canonical
    if isinstance(structure, itemkinds.ChoiceItem | itemkinds.SlotsItem):
        shuffled = data.draw(st.permutations(response))
        assert quiz.mark(structure, shuffled) == marked
    assert quiz.mark(structure, ()).marks == 0


@pytest.mark.parametrize(
    ("structure", "response", "marks"),
    [
        (MATCHING, ("nobody=red", "own=amber", "all=green"), 1),
        (MATCHING, ("nobody=red", "own=red"), Fraction(1, 3)),
        (ORDERING, ("detect=1", "contain=2", "learn=3"), 1),
        (ORDERING, ("detect=1", "contain=3", "learn=2"), Fraction(1, 3)),
        (ORDERING, ("detect=1", "contain=1", "learn=1"), Fraction(1, 3)),
        (NUMERIC, ("72", "hours"), 1),
        (NUMERIC, ("3", "days"), 1),
        (NUMERIC, ("73",), 1),
        (NUMERIC, ("73.01", "hours"), 0),
        (SHORT, ("The Constituency",), 1),
        (SHORT, ("perimetre",), 1),
        (SHORT, ("الجهه المشموله",), 1),
        (SHORT, ("ano",), 0),
        (SHORT, ("AÑO!",), 1),
    ],
)
def test_what_is_given_is_marked(structure, response, marks):
    assert quiz.mark(structure, response).marks == marks


@pytest.mark.parametrize(
    ("structure", "response"),
    [
        (MATCHING, ("nobody=blue",)),
        (MATCHING, ("strange=red",)),
        (ORDERING, ("detect=4",)),
        (NUMERIC, ("many",)),
        (NUMERIC, ("3", "weeks")),
        (SHORT, ("x" * 201,)),
        (SHORT, ("a", "b")),
    ],
)
def test_what_cannot_belong_is_refused(structure, response):
    with pytest.raises(ValueError, match=r"item|answer"):
        quiz.mark(structure, response)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("12.5", "en", "12.5"),
        ("12,5", "en", "12.5"),
        ("12,5", "fr", "12.5"),
        ("1,500", "en", "1500"),
        ("1,500", "fr", "1.5"),
        ("1.500", "es", "1500"),
        ("1 500,25", "fr", "1500.25"),
        ("1.500,25", "en", "1500.25"),
        ("1,500,000", "en", "1500000"),
        ("١٢٫٥", "ar", "12.5"),
        ("١٬٥٠٠", "ar", "1500"),
        ("−4", "en", "-4"),
        (".5", "en", "0.5"),
        ("0,500", "en", "0.5"),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(text, language, value):
    assert typed.number(text, language) == Decimal(value)


@pytest.mark.parametrize("text", ["", "x", "1-2", "--1", "1e5", "NaN", "Infinity", "9" * 31, "."])
def test_what_is_no_number_is_none(text):
    assert typed.number(text, "en") is None


@given(st.text(max_size=60), st.sampled_from(("en", "fr", "es", "ar")))
def test_no_text_breaks_the_readers(text, language):
    value = typed.number(text, language)
    assert value is None or typed.number(typed.plain(value), "en") == value
    assert typed.alike(text, language) == " ".join(typed.alike(text, language).split())


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_a_plain_number_is_read_back(value):
    assert typed.number(typed.plain(value), "en") == value


def test_units_stand_from_the_first_one_up_in_whatever_order_a_database_keeps_them():
    units = {"days": "24", "minutes": "0.25", "hours": "1"}
    item = itemkinds.parse({"kind": "numeric", **TAGS, "answer": "72", "units": units})
    assert item.words()["units"] == ("hours", "minutes", "days")
    assert item.canonical(["3"]) == ("3", "hours")
    assert item.canonical(["72"]) == ("72", "hours")

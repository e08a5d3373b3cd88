"""Sheets become questions, and texts become lessons, with what is lost at its place."""

import pytest

from courses.domain import fences
from courses.domain.exchange import sheet, texts
from courses.domain.exchange.making import Tags
from tests.courses import example

TAGS = Tags(language="en", objectives=("see", "say"), bank="ours")
HEADS = ("id", "kind", "question", "right", "A", "A feedback", "B", "B feedback", "c")
MORE = ("right-feedback", "wrong-feedback", "tolerance", "hint", "objective", "difficulty", "bank")


def read(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS):
    return sheet.read([heads, *rows], TAGS)


def test_every_kind_of_a_sheet_becomes_a_question():
    found = sheet.read(
        [
            ("Questions of the course",),
            (*HEADS, *MORE),
            ("one", "single", "Who?", "b", "We", "No.", "They", "Yes.", "", *[""] * 7),
            ("", "multiple", "Which?", "A, C", "a", "", "b", "", "c", *[""] * 7),
            ("", "true-false", "So?", True, "", "Yes.", "", "No.", "", *[""] * 7),
            ("", "short", "What?", "a port| the port ", *[""] * 5, "Yes.", "No.", *[""] * 5),
            ("", "numeric", "How many?", 72.0, *[""] * 5, "", "", "0.5", "Count.", *[""] * 3),
            ("", "ordering", "Order?", "", "see", "", "say", "", "go", *[""] * 7),
            ("", "matching", "Match?", "", "a -> 1", "", "b -> 2", "", "-> 3", *[""] * 7),
            ("", "essay", "Why?", "Names a list.", *[""] * 9, "say", "hard", "final"),
            (None,) * 16,
        ],
        TAGS,
    )
    assert [str(one) for one in found.problems] == []
    assert [one.item.kind for one in found.questions] == [*sheet.KINDS]
    by_kind = {one.item.kind: one for one in found.questions}
    assert (by_kind["single"].name, by_kind["single"].item.correct) == ("one", ("b",))
    assert by_kind["multiple"].item.correct == ("a", "c")
    assert by_kind["true-false"].text.options["true"].feedback == "Yes."
    assert by_kind["short"].item.accepted == {"en": ("a port", "the port")}
    assert (by_kind["numeric"].item.answer, by_kind["numeric"].item.tolerance) == ("72", "0.5")
    assert by_kind["numeric"].text.hint == "Count."
    assert list(by_kind["matching"].text.choices.values()) == ["1", "2", "3"]
    assert by_kind["essay"].item.bank == "final"
    assert by_kind["single"].item.bank == "ours"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("", "single", "Who?", "C", "a", "", "b"), "row 2: `right` names C, but no option"),
        (
            ("", "single", "Who?", "A B", "a", "", "b"),
            "row 2: a single choice has one right",
        ),
        (("", "single", "Who?", "A", "a"), "row 2: a choice needs two options or more."),
        (("", "guess", "Who?", "A"), "row 2: `guess` is no kind; expected one of single, multiple"),
        (("", "numeric", "Who?", "many"), "row 2: “many” is no number with a tolerance."),
        (("", "true-false", "Who?", "maybe"), "row 2: expected `true` or `false` as `right`"),
        (("", "ordering", "Who?", "", "a"), "row 2: an order needs two steps or more"),
        (("", "matching", "Who?", "", "a"), "row 2: expected `one -> its partner` in column `a`."),
        (("", "single", "", "A", "a", "", "b"), "row 2, prompt: expected one line of text"),
    ],
)
def test_a_mistake_in_a_sheet_names_its_row(row: tuple[str, ...], expected: str):
    assert any(expected in str(one) for one in read(row).problems)


def test_an_objective_that_no_lesson_has_names_its_row():
    heads = (*HEADS, "objective")
    row = ("", "single", "Who?", "A", "a", "", "b", "", "", "fly")
    assert "row 2: no lesson has the outcome `fly`." in map(str, read(row, heads=heads).problems)


def test_a_sheet_without_heads_says_what_it_needs():
    found = sheet.read([("Who?", "We")] * 9, TAGS)
    assert "expected a row with the ids of the columns" in str(found.problems[0])


MARKDOWN = """# The first call

Before *everything*.

## Take the call

A **name** and a [place](https://example.org/).

- one
  1. two

> quoted

| a | b |
|---|---|
| c | d |

## Afterwards

```
code
```

![a drawing](a.png) <script>alert(1)</script>

#### Deep

~~gone~~
"""


def test_markdown_becomes_a_block_for_each_heading_and_says_what_is_lost():
    draft = texts.of_markdown(MARKDOWN, "call.md")
    assert draft.title == "The first call"
    assert [block.id for block in draft.blocks] == ["part-1", "take-the-call", "afterwards"]
    assert "- one\n  1. two" in draft.blocks[1].body
    assert "quoted" in draft.blocks[1].body
    assert "<script>" in draft.blocks[2].body
    told = [str(one) for one in draft.losses]
    for what in (
        *(
            "the look of code; its words are kept.",
            "a heading of level 4; it is one of level 3 now.",
        ),
        *("a picture; put it among the images", "a block of code; its lines stand as"),
    ):
        assert any(one.startswith(f"below “Afterwards”: {what}") for one in told)
    assert "below “Take the call”: a table; its words stand as paragraphs." in told
    assert "below “Deep”: words that are crossed out; they stand as they are." in told


def test_a_lesson_in_our_own_format_keeps_what_stands_by_itself():
    draft = texts.of_markdown(example.FILES["en/first.md"], "first.md")
    assert [block.kind for block in draft.blocks] == ["text", "callout", "terms", "check"]
    assert "first.md, block `dot`: a block of the kind `image` needs the files" in str(
        draft.losses[0]
    )
    assert fences.FRONT in example.FILES["en/first.md"]


def test_a_mistake_in_our_own_format_names_its_line():
    broken = example.FILES["en/second.md"].removesuffix(":::\n")
    draft = texts.of_markdown(broken, "second.md")
    assert "second.md, line 8: the block `only` is not closed" in str(draft.problems[0])


def test_an_empty_text_is_refused():
    assert "x.md: the file has no text." in map(str, texts.of_markdown("\n\n", "x.md").problems)

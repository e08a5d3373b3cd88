"""GIFT is read with the line of every mistake, and written so that it comes back."""

import pytest
from hypothesis import given

from courses.domain.exchange import gift, gift_written
from tests.courses.domain.random_questions import LAWS, TAGS, lost, questions, shape, told

# The forms that the documentation of GIFT shows, with words of our own.
EXAMPLES = r"""// a comment before everything
$CATEGORY: $course$/top/Teams

// true or false
::T1:: A team needs a mandate. {TRUE#It does; think again.#Yes, it does.}

// several options with feedback
::T2:: Which colour may be passed on to everybody?
{ =clear # yes, without limits
  ~amber # no, those who need to know
  ~red # no, nobody }

// a word that is missing
A report is {~lost =answered ~filed}, not forgotten.

::T3:: A call comes at night from {
  =a port
  =the port
}

// matching
::T4:: Who does what? { =police -> prosecutes =regulator -> fines = team -> answers }

::T5:: How many numbers are on the card? {#3:2}

::T6:: A number from 1 to 5 {#1..5}

::T7:: When was the list drawn? {#
   =2022:0#Right.
   =%50%2022:2#Nearly.
}

::T8:: How would you begin? {}

You can use your notes for what follows.

::T9:: [html]Which <b>two</b> are tasks? {
  ~%50%answering#yes
  ~%50%warning
  ~%-100%fining#no
####Think of the first day.
}

// [id:own-id] [tag:objective:say] [tag:difficulty:hard] [tag:bank:final]
A sign \= that means \{nothing\} \#1\: right? {T}
"""


def test_every_form_of_gift_becomes_a_question():
    found = gift.read(EXAMPLES, TAGS)
    assert told(found) == []
    kinds = {question.name: question.item.kind for question in found.questions}
    assert kinds == {
        "t1": "true-false",
        "t2": "single",
        "q-3": "single",
        "t3": "short",
        "t4": "matching",
        "t5": "numeric",
        "t6": "numeric",
        "t7": "numeric",
        "t8": "essay",
        "t9": "multiple",
        "own-id": "true-false",
    }
    by_name = {question.name: question for question in found.questions}
    assert by_name["q-3"].text.prompt == "A report is _____, not forgotten."
    assert by_name["t1"].text.options["true"].feedback == "Yes, it does."
    assert by_name["t1"].text.options["false"].feedback == "It does; think again."
    assert by_name["t2"].text.options["a"].feedback == "yes, without limits"
    assert by_name["t3"].item.accepted == {"en": ("a port", "the port")}
    assert (by_name["t6"].item.answer, by_name["t6"].item.tolerance) == ("3", "2")
    assert by_name["t9"].item.correct == ("a", "b")
    assert by_name["t9"].text.prompt == "Which two are tasks?"
    own = by_name["own-id"]
    assert own.text.prompt == "A sign = that means {nothing} #1: right?"
    assert (own.item.objective, own.item.difficulty, own.item.bank) == ("say", "hard", "final")


def test_what_gift_says_that_has_no_counterpart_is_reported_with_its_line():
    report = lost(gift.read(EXAMPLES, TAGS))
    assert "line 2: the category is left out: $course$/top/Teams." in report
    assert "a text without a question is left out: “You can use your notes" in report
    assert "only the first right number is kept" in report
    assert "feedback on the question as a whole is left out: “Think of the first day.”" in report
    assert "marks and pictures of HTML are left out: `b`." in report
    assert "it had no rubric; one line of a rubric was made." in report
    assert "answers had no feedback; they say “Right.” or “Not right.” until" in report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who? {=a ~b", "line 1: the answers that `{` opens are not closed by `}`."),
        ("Who? =a ~b}", "line 1: a `}` closes answers that no `{` has opened"),
        ("Who?\n{=a {~b}", "line 2: a second `{` stands in this question"),
        ("Who? {=a ~b}\nmore }", "line 2: a second `}` stands in this question"),
        ("Who? {~a ~b}", "line 1: no option is right."),
        ("Who? {=a -> b}", "line 1: a matching question needs two pairs or more."),
        ("Who? {=a -> b =c}", "line 1: expected `= one -> its partner`, found “c”."),
        ("How many? {#many}", "line 1: “many” is no number, and no range of numbers."),
        ("How many? {#5..1}", "line 1: “5..1” is no number, and no range of numbers."),
        ("How many? {#3:-1}", "line 1: “3:-1” is no number, and no range of numbers."),
        ("Who? {a ~b}", "line 1: expected `=` before a right answer or `~` before a wrong one"),
        ("Who? {=a ~}", "line 1: an option has no words."),
        ("Who? {=%x%a ~%999%b}", "line 1: `%999%` is no weight."),
        ("{=a ~b}", "line 1, prompt: expected one line of text"),
    ],
)
def test_a_mistake_in_gift_names_its_line(text: str, expected: str):
    assert any(expected in sentence for sentence in told(gift.read(text, TAGS)))


def test_three_mistakes_in_twenty_thousand_lines_are_named_at_once():
    good = "::Q{n}:: Question {n}? {{\n  =right {n}#yes\n  ~wrong {n}#no\n}}\n"
    parts = [good.format(n=n) for n in range(4_000)]
    for n in (100, 2_000, 3_999):
        parts[n] = parts[n].replace("}\n", "\n")
    text = "\n".join(parts)
    assert text.count("\n") == 20_000 - 1
    found = gift.read(text, TAGS)
    assert [problem.place for problem in found.problems] == [
        f"line {5 * n + 1}" for n in (100, 2_000, 3_999)
    ]
    assert len(found.questions) == 4_000 - 3


@LAWS
@given(questions)
def test_what_is_written_as_gift_is_read_again(asked):
    written = gift_written.write(asked)
    found = gift.read(written.text, TAGS)
    assert told(found) == []
    assert [shape(one.item, one.text) for one in found.questions] == [
        shape(one.item, one.text) for one in asked
    ]


def test_a_name_that_is_taken_gets_a_number():
    text = "::one:: A? {T}\n\n::one:: B? {T}\n\n::ع:: C? {T}"
    found = gift.read(text, TAGS, taken=["one"])
    assert [question.name for question in found.questions] == ["one-2", "one-3", "q-3"]

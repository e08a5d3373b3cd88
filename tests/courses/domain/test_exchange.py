"""Questions from elsewhere are read with the place of every mistake, and written so that they come
back."""

import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.domain.course import ItemText
from courses.domain.exchange import gift, gift_written, moodle, moodle_written
from courses.domain.exchange.making import Found, Tags
from courses.domain.exchange.writing import Asked
from courses.domain.itemkinds import KINDS

TAGS = Tags(language="en", objectives=("see", "say"))
LAWS = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def one(found: Found):
    assert [str(problem) for problem in found.problems] == []
    assert len(found.questions) == 1
    return found.questions[0]


def told(found: Found) -> list[str]:
    return [str(problem) for problem in found.problems]


def lost(found: Found) -> str:
    return "\n".join(map(str, found.losses))


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
    begun = time.process_time()
    found = gift.read(text, TAGS)
    assert time.process_time() - begun < 20
    assert [problem.place for problem in found.problems] == [
        f"line {5 * n + 1}" for n in (100, 2_000, 3_999)
    ]
    assert len(found.questions) == 4_000 - 3


words = st.text("ab ~=#{}:\\é<>&%*-\"'1ع«»", min_size=1, max_size=9).map(
    lambda text: " ".join(text.split(" ")).strip()
)
plain = words.filter(
    lambda text: bool(text) and "<" not in text and text == " ".join(text.split()) and text != "*"
)


def choice(kind: str, options: list[tuple[str, str, bool]], prompt: str, name: str) -> Asked:
    ids = [f"o-{number}" for number in range(len(options))]
    correct = [one for one, (_text, _said, right) in zip(ids, options, strict=True) if right]
    correct = (correct or ids)[: None if kind == "multiple" else 1]
    item = {"kind": kind, "objective": "say", "difficulty": "hard", "bank": "final"}
    text = {
        "prompt": prompt,
        "options": {
            one: {"text": said, "feedback": feedback}
            for one, (said, feedback, _right) in zip(ids, options, strict=True)
        },
    }
    return asked(name, {**item, "options": ids, "correct": correct}, text)


def asked(name: str, item: dict, text: dict) -> Asked:
    made = KINDS[item["kind"]].model_validate(item)
    return Asked(name, made, ItemText.model_validate(text), "en")


TAGGED = {"objective": "say", "difficulty": "hard", "bank": "final"}
names = st.from_regex(r"[a-z]{1,5}(-[a-z0-9]{1,3})?", fullmatch=True)
choices = st.builds(
    choice,
    st.sampled_from(["single", "multiple"]),
    st.lists(st.tuples(plain, plain, st.booleans()), min_size=2, max_size=6),
    plain,
    names,
)
truths = st.builds(
    lambda prompt, yes, no, truth, name: asked(
        name,
        {**TAGGED, "kind": "true-false", "options": ["true", "false"], "correct": [truth]},
        {
            "prompt": prompt,
            "options": {
                "true": {"text": "True", "feedback": yes},
                "false": {"text": "False", "feedback": no},
            },
        },
    ),
    plain,
    plain,
    plain,
    st.sampled_from(["true", "false"]),
    names,
)
numerics = st.builds(
    lambda prompt, value, spread, right, wrong, name: asked(
        name,
        {**TAGGED, "kind": "numeric", "answer": f"{value}", **spread},
        {"prompt": prompt, "feedback": {"right": right, "wrong": wrong}},
    ),
    plain,
    st.integers(-99_900, 99_900).map(lambda n: f"{(Decimal(n) / 100).normalize():f}"),
    st.sampled_from([{}, {"tolerance": "0.5"}, {"tolerance": "12"}]),
    plain,
    plain,
    names,
)
shorts = st.builds(
    lambda prompt, accepted, right, wrong, name: asked(
        name,
        {**TAGGED, "kind": "short", "accepted": {"en": accepted}},
        {"prompt": prompt, "feedback": {"right": right, "wrong": wrong}},
    ),
    plain,
    st.lists(plain.filter(lambda t: "*" not in t and "->" not in t), min_size=1, max_size=3),
    plain,
    plain,
    names,
)
matchings = st.builds(
    lambda prompt, lefts, rights, name: asked(
        name,
        {
            **TAGGED,
            "kind": "matching",
            "choices": [f"c-{n}" for n in range(len(rights))],
            "pairs": {f"s-{n}": f"c-{n % len(rights)}" for n in range(len(lefts))},
        },
        {
            "prompt": prompt,
            "slots": {
                f"s-{n}": {"text": left, "feedback": "Right."} for n, left in enumerate(lefts)
            },
            "choices": {f"c-{n}": right for n, right in enumerate(rights)},
        },
    ),
    plain,
    st.lists(plain.filter(lambda t: "->" not in t), min_size=2, max_size=4),
    st.lists(plain.filter(lambda t: "->" not in t), min_size=1, max_size=4, unique=True),
    names,
)


def shape(item, text) -> dict:
    """A question without the ids of its options, which the formats of Moodle do not have."""
    table = {name: value for name, value in dict(item).items() if name not in ("see",)}
    said = dict(text)
    order = {name: at for at, name in enumerate(said["options"])}
    if "options" in table:
        table["options"] = len(table["options"])
        table["correct"] = sorted(order[one] for one in item.correct)
    said["options"] = [(one.text, one.feedback) for one in text.options.values()]
    if item.kind == "matching":
        table["pairs"] = [(text.slots[s].text, text.choices[c]) for s, c in item.pairs.items()]
        table["choices"] = sorted(text.choices.values())
        said["slots"] = said["choices"] = None
    if item.kind == "numeric":
        table["answer"], table["tolerance"] = Decimal(item.answer), Decimal(item.tolerance)
    return {**table, "text": said}


@LAWS
@given(st.lists(choices | truths | numerics | shorts | matchings, min_size=1, max_size=4))
def test_what_is_written_as_gift_is_read_again(questions):
    written = gift_written.write(questions)
    found = gift.read(written.text, TAGS)
    assert told(found) == []
    assert [shape(one.item, one.text) for one in found.questions] == [
        shape(one.item, one.text) for one in questions
    ]


@LAWS
@given(st.lists(choices | truths | numerics | shorts | matchings, min_size=1, max_size=4))
def test_what_is_written_as_moodle_xml_is_read_again(questions):
    written = moodle_written.write(questions)
    found = moodle.read(written.text, TAGS)
    assert told(found) == []
    assert [shape(one.item, one.text) for one in found.questions] == [
        shape(one.item, one.text) for one in questions
    ]


# The forms that the documentation of Moodle XML shows, with words of our own.
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Teams</text></category></question>
<question type="multichoice">
  <name><text>First tasks</text></name>
  <questiontext format="html"><text><![CDATA[<p>Which are <b>tasks</b> of a team?</p>]]></text>
    <file name="a.png" encoding="base64">AAAA</file></questiontext>
  <generalfeedback format="html"><text></text></generalfeedback>
  <defaultgrade>2.0</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>
  <idnumber>tasks-1</idnumber>
  <single>false</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>
  <answer fraction="50" format="html"><text><![CDATA[<p>answering</p>]]></text>
    <feedback format="html"><text>yes</text></feedback></answer>
  <answer fraction="50" format="html"><text>warning</text></answer>
  <answer fraction="-50" format="html"><text>fining</text></answer>
  <hint format="html"><text>Think of the first day.</text></hint>
  <hint format="html"><text>And of the second.</text></hint>
  <tags><tag><text>difficulty:easy</text></tag><tag><text>loose</text></tag></tags>
</question>
<question type="truefalse"><name><text>Mandate</text></name>
  <questiontext format="moodle_auto_format"><text>A team needs a mandate.</text></questiontext>
  <answer fraction="100"><text>true</text><feedback><text>Yes.</text></feedback></answer>
  <answer fraction="0"><text>false</text><feedback><text>It does.</text></feedback></answer>
</question>
<question type="shortanswer"><name><text>Colour</text></name>
  <questiontext><text>Which colour?</text></questiontext><usecase>1</usecase>
  <answer fraction="100"><text>clear</text><feedback><text>Yes.</text></feedback></answer>
  <answer fraction="50"><text>white</text></answer>
  <answer fraction="0"><text>*</text><feedback><text>No.</text></feedback></answer>
</question>
<question type="matching"><name><text>Who</text></name>
  <questiontext><text>Who does what?</text></questiontext>
  <subquestion><text>police</text><answer><text>prosecutes</text></answer></subquestion>
  <subquestion><text>team</text><answer><text>answers</text></answer></subquestion>
  <subquestion><text></text><answer><text>fines</text></answer></subquestion>
</question>
<question type="numerical"><name><text>Hours</text></name>
  <questiontext><text>How long?</text></questiontext>
  <answer fraction="100"><text>2</text><tolerance>0.5</tolerance></answer>
  <units>
    <unit><multiplier>1</multiplier><unit_name>h</unit_name></unit>
    <unit><multiplier>60</multiplier><unit_name>min</unit_name></unit>
  </units>
</question>
<question type="essay"><name><text>Begin</text></name>
  <questiontext><text>How would you begin?</text></questiontext>
  <defaultgrade>5</defaultgrade>
  <graderinfo format="html"><text>Names a list.</text></graderinfo>
</question>
<question type="ordering"><name><text>Steps</text></name>
  <questiontext><text>Put in order.</text></questiontext>
  <answer fraction="1"><text>see</text></answer><answer fraction="2"><text>say</text></answer>
</question>
<question type="gapselect"><name><text>Gaps</text></name>
  <questiontext format="html"><text><![CDATA[<p>A [[1]] has a [[3]].</p>]]></text></questiontext>
  <selectoption><text>team</text><group>1</group></selectoption>
  <selectoption><text>tree</text><group>1</group></selectoption>
  <selectoption><text>mandate</text><group>2</group></selectoption>
  <selectoption><text>leaf</text><group>2</group></selectoption>
</question>
<question type="cloze"><name><text>Embedded</text></name>
  <questiontext><text>We {1:MULTICHOICE:=answer#Yes.~%0%wait\\~long} first.</text></questiontext>
</question>
<question type="description"><name><text>Hello</text></name>
  <questiontext><text>Read this.</text></questiontext></question>
<question type="calculated"><name><text>Sum</text></name>
  <questiontext><text>{a} + {b}?</text></questiontext></question>
</quiz>
"""


def test_every_form_of_moodle_xml_becomes_a_question():
    found = moodle.read(MOODLE, TAGS)
    assert told(found) == []
    by_name = {question.name: question for question in found.questions}
    assert list(by_name) == [
        *("tasks-1", "mandate", "colour", "who", "hours", "begin", "steps", "gaps", "embedded")
    ]
    tasks = by_name["tasks-1"]
    assert tasks.text.prompt == "Which are tasks of a team?"
    assert (tasks.item.kind, tasks.item.correct) == ("multiple", ("a", "b"))
    assert (tasks.item.difficulty, tasks.text.hint) == ("easy", "Think of the first day.")
    assert by_name["colour"].item.accepted == {"en": ("clear",)}
    assert by_name["colour"].text.feedback.wrong == "No."
    assert len(by_name["who"].item.choices) == 3
    assert by_name["hours"].item.units == {"h": "1", "min": "0.016666667"}
    assert by_name["begin"].item.most == {"whole": 5}
    assert by_name["begin"].text.criteria == {"whole": "Names a list."}
    assert [by_name["steps"].text.slots[one].text for one in by_name["steps"].item.order] == [
        *("see", "say")
    ]
    assert by_name["gaps"].text.text == "A {1} has a {2}."
    assert [len(gap.options) for gap in by_name["gaps"].item.gaps.values()] == [2, 2]
    assert by_name["embedded"].text.text == "We {1} first."
    assert "wait~long" in by_name["embedded"].text.choices.values()


def test_what_moodle_xml_says_that_has_no_counterpart_is_reported_with_its_place():
    report = lost(moodle.read(MOODLE, TAGS))
    assert "line 3, question 1: the category is left out: $course$/top/Teams." in report
    assert "`First tasks`: marks and pictures of HTML are left out: `b`." in report
    assert "`First tasks`: only the first hint is kept." in report
    assert "`Colour`: capital letters do not count here." in report
    assert "`Colour`: answers that were right in part are not accepted." in report
    assert "`Hello`: a text without a question has no counterpart here" in report
    assert "question 12, `Sum`: the kind `calculated` has no counterpart here" in report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<quiz><question>", "line 1, column 17: this is no well-formed XML"),
        ("<html/>", "(the file): expected `<quiz>`, found `<html>`."),
        (
            '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
            "(the file): the file declares entities or a document type, which are refused",
        ),
        (
            '<quiz><question type="truefalse"><name><text>A</text></name></question></quiz>',
            "line 1, question 1, `A`: it has no answer.",
        ),
        (
            '<quiz>\n<question type="multichoice"><answer fraction="x"/></question></quiz>',
            "line 2, question 1: `x` is no share of a mark.",
        ),
        (
            '<quiz><question type="gapselect"><questiontext>[[1]]</questiontext></question></quiz>',
            "line 1, question 1: the gap [[1]] has no words.",
        ),
    ],
)
def test_a_mistake_in_moodle_xml_names_its_place(text: str, expected: str):
    assert any(expected in sentence for sentence in told(moodle.read(text, TAGS)))


def test_a_name_that_is_taken_gets_a_number():
    text = "::one:: A? {T}\n\n::one:: B? {T}\n\n::ع:: C? {T}"
    found = gift.read(text, TAGS, taken=["one"])
    assert [question.name for question in found.questions] == ["one-2", "one-3", "q-3"]


def test_a_cloze_an_order_and_an_essay_come_back_from_moodle_xml():
    cloze = asked(
        "gaps",
        {
            **TAGGED,
            "kind": "cloze",
            "gaps": {"who": {"options": ["t", "r"], "correct": "t"}},
        },
        {
            "prompt": "Fill it.",
            "text": "A {who} & more.\n\nSecond {paragraph.",
            "slots": {"who": {"feedback": "Yes: a team~."}},
            "choices": {"t": "team = {one}", "r": "tree"},
        },
    )
    found = moodle.read(moodle_written.write([cloze]).text, TAGS)
    back = one(found)
    assert back.text.text == "A {1} & more.\n\nSecond {paragraph."
    assert list(back.text.choices.values()) == ["team = {one}", "tree"]
    assert back.text.slots["1"].feedback == "Yes: a team~."
    assert gift_written.write([cloze]).text == ""
    assert "it is left out" in str(gift_written.write([cloze]).losses[0])

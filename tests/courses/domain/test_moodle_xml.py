"""Moodle XML is read with the place of every mistake, and written so that it comes back."""

import pytest
from hypothesis import given

from courses.domain.exchange import gift_written, moodle, moodle_written
from tests.courses.domain.random_questions import (
    LAWS,
    TAGGED,
    TAGS,
    asked,
    lost,
    questions,
    shape,
    told,
)

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
            "(the file): the file declares entities or a document type, which are refused.",
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


@LAWS
@given(questions)
def test_what_is_written_as_moodle_xml_is_read_again(given_ones):
    written = moodle_written.write(given_ones)
    found = moodle.read(written.text, TAGS)
    assert told(found) == []
    assert [shape(one.item, one.text) for one in found.questions] == [
        shape(one.item, one.text) for one in given_ones
    ]


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
    (back,) = found.questions
    assert back.text.text == "A {1} & more.\n\nSecond {paragraph."
    assert list(back.text.choices.values()) == ["team = {one}", "tree"]
    assert back.text.slots["1"].feedback == "Yes: a team~."
    assert gift_written.write([cloze]).text == ""
    assert "it is left out" in str(gift_written.write([cloze]).losses[0])

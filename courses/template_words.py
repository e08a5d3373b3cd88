"""The words of a new course: what to write in each place, in square brackets.

Whoever begins a course writes over them; the content checks name those that are left.
"""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.domain import keys

MODULE, LESSON, QUIZ, ITEM, OUTCOME = (
    *("first-module", "first-lesson", "first-quiz"),
    *("first-question", "first-outcome"),
)
Raw = list[dict[str, Any]]


def course() -> dict[str, str]:
    """The fields of the page of the course."""
    return {"summary": _("[For whom this course is, and what they can do after it.]")}


def module() -> dict[str, str]:
    """Those of its module."""
    return {
        "title": pgettext("template of a course", "First module"),
        "summary": _("[What the lessons of this module have in common.]"),
    }


def lesson(content_id: str) -> dict[str, Any]:
    """Those of its lesson."""
    block = _blocks(content_id)
    return {
        "title": pgettext("template of a course", "First lesson"),
        "summary": _("[In one sentence: the question that this lesson answers.]"),
        "outcomes": [
            {
                "type": "outcome",
                "value": {
                    "anchor": OUTCOME,
                    "text": _("[Begin with a verb: name, compare, decide, write.]"),
                },
                "id": str(keys.block(content_id, "outcomes", OUTCOME)),
            }
        ],
        "body": [
            block("text", "begin", {"body": _text()}),
            block("callout", "try", _callout()),
            block("terms", "words", {"terms": _terms(content_id)}),
            block("check", "check", _check(content_id)),
        ],
    }


def quiz() -> dict[str, str]:
    """Those of its quiz."""
    return {
        "title": pgettext("template of a course", "Quiz"),
        "summary": _("[How many questions, and what they are about.]"),
    }


def item() -> tuple[dict[str, Any], dict[str, Any]]:
    """A question: its structure and its words."""
    structure = {
        "kind": "single",
        "objective": OUTCOME,
        "difficulty": "easy",
        "see": f"{LESSON}#begin",
        "options": ["right", "wrong"],
        "correct": ["right"],
    }
    words = {
        "prompt": _("[A situation, and what to decide in it. One question for each outcome.]"),
        "options": {
            "right": {"text": _("[The right answer]"), "feedback": _("[Why it is right]")},
            "wrong": {
                "text": _("[A wrong answer that somebody would really give]"),
                "feedback": _("[Why it is wrong, and where to read on]"),
            },
        },
    }
    return structure, words


def _blocks(content_id: str) -> Callable[[str, str, dict[str, Any]], dict[str, Any]]:
    def block(kind: str, anchor: str, value: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": kind,
            "value": {"anchor": anchor, **value},
            "id": str(keys.block(content_id, anchor)),
        }

    return block


def _entry(content_id: str, block: str, anchor: str, value: dict[str, Any]) -> dict[str, Any]:
    told = {"anchor": anchor, **value}
    return {"type": "item", "value": told, "id": str(keys.block(content_id, block, anchor))}


def _text() -> str:
    return format_html(
        "<h2>{}</h2><p>{}</p><p>{}</p>",
        pgettext("template of a lesson", "Begin with a situation"),
        _("[A situation that your learners know from their work, in three or four sentences.]"),
        _("[What follows from it. One thought a paragraph; a heading for every screen of text.]"),
    )


def _callout() -> dict[str, str]:
    return {
        "tone": "try",
        "title": pgettext("template of a lesson", "Try this"),
        "body": format_html(
            "<p>{}</p>", _("[Something small that can be done at one’s own desk, today.]")
        ),
    }


def _terms(content_id: str) -> Raw:
    value = {
        "term": _("[Term]"),
        "meaning": _("[What it means here, in one sentence.]"),
    }
    return [_entry(content_id, "words", "term", value)]


def _check(content_id: str) -> dict[str, Any]:
    right = {"text": _("[The right answer]"), "feedback": _("[Why it is right]"), "correct": True}
    wrong = {"text": _("[A wrong answer]"), "feedback": _("[Why it is wrong]"), "correct": False}
    return {
        "prompt": _("[A question that learners answer for themselves; nobody marks it.]"),
        "options": [
            _entry(content_id, "check", "right", right),
            _entry(content_id, "check", "wrong", wrong),
        ],
    }

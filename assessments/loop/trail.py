"""The five steps of an institution as a trail, each with a note of a few words."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import differences
from assessments.loop.state import AGAIN, ASSESS, DO, LEARN, ROADMAP, STEPS, State
from assessments.reasons import sentence
from cms.press import formatting

Note = tuple[SafeString | str, str]
"""What stands under a step, and where the step leads ("" for nowhere)."""


def steps(state: State, lessons: int, language: str) -> list[dict[str, Any]]:
    """Return the steps as the trail component shows them.

    Done is only what is stored as done: a signature, a roadmap. What lies ahead is hollow.
    """
    notes = {
        ASSESS: _assess(state, language),
        ROADMAP: _roadmap(state, language),
        LEARN: _learn(state, lessons),
        DO: _do(state, language),
        AGAIN: _again(state, language),
    }
    titles = {
        ASSESS: _("Assess"),
        ROADMAP: _("Roadmap"),
        LEARN: _("Learn"),
        DO: _("Do"),
        AGAIN: _("Assess again"),
    }
    return [
        {
            "title": titles[step],
            "note": notes[step][0],
            "url": notes[step][1],
            "state": _state(step, state),
        }
        for step in STEPS
    ]


def _state(step: str, state: State) -> str:
    if step == state.here:
        return "here"
    done = {ASSESS: state.standing.signed, ROADMAP: state.standing.plan}
    return "done" if done.get(step) else "ahead"


def _assess(state: State, language: str) -> Note:
    one = state.standing
    if one.signed:
        day = formatting.date(state.signed_on, language, "short") if state.signed_on else ""
        return sentence(_("signed off on %(day)s"), day=day), state.signed_url
    return _open(state) if one.open else (_("not begun"), "")


def _open(state: State) -> Note:
    opened = state.standing.open
    text = sentence(
        _("%(given)s of %(asked)s answered"),
        given=state.given_answers,
        asked=state.asked_questions,
    )
    return text, reverse("assessments:round", args=[opened.pk]) if opened else ""


def _roadmap(state: State, language: str) -> Note:
    plan = state.standing.plan
    if plan is None:
        return "", ""
    count, last = len(plan.result["actions"]), differences.last_quarter(plan.result)
    url = reverse("assessments:plan", args=[plan.pk])
    if not last:
        return _("nothing to do"), url
    text = ngettext(
        "%(count)s action until %(quarter)s", "%(count)s actions until %(quarter)s", count
    )
    return sentence(text, count=count, quarter=formatting.quarter(last, language)), url


def _learn(state: State, lessons: int) -> Note:
    if not state.under_way and not state.coming:
        return "", ""
    if not lessons:
        return _("no lesson yet for the next actions"), ""
    text = ngettext(
        "%(count)s lesson for the next actions", "%(count)s lessons for the next actions", lessons
    )
    return sentence(text, count=lessons), ""


def _do(state: State, language: str) -> Note:
    plan = state.standing.plan
    if plan is None or not state.actions:
        return "", ""
    if not state.has_begun:
        begin = formatting.quarter(plan.result["start"], language)
        return sentence(_("begins in %(quarter)s"), quarter=begin), ""
    count = len(state.under_way)
    if not count:
        return _("nothing is due this quarter"), ""
    text = ngettext("%(count)s action this quarter", "%(count)s actions this quarter", count)
    return sentence(text, count=count), ""


def _again(state: State, language: str) -> Note:
    if state.standing.open and state.standing.signed:
        return _open(state)
    if state.again_on is None:
        return "", ""
    if state.is_due_again:
        return _("it is time"), ""
    day = formatting.date(state.again_on, language, "short")
    return sentence(_("suggested from %(day)s on"), day=day), ""

"""What was answered before, in one sentence a suggestion, and the button that takes it over."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import carried_out, wording
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import Answer
from assessments.reasons import sentence
from assessments.suggesting import Origin, Suggestion
from assessments.views import parts
from cms.press import formatting


def said(model: MaturityModel, indicator: str, answer: Answer | None) -> str:
    """Return an answer in words: "level 2", a named answer, or what unknown is called."""
    return (
        "" if answer is None else parts.given(model, indicator, str(answer), _("level %(level)s"))
    )


def title(model: MaturityModel, name: str) -> wording.Text:
    """Return the title of an indicator or a node in the language in force."""
    return wording.Words(wording.owner(model), get_language())(f"{name}/title")


def button(one: Suggestion, asked: MaturityModel) -> str:
    """Return the words of the button that saves exactly this answer; "" where there is none."""
    if not one.value:
        return ""
    return _("Take over: %(answer)s") % {"answer": said(asked, one.indicator, one.answer)}


def note(one: Suggestion, asked: MaturityModel) -> SafeString:
    """Say when what was answered, and what that suggests for the question."""
    if one.deed is not None:
        return _done(one, asked)
    first = one.origins[0]
    words = {
        "year": timezone.localtime(one.signed_at).year,
        "question": title(first.model, first.indicator),
        "former": said(first.model, first.indicator, first.answer),
        "answers": _answers(one.origins),
        "answer": said(asked, one.indicator, one.answer),
        "model": title(first.model, "model"),
    }
    message = _message(one.kind)
    return sentence(message, **{k: v for k, v in words.items() if f"%({k})s" in message})


def _done(one: Suggestion, asked: MaturityModel) -> SafeString:
    """Say what was carried out and what its plan expected, then what was answered before."""
    assert one.deed is not None  # noqa: S101 - asked before
    told = sentence(
        _(
            "“%(action)s” was done in %(quarter)s; its roadmap expected %(answer)s. Taken over, it"
            " is a claim that needs its evidence."
        ),
        action=carried_out.title(one.deed.done, get_language()),
        quarter=formatting.quarter(one.deed.done.ended, get_language()),
        answer=said(asked, one.indicator, one.answer),
    )
    if one.before is None:
        return told
    return format_html("{} {}", told, note(one.before, asked))


def _answers(origins: Iterable[Origin]) -> SafeString:
    """List questions with their answers; each part is a finished phrase, escaped already."""
    told = [
        sentence(
            _("“%(question)s”: %(answer)s"),
            question=title(one.model, one.indicator),
            answer=said(one.model, one.indicator, one.answer),
        )
        for one in origins
    ]
    return SafeString(formatting.join(told, get_language()))


def _message(kind: str) -> str:
    return {
        "same": _("In %(year)s you answered: %(former)s."),
        "renamed": _("In %(year)s you answered: %(former)s. The question was “%(question)s” then."),
        "split": _(
            "In %(year)s you answered “%(question)s”: %(former)s. That question has been split:"
            " look whether this holds for its part here."
        ),
        "merged": _(
            "In %(year)s you answered %(answers)s. These questions are one now; the lowest answer"
            " is suggested: %(answer)s."
        ),
        "levels-differ": _(
            "In %(year)s you answered %(answers)s. The levels are others now, so that nothing is"
            " suggested."
        ),
        "level-not-mapped": _(
            "In %(year)s you answered %(answers)s. The levels are others now, so that nothing is"
            " suggested."
        ),
        "part-not-asked": _(
            "In %(year)s you answered %(answers)s. This question asks for more now, so that"
            " nothing is suggested."
        ),
        "exact": _(
            "In %(year)s you answered in “%(model)s” %(answers)s. That suggests %(answer)s."
        ),
        "at-most": _(
            "In %(year)s you answered in “%(model)s” %(answers)s. That covers only a part of this"
            " question: it suggests at most %(answer)s."
        ),
        "at-least": _(
            "In %(year)s you answered in “%(model)s” %(answers)s. That covers more than this"
            " question: it suggests at least %(answer)s."
        ),
        "none": _(
            "In %(year)s you answered in “%(model)s” %(answers)s. That overlaps with this question"
            " and suggests no level."
        ),
    }[kind]

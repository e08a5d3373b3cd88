"""The first page of a report: three sentences, what is asked, and the milestones.

Everything here is chosen from the roadmap by rule, so that the brief says nothing that the
plan does not hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.profile import Line, Profile
from assessments.reasons import sentence
from assessments.roadmap import Roadmap
from assessments.roadmap_steps import VERIFY, Step
from cms.press import formatting

ASKS = 4
MILESTONES = 5


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision that is asked for: what it brings, of whom, by when."""

    title: str
    outcome: str
    by: SafeString


@dataclass(frozen=True, slots=True)
class Event:
    """What will be true at the end of a quarter."""

    quarter: str
    when: str
    title: str
    note: SafeString
    is_stage: bool


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the one who decides reads first."""

    standing: tuple[SafeString, ...]
    asks: tuple[Ask, ...]
    milestones: tuple[Event, ...]


def of(roadmap: Roadmap, institution: str, language: str) -> Briefing:
    """Choose and write the brief of a roadmap."""
    return Briefing(
        standing=tuple(_standing(roadmap.profiles[0], institution, language)),
        asks=tuple(_ask(step, language) for step in _library_steps(roadmap)[:ASKS]),
        milestones=tuple(_milestones(roadmap, language)),
    )


def _library_steps(roadmap: Roadmap) -> list[Step]:
    return [step for step in roadmap.steps if not step.id.startswith(VERIFY)]


def _standing(profile: Profile, institution: str, language: str) -> Iterator[SafeString]:
    """Three sentences: the stage and score, the extremes, and how sure it all is."""
    if profile.overall.figures:
        yield sentence(
            _("%(institution)s stands at “%(stage)s”, with a score of %(score)s of %(top)s."),
            institution=institution,
            stage=profile.stage,
            score=profile.overall.figures,
            top=formatting.number(profile.top, language),
        )
    yield _extremes(profile)
    if not profile.open:
        yield sentence(_("Every question has an answer, so nothing widens the range."))
        return
    message = ngettext(
        "%(open)s of %(asked)s answers is open, so the true picture may be better than its"
        " certain part.",
        "%(open)s of %(asked)s answers are open, so the true picture may be better than its"
        " certain part.",
        profile.open,
    )
    yield sentence(message, open=profile.open, asked=profile.asked)


def _extremes(profile: Profile) -> SafeString:
    scored = [line for line in profile.lines if line.low is not None]
    if not scored:
        return sentence(_("No part of the questionnaire applies."))
    best, worst = max(scored, key=_lowest), min(scored, key=_lowest)
    if best.low == worst.low:
        return sentence(_("All its parts stand at the same level."))
    return sentence(
        _("It is strongest in “%(best)s” and has furthest to go in “%(worst)s”."),
        best=best.label,
        worst=worst.label,
    )


def _lowest(line: Line) -> float:
    return line.low or 0.0


def _ask(step: Step, language: str) -> Ask:
    by = sentence(
        # Translators: who decides, and when the work begins
        _("%(lead)s, to begin in %(quarter)s"),
        lead=step.lead,
        quarter=formatting.quarter(step.start, language),
    )
    return Ask(title=step.title, outcome=str(step.outcome), by=by)


def _milestones(roadmap: Roadmap, language: str) -> list[Event]:
    """The stages that are reached, filled up with the earliest results, by quarter."""
    stages = [
        Event(
            quarter=one.quarter,
            when=formatting.quarter(one.quarter, language),
            title=str(one.title),
            note=sentence(_("a stage of the model is reached")),
            is_stage=True,
        )
        for one in roadmap.path
    ]
    results = [
        Event(
            quarter=step.end,
            when=formatting.quarter(step.end, language),
            title=step.title,
            note=SafeString(""),
            is_stage=False,
        )
        for step in sorted(_library_steps(roadmap), key=lambda step: (step.end, step.number))
    ]
    chosen = stages[:2] + results[: MILESTONES - len(stages[:2])]
    return sorted(chosen, key=lambda event: (event.quarter, event.is_stage))

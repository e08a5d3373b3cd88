"""Where an institution stands, in a few sentences: on one questionnaire, or on several."""

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.profile import Line, Profile
from assessments.reasons import sentence
from cms.press import formatting


def told(profiles: Sequence[Profile], institution: str, language: str) -> tuple[SafeString, ...]:
    """Tell the stage and the score, the extremes, and how sure it all is.

    Where there are several questionnaires, one sentence tells of each.
    """
    if len(profiles) == 1:
        alone = _alone(profiles[0], institution, language)
        found = [*alone, *profiles[0].apart, _extremes(profiles[0])]
    else:
        found = [one for profile in profiles for one in _among(profile, language)]
    return (*found, _sure(profiles))


def _alone(profile: Profile, institution: str, language: str) -> Iterator[SafeString]:
    if profile.overall.figures:
        yield sentence(
            _("%(institution)s stands at “%(stage)s”, with a score of %(score)s of %(top)s."),
            institution=institution,
            stage=profile.stage,
            score=profile.overall.figures,
            top=formatting.number(profile.top, language),
        )


def _among(profile: Profile, language: str) -> Iterator[SafeString]:
    scored = _scored(profile)
    if scored and profile.overall.figures:
        yield sentence(
            _("%(questionnaire)s: “%(stage)s”, %(score)s of %(top)s; furthest to go: “%(worst)s”."),
            questionnaire=profile.title,
            stage=profile.stage,
            score=profile.overall.figures,
            top=formatting.number(profile.top, language),
            worst=min(scored, key=_lowest).label,
        )
        yield from profile.apart


def _sure(profiles: Sequence[Profile]) -> SafeString:
    """Tell how many answers of all questionnaires are open."""
    count, asked = sum(one.open for one in profiles), sum(one.asked for one in profiles)
    if not count:
        return sentence(_("Every question has an answer, so nothing widens the range."))
    message = ngettext(
        "%(open)s of %(asked)s answers is open, so the true picture may be better than its"
        " certain part.",
        "%(open)s of %(asked)s answers are open, so the true picture may be better than its"
        " certain part.",
        count,
    )
    return sentence(message, open=count, asked=asked)


def _extremes(profile: Profile) -> SafeString:
    scored = _scored(profile)
    if not scored:
        return sentence(_("No part of the questionnaire applies."))
    best, worst = max(scored, key=_lowest), min(scored, key=_lowest)
    if _lowest(best) == _lowest(worst):
        return sentence(_("All its parts stand at the same level."))
    return sentence(
        _("It is strongest in “%(best)s” and has furthest to go in “%(worst)s”."),
        best=best.label,
        worst=worst.label,
    )


def _scored(profile: Profile) -> list[Line]:
    return [line for line in profile.lines if line.low is not None]


def _lowest(line: Line) -> float:
    """The sure part of a score as a share of its own scale."""
    return (line.low or 0.0) / line.top

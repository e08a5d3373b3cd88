"""Where an institution stands in one sentence, what blocks, and the one thing to do next."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import given, leads, library, titles
from assessments.lessons import Lesson
from assessments.loop.state import AGAIN, ASSESS, DO, LEARN, ROADMAP, State
from assessments.marking import isolated
from assessments.models import Round
from assessments.reasons import sentence
from cms.people import roles
from cms.press import formatting

NAMES = 5
"""How many people are named where somebody is waited for."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What a person reads first; `posts` where the button makes something and does not lead.

    `also` are the results that are sent along with it.
    """

    where: SafeString
    title: str
    url: str
    blocks: tuple[SafeString, ...] = ()
    posts: bool = False
    also: tuple[str, ...] = ()


def of(state: State, lessons: Sequence[Lesson], language: str) -> Advice:
    """Tell this person, by her role, what to do next."""
    return _BY_STEP[state.here](state, lessons, language)


def _assess(state: State, lessons: Sequence[Lesson], language: str) -> Advice:
    if state.standing.open:
        return _answer(state, language)
    return _start(
        state, sentence(_("This institution has no assessment of its own yet.")), language
    )


def _again(state: State, lessons: Sequence[Lesson], language: str) -> Advice:
    if state.standing.open:
        return _answer(state, language)
    return _start(
        state, sentence(_("It is time to assess again, and to see what has moved.")), language
    )


def _start(state: State, where: SafeString, language: str) -> Advice:
    if roles.MANAGE in state.standing.may:
        address = f"{reverse('assessments:start')}?institution={state.standing.institution.pk}"
        return Advice(where, _("Start an assessment"), address)
    message = _("The coordinator starts an assessment: %(names)s.")
    blocks = (_waits(state, roles.MANAGE, message, language),)
    signed = state.standing.signed
    if signed:
        url = reverse("assessments:result", args=[signed.pk])
        return Advice(where, _("See the result"), url, blocks)
    return Advice(where, "", "", blocks)


def _answer(state: State, language: str) -> Advice:
    one = state.standing.open
    assert one is not None  # noqa: S101 - the steps that lead here have an open round
    missing = state.asked_questions - state.given_answers
    if missing and not one.is_open:
        return _closed(one, missing)
    return _unanswered(state, missing, language) if missing else _unsigned(state, language)


def _closed(one: Round, missing: int) -> Advice:
    """Lead to the page of a round that takes no answers: it tells each role what comes next."""
    where = sentence(_("“%(title)s” is in preparation: nobody can answer yet."), title=one.title)
    if one.state == Round.State.AGREED:
        where = sentence(_("“%(title)s” is agreed; the signature is missing."), title=one.title)
    elif one.state == Round.State.REVIEW:
        text = ngettext(
            "“%(title)s” is in review: %(count)s question is not settled.",
            "“%(title)s” is in review: %(count)s questions are not settled.",
            missing,
        )
        where = sentence(text, title=one.title, count=missing)
    return Advice(where, _("See where it stands"), reverse("assessments:round", args=[one.pk]))


def _unanswered(state: State, missing: int, language: str) -> Advice:
    one = state.standing.open
    text = ngettext(
        "“%(title)s” is open: %(count)s question has no answer yet.",
        "“%(title)s” is open: %(count)s questions have no answer yet.",
        missing,
    )
    where = sentence(text, title=one.title, count=missing)
    blocks = [] if state.standing.names[roles.APPROVER] else [_nobody_signs()]
    if roles.ANSWER in state.standing.may:
        part = next(part for part in state.standing.progress if not part.is_complete)
        url = reverse("assessments:dimension", args=[one.pk, part.part])
        return Advice(where, _("Go on answering"), url, tuple(blocks))
    blocks.insert(0, _waits(state, roles.ANSWER, _("These people answer: %(names)s."), language))
    url = reverse("assessments:round", args=[one.pk])
    return Advice(where, _("See the answers"), url, tuple(blocks))


def _unsigned(state: State, language: str) -> Advice:
    one = state.standing.open
    where = sentence(
        _("Every question of “%(title)s” has an answer; the signature is missing."),
        title=one.title,
    )
    if roles.SIGN in state.standing.may:
        return Advice(where, _("Check and sign off"), reverse("assessments:sign", args=[one.pk]))
    if state.standing.names[roles.APPROVER]:
        waits = _waits(state, roles.SIGN, _("The approver signs off: %(names)s."), language)
    else:
        waits = _nobody_signs()
    url = reverse("assessments:round", args=[one.pk])
    return Advice(where, _("See the answers"), url, (waits,))


def _roadmap(state: State, lessons: Sequence[Lesson], language: str) -> Advice:
    plan = state.standing.plan
    if plan is None:
        return _unplanned(state, language)
    known = state.given or given.of(plan)
    where = sentence(
        _("The roadmap rests on what the method assumes: %(assumed)s."),
        assumed=SafeString(formatting.join(given.told(known, language), language)),
    )
    if roles.PLAN in state.standing.may:
        url = reverse("assessments:refine", args=[plan.pk])
        return Advice(where, _("Refine with five questions"), url)
    message = _("The coordinator can refine it with five questions: %(names)s.")
    blocks = (_waits(state, roles.PLAN, message, language),)
    return Advice(where, _("Open the roadmap"), _address(state), blocks)


def _unplanned(state: State, language: str) -> Advice:
    signed = state.standing.signed
    if not library.serves(signed.model_slug):
        where = sentence(
            _("“%(title)s” is signed off. No action of the library closes gaps of this kind yet."),
            title=signed.title,
        )
        return Advice(where, _("See the result"), state.signed_url)
    where = sentence(
        _("“%(title)s” is signed off. Its roadmap is one click away."), title=signed.title
    )
    if roles.PLAN in state.standing.may:
        url = reverse("assessments:make-plan", args=[signed.pk])
        also = tuple(str(one.snapshot.pk) for one in state.standing.further)
        blocks = (_together(state, language),) if also else ()
        return Advice(where, _("Make the roadmap"), url, blocks, posts=True, also=also)
    message = _("The coordinator makes the roadmap: %(names)s.")
    blocks = (_waits(state, roles.PLAN, message, language),)
    return Advice(where, _("See the result"), state.signed_url, blocks)


def _together(state: State, language: str) -> SafeString:
    """Name the results that are planned with it, by what they were asked on."""
    names = [isolated(titles.questionnaire(one, language)) for one in state.standing.further]
    listed = SafeString(formatting.join(names, language))
    return sentence(_("One roadmap is made of it and of: %(names)s."), names=listed)


def _learn(state: State, lessons: Sequence[Lesson], language: str) -> Advice:
    if not lessons:  # none is published in this language
        return _do(state, lessons, language)
    where = sentence(
        _("The roadmap begins in %(quarter)s. Until then, learn what its first actions need."),
        quarter=formatting.quarter(state.standing.plan.result["start"], language),
    )
    return Advice(where, _("Open the first lesson"), lessons[0].url, tuple(_vacant(state)))


def _do(state: State, lessons: Sequence[Lesson], language: str) -> Advice:
    return Advice(
        _progress(state, language), _("Open the roadmap"), _address(state), tuple(_vacant(state))
    )


def _progress(state: State, language: str) -> SafeString:
    if not state.has_begun:
        begin = formatting.quarter(state.standing.plan.result["start"], language)
        return sentence(_("The roadmap begins in %(quarter)s."), quarter=begin)
    count = len(state.under_way)
    if not count:
        return sentence(_("The roadmap has nothing under way this quarter."))
    text = ngettext(
        "%(count)s action of the roadmap should be under way this quarter.",
        "%(count)s actions of the roadmap should be under way this quarter.",
        count,
    )
    return sentence(text, count=count)


def _vacant(state: State) -> Iterator[SafeString]:
    """Name the roles that nobody plays and that lead what is under way or comes next."""
    vacant = state.given.limits.vacant if state.given else ()
    leading = {one["lead"] for one in state.under_way or state.coming}
    for role in vacant:
        if role in leading:
            yield sentence(
                _("Nobody plays this role yet, and its actions wait: %(role)s."),
                role=leads.name(role),
            )


def _address(state: State) -> str:
    return reverse("assessments:plan", args=[state.standing.plan.pk])


def _waits(state: State, capability: str, message: str, language: str) -> SafeString:
    """Name those who can do what this person cannot; or say that there is nobody yet."""
    granting = roles.granting(capability)
    names = [name for role in granting for name in state.standing.names[role]]
    if not names:
        return sentence(
            _("Nobody in this institution can do that yet: ask the administrators of the site.")
        )
    shown = [isolated(name) for name in dict.fromkeys(names)][:NAMES]
    return sentence(message, names=SafeString(formatting.join(shown, language)))


def _nobody_signs() -> SafeString:
    return sentence(
        _("Nobody in this institution signs off yet: ask the administrators to name an approver.")
    )


_BY_STEP: Mapping[str, Callable[[State, Sequence[Lesson], str], Advice]] = {
    ASSESS: _assess,
    ROADMAP: _roadmap,
    LEARN: _learn,
    DO: _do,
    AGAIN: _again,
}

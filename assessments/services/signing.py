"""Sign-off: the answers of a round are frozen with their hash."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import answering, carried_out
from assessments.domain import agreement, applying, asking, canonical, scoring
from assessments.domain.maturity import MaturityModel
from assessments.models import Round, Snapshot
from assessments.services import holding, letters
from assessments.services.refusals import CLOSED, NOT_OPEN, Refused
from cms.people import audit, roles
from cms.people.models import User

NOT_AGREED = _(
    "The institutions of this assessment have to agree first: close the answers for review, "
    "settle what differs, and put it before the approver."
)

NOBODY = _("Nobody in this institution signs off yet: ask the administrators to name an approver.")


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a signature would leave uncertain: ids of indicators, in the order of the model.

    `contradictions` are the ids of the rules that the answers contradict; `apart` are questions
    on which institutions differ: they count as not asked. `unexplained` were answered "unknown"
    or "not applicable" by somebody who gave no reason. `unproven` rest on what was carried out of
    a plan, and no evidence lies at them.
    """

    not_asked: tuple[str, ...]
    unknown: tuple[str, ...]
    contradictions: tuple[str, ...]
    apart: tuple[str, ...]
    unexplained: tuple[str, ...]
    unproven: tuple[str, ...]


def gaps(one: Round) -> Gaps:
    """Tell which questions have no answer, which are unknown, and what contradicts itself."""
    model, found = answering.model_of(one), answering.standings_of(one)
    answers = agreement.counted(found)
    ids = [indicator.id for indicator in model.indicators()]
    apart = tuple(name for name in ids if name in found and not found[name].is_settled)
    silent = set(one.answers.filter(level=None, note="").values_list("indicator", flat=True))
    silent &= {name for name, answer in answers.items() if not isinstance(answer, int)}
    unanswered = asking.open_questions(model, answers, rapid=one.is_rapid)
    return Gaps(
        not_asked=tuple(name for name in unanswered if name not in apart),
        unknown=tuple(name for name in ids if answers.get(name) == scoring.UNKNOWN),
        contradictions=tuple(one.id for one in applying.contradicted(model, answers)),
        apart=apart,
        unexplained=tuple(name for name in ids if name in silent),
        unproven=tuple(_unproven(one, model, answers)),
    )


def _unproven(
    one: Round, model: MaturityModel, answers: Mapping[str, scoring.Answer]
) -> Iterator[str]:
    """Name the questions whose answer is as high as a done action was to raise it, unproven."""
    claimed = set()
    for deed in carried_out.claims(one, model):
        given = answers.get(deed.indicator)
        if isinstance(given, int) and given >= deed.level:
            claimed.add(deed.indicator)
    if claimed:
        claimed -= set(one.evidence_uses.values_list("indicator", flat=True))
    return (row.id for row in model.indicators() if row.id in claimed)


def not_signable(one: Round) -> Promise | None:
    """Say why a round cannot be signed as it is now; None where it can.

    A team agrees first. An institution that answers alone has nobody to agree with: its approver
    signs an open round as well.
    """
    if one.is_signed:
        return CLOSED
    if one.state == Round.State.DRAFT:
        return NOT_OPEN
    agreed = one.state == Round.State.AGREED or not one.participations.exists()
    return None if agreed else NOT_AGREED


def sign_off(*, user: User, round_id: uuid.UUID) -> Snapshot:
    """Close the round, freeze its answers, and return the snapshot.

    Questions without an answer stay out of it: the domain counts them as not asked. Raises
    PermissionDenied where the user may not sign, Refused where somebody has signed already, or
    where a team has not agreed yet.
    """
    with transaction.atomic():
        one = holding.held(user, roles.SIGN, round_id)
        if why := not_signable(one):
            raise Refused(why)
        # SQLite holds no rows: of two who sign at once the state lets one through
        closed = Round.objects.filter(pk=one.pk, state=one.state)
        if not closed.update(state=Round.State.SIGNED):
            raise Refused(CLOSED)
        one.state = Round.State.SIGNED
        content = frozen(one)
        snapshot = Snapshot.objects.create(
            institution_id=one.institution_id,
            round=one,
            content=canonical.text(content),
            sha256=canonical.digest(content),
            signed_by=user,
        )
        event = audit.record(
            actor=user,
            verb="round.signed",
            institution=one.institution,
            subject=one,
            detail={"snapshot": str(snapshot.pk), "sha256": snapshot.sha256},
        )
        letters.moved(one, event_id=event.pk, by=user)
    return snapshot


@transaction.atomic
def ask_to_sign(*, user: User, round_id: uuid.UUID) -> int:
    """Write to those who sign for the institution; return how many letters this day still allowed.

    Raises PermissionDenied unless the user coordinates the round, Refused where it is signed
    already, where a team has not agreed yet, or where nobody signs for the institution.
    """
    one = holding.held(user, roles.MANAGE, round_id)
    if why := not_signable(one):
        raise Refused(why)
    if not letters.signing(one):
        raise Refused(NOBODY)
    count = letters.to_sign(one, by=user, on=timezone.localdate())
    audit.record(
        actor=user,
        verb="round.sign_asked",
        institution=one.institution,
        subject=one,
        detail={"letters": count},
    )
    return count


def frozen(one: Round) -> dict[str, object]:
    """Return what a signature covers: model, version, what counts, and how it came about.

    Ids, roles and answers only, no person and no text. Where several institutions answered, what
    each of them said stands in it too, and on what they agreed; where parts were approved on
    their own, by which role each was, and by which the whole is signed.
    """
    rows = list(one.answers.all())
    found = answering.standings_of(one)
    content: dict[str, object] = {
        "model": one.model_slug,
        "version": one.model_version,
        "answers": agreement.counted(found),
    }
    if one.is_rapid:
        content["depth"] = one.depth
    if any(row.institution_id != one.institution_id for row in rows):
        content["institutions"] = {
            str(name): answering.as_values(row for row in rows if row.institution_id == name)
            for name in {row.institution_id for row in rows}
        }
        content["agreed"] = sorted(name for name, one in found.items() if one.kind == "agreed")
    approvals = dict(one.approvals.values_list("part", "role"))
    if approvals:
        content |= {"approvals": approvals, "role": roles.APPROVER}
    return content

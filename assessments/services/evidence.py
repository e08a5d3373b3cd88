"""Evidence: adding it and its versions, laying it at questions, verifying and removing it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import answering, scopes
from assessments.models import Evidence, EvidenceUse, EvidenceVersion, Round
from assessments.scopes import Reach
from assessments.services import holding
from assessments.services.answers import STRANGE_QUESTION
from assessments.services.refusals import CLOSED, NOT_OPEN, Refused
from cms.people import access, audit, closing, roles
from cms.people.models import Institution, User
from cms.press import uploads

GONE = _("This evidence is not there any more: somebody has removed it.")
USED_KEY = _("This form was sent before, for something else. Load the page again.")
OWN = _("Whoever added evidence cannot verify it. Ask another reviewer.")
OTHER_INSTITUTION = _("The institution of this evidence does not answer this question.")
NO_ROUND = _("There is no such assessment that takes answers. Choose one of those listed.")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of evidence with a version: its level, its date, and until when it holds."""

    level: str
    dated: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a version holds: an upload that is whole, or an https address; `key` names the form."""

    key: uuid.UUID
    upload_id: uuid.UUID | None = None
    url: str = ""


def add_evidence(
    *, user: User, institution_id: uuid.UUID, title: str, said: Said, given: Given
) -> Evidence:
    """Add evidence with its first version and return it; the same form again adds nothing.

    Raises PermissionDenied where the user may not answer for the institution, Refused where the
    file is not there.
    """
    with transaction.atomic():
        institution = _locked_institution(user, institution_id)
        if (before := _sent_before(user, given.key)) is not None:
            if before.evidence.institution_id != institution.pk or before.number != 1:
                raise Refused(USED_KEY)
            return before.evidence
        evidence = Evidence.objects.create(
            institution=institution,
            title=title,
            kind=Evidence.Kind.LINK if given.url else Evidence.Kind.FILE,
            level=_level(said),
            dated=said.dated,
            valid_until=said.valid_until,
            added_by=user,
        )
        version = _add_version(user, evidence, 1, given)
        _record(user, "evidence.added", evidence, {"kind": evidence.kind, **_hash(version)})
    return evidence


def add_version(*, user: User, evidence_id: uuid.UUID, said: Said, given: Given) -> EvidenceVersion:
    """Add a version to evidence; what was verified is verified no longer.

    The same form again adds nothing. Raises PermissionDenied where the user may not answer for
    its institution, Refused where it was removed or the file is not there.
    """
    with transaction.atomic():
        evidence = _locked(user, evidence_id, roles.ANSWER)
        if (before := _sent_before(user, given.key)) is not None:
            if before.evidence_id != evidence.pk:
                raise Refused(USED_KEY)
            return before
        number = evidence.versions.count() + 1
        version = _add_version(user, evidence, number, given)
        evidence.kind = Evidence.Kind.LINK if given.url else Evidence.Kind.FILE
        evidence.level, evidence.dated = _level(said), said.dated
        evidence.valid_until = said.valid_until
        evidence.verified_by = evidence.verified_at = None
        evidence.save()
        _record(user, "evidence.versioned", evidence, {"version": number, **_hash(version)})
    return version


def attach(*, user: User, evidence_id: uuid.UUID, round_id: uuid.UUID, indicator: str) -> None:
    """Lay evidence at a question of an open round; where it lies already nothing changes.

    Raises PermissionDenied where the user may not answer in both, Refused for a round that takes
    no answers, another institution's evidence, and an unknown question.
    """
    with transaction.atomic():
        reached = _open_round(user, round_id)
        one, part = reached.round, answering.part_of(reached.round, indicator)
        evidence = _locked(user, evidence_id, roles.ANSWER)
        if part is None:
            raise Refused(STRANGE_QUESTION)
        if reached.seat(part, str(evidence.institution_id)) is None:
            raise Refused(OTHER_INSTITUTION)
        _use, made = EvidenceUse.objects.get_or_create(
            evidence=evidence, round=one, indicator=indicator, defaults={"added_by": user}
        )
        if made:
            detail = {"round": str(one.pk), "indicator": indicator}
            _record(user, "evidence.attached", evidence, detail)


def detach(*, user: User, evidence_id: uuid.UUID, round_id: uuid.UUID, indicator: str) -> None:
    """Take evidence from a question of an open round; where it does not lie nothing changes.

    Raises PermissionDenied and Refused as `attach` does.
    """
    with transaction.atomic():
        one = _open_round(user, round_id).round
        evidence = _locked(user, evidence_id, roles.ANSWER)
        if evidence.uses.filter(round=one, indicator=indicator).delete()[0]:
            detail = {"round": str(one.pk), "indicator": indicator}
            _record(user, "evidence.detached", evidence, detail)


def verify(*, user: User, evidence_id: uuid.UUID, version: int) -> None:
    """Mark evidence as verified, in the version that the reviewer has seen.

    Raises PermissionDenied where the user may not review for its institution, Refused for whoever
    added it or a version of it, and where a newer version has come meanwhile.
    """
    with transaction.atomic():
        evidence = _locked(user, evidence_id, roles.REVIEW)
        versions = list(evidence.versions.all())
        if user.pk in {evidence.added_by_id, *(one.added_by_id for one in versions)}:
            raise Refused(OWN)
        if version != len(versions):
            raise Refused(_("A newer version has come meanwhile. Look at it first."))
        if evidence.level != Evidence.Level.VERIFIED:
            evidence.level = Evidence.Level.VERIFIED
            evidence.verified_by, evidence.verified_at = user, timezone.now()
            evidence.save(update_fields=["level", "verified_by", "verified_at"])
            _record(user, "evidence.verified", evidence, {"version": version})


def remove_evidence(*, user: User, evidence_id: uuid.UUID) -> bool:
    """Remove evidence; return whether its files stay, because a signed round used it.

    It is taken from every round that is not signed. Raises PermissionDenied where the user may not
    answer for its institution, Refused where it was removed before.
    """
    with transaction.atomic():
        held = Round.objects.filter(evidence_uses__evidence=evidence_id)
        # The rounds first, as everybody who lays evidence at them does: nobody signs in between.
        list(Round.objects.select_for_update().filter(pk__in=held.values("pk")).order_by("pk"))
        evidence = _locked(user, evidence_id, roles.ANSWER)
        evidence.uses.exclude(round__state__in=Round.FROZEN).delete()
        stays = evidence.uses.exists()
        if not stays:
            for version in evidence.versions.exclude(file=None).select_related("file"):
                uploads.remove(version.file)
        evidence.removed_at = timezone.now()
        evidence.save(update_fields=["removed_at"])
        _record(user, "evidence.removed", evidence, {"stays": stays})
    return stays


def record_download(*, user: User, version: EvidenceVersion) -> None:
    """Put on record that somebody who may read it has taken a file."""
    detail = {"version": version.number, "sha256": version.sha256}
    _record(user, "evidence.downloaded", version.evidence, detail)


def _locked_institution(user: User, institution_id: uuid.UUID) -> Institution:
    mine = access.institutions(user, roles.ANSWER).filter(pk=institution_id)
    found = Institution.objects.select_for_update().filter(pk__in=mine.values("pk")).first()
    if found is None:
        raise PermissionDenied
    closing.refuse(found.pk)
    return found


def _locked(user: User, evidence_id: uuid.UUID, capability: str) -> Evidence:
    """Return the evidence, held until the end of the transaction."""
    rows = Evidence.objects.open_to(user, capability).select_for_update(of=("self",))
    found = rows.filter(pk=evidence_id).first()
    if found is None:
        raise PermissionDenied
    closing.refuse(found.institution_id)
    if found.removed_at is not None:
        raise Refused(GONE)
    return found


def _open_round(user: User, round_id: uuid.UUID) -> Reach:
    """Return a round in which the user answers, held until the end of the transaction."""
    reached = scopes.reach(user, round_id, locked=True)
    if reached is None or not reached.seats:
        raise PermissionDenied
    if not reached.round.is_open:
        raise Refused(CLOSED if reached.round.is_signed else NOT_OPEN)
    holding.not_closing(reached, reached.round.institution_id)
    return reached


def _level(said: Said) -> str:
    """Return the level that may be said; verified is nobody's to say of what she adds."""
    level = Evidence.Level(said.level)
    return Evidence.Level.DOCUMENT if level == Evidence.Level.VERIFIED else level


def _sent_before(user: User, key: uuid.UUID) -> EvidenceVersion | None:
    found = EvidenceVersion.objects.select_related("evidence").filter(key=key).first()
    if found is not None and found.added_by_id != user.pk:
        raise Refused(USED_KEY)
    return found


def _add_version(user: User, evidence: Evidence, number: int, given: Given) -> EvidenceVersion:
    file = None
    if given.url and not given.url.startswith("https://"):
        raise Refused(_("The address does not begin with https://."))
    if not given.url:
        if given.upload_id is None:
            raise Refused(_("Choose a file, or write an address."))
        file = uploads.claim(user=user, upload_id=given.upload_id, institution=evidence.institution)
    return EvidenceVersion.objects.create(
        evidence=evidence,
        number=number,
        file=file,
        url=given.url,
        sha256=file.sha256 if file else "",
        key=given.key,
        added_by=user,
    )


def _hash(version: EvidenceVersion) -> Mapping[str, str]:
    return {"sha256": version.sha256} if version.sha256 else {}


def _record(user: User, verb: str, evidence: Evidence, detail: Mapping[str, object]) -> None:
    audit.record(
        actor=user,
        verb=verb,
        institution=evidence.institution,
        subject=evidence,
        detail=dict(detail),
    )

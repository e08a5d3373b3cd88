"""Deleting an institution whose grace is over: everything that is its own, in the right order.

Frozen rows refuse every other way. What it answered in rounds of others belongs to those: it
stays there, said by "an institution that was deleted".
"""

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.models import (
    ActionProgress,
    Answer,
    Change,
    ChangeRequest,
    Comment,
    CountryFact,
    Delegation,
    Evidence,
    EvidenceVersion,
    OwnAction,
    Participation,
    Plan,
    PlanApproval,
    PlanDisclosure,
    PlanVariant,
    ProgressChange,
    ProgressComment,
    Round,
    SharingCode,
    Snapshot,
    SnapshotShare,
    WorkbookUpload,
)
from assessments.services import looking_again
from cms.people import access, audit
from cms.people.models import (
    EmergencyAccess,
    Institution,
    InstitutionDeletion,
    InstitutionRequest,
    Invitation,
    Logo,
    Membership,
    PrintedCode,
)
from cms.press import files, uploads
from cms.press.models import Job, PrivateFile, Upload

logger = logging.getLogger(__name__)


def delete_due(now: dt.datetime) -> int:
    """Delete every institution whose day has come, each apart; return how many."""
    done = 0
    for row in access.closing().filter(due_at__lte=now):
        try:
            done += carry_out(row, now)
        except Exception:
            logger.exception("The deletion %s of an institution failed.", row.pk)
    return done


@transaction.atomic
def carry_out(deletion: InstitutionDeletion, now: dt.datetime) -> bool:
    """Delete an institution with all that is its own; tell whether this call did it.

    Nothing happens before its day, twice, or after it was called off.
    """
    mine = access.closing().filter(pk=deletion.pk, due_at__lte=now)
    if not mine.update(done_at=now):
        return False
    one = Institution.objects.select_for_update().get(pk=deletion.institution_id)
    for step in STEPS:
        step(one)
    emptied = _is_named_elsewhere(one)
    if emptied:
        _empty(one)
    else:
        Institution.objects.filter(pk=one.pk).delete()
    audit.record(
        actor=None,
        verb="institution.deleted",
        institution=one,
        subject=one,
        detail={"deletion": deletion.pk, "emptied": emptied},
    )
    return True


def _documents(one: Institution) -> None:
    """Files go from the store once the rows are gone for good."""
    rows = list(PrivateFile.objects.filter(job__institution=one))
    Job.objects.filter(institution=one).delete()
    PrivateFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        transaction.on_commit(partial(files.discard, row), robust=True)


def _evidence(one: Institution) -> None:
    """Its evidence, with the files, also where it was laid at questions of others."""
    rows = list(PrivateFile.objects.filter(evidence_version__evidence__institution=one))
    rows += PrivateFile.objects.filter(upload__institution=one, evidence_version=None)
    EvidenceVersion._base_manager.filter(evidence__institution=one).delete()
    Evidence.objects.filter(institution=one).delete()
    for upload in Upload.objects.filter(institution=one):
        uploads.drop_parts(upload)
        upload.delete()
    PrivateFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        transaction.on_commit(partial(files.discard, row), robust=True)


def _board(one: Institution) -> None:
    for kind in (ProgressChange, ProgressComment):
        kind._base_manager.filter(progress__institution=one).delete()
    ActionProgress.objects.filter(institution=one).delete()


def _plans(one: Institution) -> None:
    PlanVariant.objects.filter(institution=one).delete()
    PlanApproval.objects.filter(plan__institution=one).delete()
    PlanDisclosure.objects.filter(plan__institution=one).delete()
    Plan._base_manager.filter(institution=one).delete()


def _shares(one: Institution) -> None:
    """Plans that others made with its results stay: they hold what they were made of."""
    SharingCode.objects.filter(institution=one).delete()
    SnapshotShare.objects.filter(to=one).delete()
    SnapshotShare.objects.filter(snapshot__institution=one).delete()


def _rounds(one: Institution) -> None:
    Snapshot._base_manager.filter(institution=one).delete()
    Round.objects.filter(institution=one).delete()


def _words(one: Institution) -> None:
    CountryFact.objects.filter(institution=one).delete()
    OwnAction.objects.filter(institution=one).delete()
    WorkbookUpload.objects.filter(institution=one).delete()


def _parts_elsewhere(one: Institution) -> None:
    """Answers stay with those whose round it is; who gave them there is forgotten."""
    Answer.objects.filter(institution=one).update(answered_by=None)
    Change.objects.filter(institution=one).update(made_by=None)
    Comment.objects.filter(institution=one).update(author=None)
    Delegation.objects.filter(institution=one).delete()
    looking_again.let_go(one, by=None)
    left = Answer.objects.filter(institution=one).values("round")
    Participation.objects.filter(institution=one).exclude(round__in=left).delete()
    Participation.objects.filter(institution=one).update(joined_by=None)


def _people(one: Institution) -> None:
    EmergencyAccess.objects.filter(institution=one).delete()
    Invitation.objects.filter(institution=one).delete()
    Membership.objects.filter(institution=one).delete()
    Logo.objects.filter(institution=one).delete()
    PrintedCode.objects.filter(institution=one).update(institution=None)
    InstitutionRequest.objects.filter(institution=one).delete()


STEPS: tuple[Callable[[Institution], None], ...] = (
    _documents,
    _evidence,
    _board,
    _shares,
    _plans,
    _rounds,
    _words,
    _parts_elsewhere,
    _people,
)
"""What goes, in an order in which nothing that is left names what is gone."""


def _is_named_elsewhere(one: Institution) -> bool:
    """Tell whether rounds of others name it: their answers, and the signatures over them."""
    named = (Answer, Change, ChangeRequest, Comment, Participation)
    return any(model.objects.filter(institution=one).exists() for model in named)


def _empty(one: Institution) -> None:
    """Leave of an institution nothing but that it was one."""
    one.names = {code: _called(code) for code, _language in settings.LANGUAGES}
    one.name = _called("en")
    one.languages, one.time_zone, one.is_national_lead = [], "UTC", False
    one.save(update_fields=["name", "names", "languages", "time_zone", "is_national_lead"])


def _called(language: str) -> str:
    with translation.override(language):
        return _("A deleted institution")

"""A filled workbook comes back: compared with what stands, chosen, and saved at once."""

import hashlib
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import answering, papers, scopes
from assessments.domain import filled
from assessments.domain.filled import Before, Entry, Kind
from assessments.imports.filled import Filled
from assessments.models import NO_ANSWER, Answer, WorkbookUpload
from assessments.models.uploads import WAITS
from assessments.scopes import Reach, Seat
from assessments.services import answers, answers_many, filled_in, workbooks
from assessments.services.answers import Sent, taking_answers
from assessments.services.filled_in import PART, TAKEN_BACK, Said
from assessments.services.refusals import Refused
from cms.people import audit
from cms.people.models import User

OTHER_ROUND = _(
    "This workbook belongs to another assessment. Expected is one that was downloaded on this page,"
    " for “%(title)s”."
)
OTHER_INSTITUTION = _(
    "This workbook is not that of an institution for which you answer here. Expected is one that"
    " you can download on this page."
)
OVER = _("Nothing was saved: this preview is over. Upload the workbook again.")
MOVED = _("Nothing was saved yet: somebody has answered meanwhile. Look at what differs now.")
INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Row:
    """One question: how it stands, what the file says, what stands on the site and by whom.

    `kind` is one of `filled.Kind`, or "invalid" with a key of `filled_in.EXPECTED`.
    """

    id: str
    kind: str
    place: str
    says: Entry
    stands: Entry
    token: str
    by: Answer | None = None
    problem: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An upload beside what stands now. `state` changes whenever a choice could be stale."""

    reach: Reach
    upload: WorkbookUpload
    rows: tuple[Row, ...]

    @property
    def state(self) -> str:
        """Name what the person who looks at it sees."""
        told = [f"{row.id} {row.kind} {row.token}" for row in self.rows if row.kind in _MATTERS]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]

    def of(self, kind: str) -> list[Row]:
        """Return the rows of one kind, in the order of the questions."""
        return [row for row in self.rows if row.kind == kind]


_MATTERS = filled.WRITES | {Kind.CONFLICT}


class MovedOn(Refused):
    """Nothing was saved: what stands is not what the sender saw any more."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(MOVED)
        self.comparison = comparison


@transaction.atomic
def take_up(*, user: User, round_id: uuid.UUID, found: Filled) -> WorkbookUpload:
    """Put a filled workbook aside for its sender to look at; no answer changes.

    A former one that was not taken over gives way. Raises PermissionDenied without a seat in the
    round, Refused with what was expected for a workbook that does not belong here.
    """
    reached = taking_answers(scopes.reach(user, round_id))
    one, seal = reached.round, workbooks.opened(found.seal)
    if seal.round != str(one.pk):
        raise Refused(OTHER_ROUND % {"title": one.title})
    seat = answers_many.seat_of(reached, seal.institution)
    if seat is None:
        raise Refused(OTHER_INSTITUTION)
    if [line.id for line in found.lines] != [*seal.before]:
        raise Refused(workbooks.NO_SEAL)
    said = filled_in.understood(answering.model_of(one), found.lines)
    old = Q(made_at__lt=timezone.now() - WAITS) | Q(person=user, round=one, applied_at=None)
    WorkbookUpload.objects.filter(old).delete()
    return WorkbookUpload.objects.create(
        round=one,
        institution_id=seat.institution,
        person=user,
        content={
            "rows": [row.as_mapping() for row in said],
            "before": {name: [was.token, was.mark] for name, was in seal.before.items()},
        },
    )


def compare_workbook(*, user: User, round_id: uuid.UUID, upload_id: uuid.UUID) -> Comparison:
    """Compare an upload of this person with what stands now; a constant number of queries.

    Raises PermissionDenied without the seat, Refused where the upload is gone or too old.
    """
    return _compared(*_opened(user, round_id, upload_id, locked=False))


@transaction.atomic
def apply_workbook(
    *,
    user: User,
    round_id: uuid.UUID,
    upload_id: uuid.UUID,
    state: str,
    chosen: Collection[str],
) -> WorkbookUpload:
    """Save what an upload adds and changes, and of the conflicts those chosen; all or nothing.

    Applied once: sent again it returns the same counts. Raises as `compare_workbook` does, and
    MovedOn with the new comparison where `state` is not that of the one which was looked at.
    """
    reached, seat, upload = _opened(user, round_id, upload_id, locked=True)
    if upload.applied_at:
        return upload
    compared = _compared(reached, seat, upload)
    if compared.state != state:
        raise MovedOn(compared)
    taken = [
        row
        for row in compared.rows
        if row.kind in filled.WRITES or (row.kind == Kind.CONFLICT and row.id in chosen)
    ]
    saved = answers_many.save_answers(
        user=user,
        reached=reached,
        seat=seat,
        stored={row.id: row.by for row in compared.rows if row.by},
        sent={row.id: _sent(upload, row) for row in taken},
    )
    upload.saved, upload.applied_at, upload.content = len(saved), timezone.now(), {}
    upload.kept = sum(row.id not in chosen for row in compared.of(Kind.CONFLICT))
    upload.save()
    counts = {"saved": upload.saved, "kept": upload.kept}
    audit.record(
        actor=user,
        verb="workbook.applied",
        institution=reached.round.institution,
        subject=reached.round,
        detail={"institution": str(seat.institution), **counts},
    )
    return upload


def _opened(
    user: User, round_id: uuid.UUID, upload_id: uuid.UUID, *, locked: bool
) -> tuple[Reach, Seat, WorkbookUpload]:
    """Return an upload with the seat from which it came, as it is held now."""
    reached = taking_answers(scopes.reach(user, round_id, locked=locked))
    upload = WorkbookUpload.objects.filter(pk=upload_id, round=round_id, person=user).first()
    if upload is None or upload.is_over:
        raise Refused(OVER)
    seat = answers_many.seat_of(reached, str(upload.institution_id))
    if seat is None:
        raise PermissionDenied
    return reached, seat, upload


def _compared(reached: Reach, seat: Seat, upload: WorkbookUpload) -> Comparison:
    stored = answers_many.stored_of(reached, seat, upload.pk.hex)
    return Comparison(reached, upload, tuple(_rows(reached, seat, upload, stored)))


def _rows(
    reached: Reach, seat: Seat, upload: WorkbookUpload, stored: Mapping[str, Answer]
) -> Iterator[Row]:
    parts = answers_many.part_by_question(reached)
    before = upload.content.get("before", {})
    for told in upload.content.get("rows", ()):
        said = Said(**told)
        was = Before(*before[said.id])
        if seat.has(parts.get(said.id, "")):
            yield _row(said, was, stored.get(said.id))
        elif said.problem or said.entry.mark != was.mark:  # nothing of that part is shown
            yield Row(said.id, INVALID, said.place, said.entry, Entry(), "", problem=PART)


def _row(said: Said, was: Before, stored: Answer | None) -> Row:
    stands, token = papers.entry(stored), stored.token if stored else NO_ANSWER
    problem = said.problem
    kind = INVALID if problem else filled.kind(was, said.entry, stands, token)
    if kind == Kind.TAKEN_BACK:
        kind, problem = INVALID, TAKEN_BACK
    return Row(said.id, kind, said.place, said.entry, stands, token, stored, problem, said.found)


def _sent(upload: WorkbookUpload, row: Row) -> Sent:
    """Return the change that a row asks for, named by its upload: repeated it is no second one."""
    said = answers.Said(row.says.confidence, row.says.note)
    return Sent(upload.pk.hex, row.says.value, [row.token], said)

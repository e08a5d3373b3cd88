"""What an institution shows and does, in its archive: evidence with its files, and its board."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessments.exports.archive_rows import Files, in_pieces, listed
from assessments.models import ActionProgress, Evidence
from assessments.models.boards import ProgressChange, ProgressComment, ProgressLink
from assessments.models.evidence import EvidenceUse, EvidenceVersion
from cms.people.models import Institution, User


def evidence(institution: Institution) -> Files:
    """Its evidence: what it is, every version, at which questions it lies, and the files."""
    fields = ("id", "title", "kind", "level", "dated", "valid_until", "added_at", "removed_at")
    rows = Evidence.objects.filter(institution=institution).order_by("added_at", "pk")
    yield "evidence/index.json", listed(rows.values(*fields).iterator())
    yield "evidence/versions.json", listed(_versions(institution))
    uses = EvidenceUse.objects.filter(evidence__institution=institution).order_by("pk")
    told = ("evidence_id", "round_id", "indicator", "added_at")
    yield "evidence/uses.json", listed(uses.values(*told).iterator())
    files = EvidenceVersion.objects.filter(evidence__institution=institution, file__isnull=False)
    for row in files.select_related("file").order_by("pk").iterator():
        yield _path(row), in_pieces(row.file)


def board(institution: Institution) -> Files:
    """How far its actions are, what shows it, what was said of it, and who changed what."""
    rows = ActionProgress.objects.filter(institution=institution).order_by("pk")
    fields = (
        *("id", "snapshot_id", "plan_id", "action", "status", "percent", "started", "ended"),
        *("cost", "currency", "owner_name", "reason", "expected", "revision", "changed_at"),
    )
    yield "board/actions.json", listed(rows.values(*fields).iterator())
    links = ProgressLink.objects.filter(progress__institution=institution).order_by("pk")
    told = ("progress_id", "title", "url", "added_at")
    yield "board/links.json", listed(links.values(*told).iterator())
    yield "board/comments.json", listed(_comments(institution))
    yield "board/changes.json", listed(_changes(institution))


def _versions(institution: Institution) -> Iterator[Mapping[str, Any]]:
    rows = EvidenceVersion.objects.filter(evidence__institution=institution)
    for row in rows.select_related("file", "added_by").order_by("pk").iterator():
        yield {
            "evidence": row.evidence_id,
            "version": row.number,
            "path": _path(row) if row.file else None,
            "name": row.file.name if row.file else None,
            "url": row.url,
            "sha256": row.sha256,
            "added_by": _name(row.added_by),
            "added_at": row.added_at,
        }


def _comments(institution: Institution) -> Iterable[Mapping[str, Any]]:
    rows = ProgressComment.objects.filter(progress__institution=institution)
    for row in rows.select_related("author").order_by("pk").iterator():
        yield {
            "action": row.progress_id,
            "text": row.text,
            "by": _name(row.author),
            "at": row.made_at,
        }


def _changes(institution: Institution) -> Iterable[Mapping[str, Any]]:
    rows = ProgressChange.objects.filter(progress__institution=institution)
    for row in rows.select_related("made_by").order_by("pk").iterator():
        yield {
            "action": row.progress_id,
            "fields": row.fields,
            "by": _name(row.made_by),
            "at": row.made_at,
        }


def _path(row: EvidenceVersion) -> str:
    return f"evidence/files/{row.pk}"


def _name(person: User | None) -> str | None:
    return person.display_name if person else None

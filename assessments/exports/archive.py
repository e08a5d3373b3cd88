"""Everything of an institution as one archive: a file for each table, written piece by piece.

A further table is one function that yields its files, and its name in `TABLES`.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.exports import archive_rounds, archive_work
from assessments.exports.archive_rows import Files, in_pieces, listed, one_thing
from assessments.models import Answer, CountryFact, OwnAction, PlanVariant
from assessments.services.archiving import ARCHIVE
from cms.people import deeds, log
from cms.people.models import AuditEvent, EmergencyAccess, Institution, Membership
from cms.press import files
from cms.press.leases import State
from cms.press.models import Job

SUMS = "sha256sums.txt"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ENDINGS = {"application/pdf": "pdf", files.XLSX: "xlsx", "text/calendar": "ics"}


def write(institution: Institution, to: IO[bytes]) -> None:
    """Write the archive into a file; the language in force is that of its README.

    Names in the archive are made of ids: no title and no name of a file stands in a path.
    """
    sums: list[str] = []
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
        for path, pieces in _all(institution):
            digest = hashlib.sha256()
            with packed.open(path, "w", force_zip64=True) as entry:
                for piece in pieces:
                    told = piece.encode() if isinstance(piece, str) else piece
                    digest.update(told)
                    entry.write(told)
            sums.append(f"{digest.hexdigest()}  {path}\n")
        packed.writestr(SUMS, "".join(sums))


def _all(institution: Institution) -> Files:
    yield "README.txt", [readme(institution)]
    for table in TABLES:
        yield from table(institution)


def about(institution: Institution) -> Files:
    """The institution itself."""
    fields = ("id", "name", "names", "country", "kind", "languages", "time_zone", "created_at")
    yield "institution.json", one_thing({name: getattr(institution, name) for name in fields})


def members(institution: Institution) -> Files:
    """Who is in it, in which role; by the name shown to others, without addresses."""
    rows = Membership.objects.filter(institution=institution, user__is_active=True)
    told = (
        {"name": row.user.display_name, "role": row.role, "since": row.created_at}
        for row in rows.select_related("user").iterator()
    )
    yield "members.json", listed(told)


def elsewhere(institution: Institution) -> Files:
    """What it answered in assessments of others, and nothing else of them."""
    rows = Answer.objects.filter(institution=institution).exclude(round__institution=institution)
    rows = rows.select_related("round", "institution", "answered_by").order_by("round", "pk")
    told = (
        {"round": row.round_id, "model": row.round.model_slug, **archive_rounds.answer(row)}
        for row in rows.iterator()
    )
    yield "answers-in-assessments-of-others.json", listed(told)


def facts(institution: Institution) -> Files:
    """What it said of its country."""
    yield "country-facts.json", _values(CountryFact.objects.filter(institution=institution))


def own(institution: Institution) -> Files:
    """Actions of its own, those that were removed as well."""
    yield "own-actions.json", _values(OwnAction.objects.filter(institution=institution))


def variants(institution: Institution) -> Files:
    """Variants of roadmaps."""
    rows = PlanVariant.objects.filter(institution=institution).iterator()
    told = (
        {"id": row.pk, "plan": row.base_id, "name": row.name, "asks": json.loads(row.content)}
        for row in rows
    )
    yield "variants.json", listed(told)


def emergencies(institution: Institution) -> Files:
    """Who read by emergency access, when, and for which reason."""
    rows = EmergencyAccess.objects.filter(institution=institution).select_related("user")
    fields = ("reason", "since", "until", "ended_at")
    told = (
        {"administrator": row.user.display_name, **{name: getattr(row, name) for name in fields}}
        for row in rows.iterator()
    )
    yield "emergency-access.json", listed(told)


def logged(institution: Institution) -> Files:
    """The log, as a table that spreadsheet programs open."""
    yield "log.csv", _log(log.of(institution).order_by("at", "pk"))


def documents(institution: Institution) -> Files:
    """The documents that were made for it, and a list of what they were called."""
    jobs = Job.objects.filter(institution=institution, state=State.DONE, file__isnull=False)
    jobs = jobs.exclude(kind=ARCHIVE).select_related("file").order_by("created_at", "pk")
    index = (
        {
            "path": _path(job),
            "name": job.file.name,
            "kind": job.kind,
            "language": job.language,
            "sha256": job.file.sha256,
            "made_at": job.file.created_at,
        }
        for job in jobs.iterator()
    )
    yield "documents/index.json", listed(index)
    for job in jobs.iterator():
        yield _path(job), in_pieces(job.file)


TABLES: tuple[Callable[[Institution], Files], ...] = (
    about,
    members,
    archive_rounds.rounds,
    elsewhere,
    facts,
    own,
    variants,
    archive_work.evidence,
    archive_work.board,
    archive_rounds.shares,
    emergencies,
    logged,
    documents,
)
"""Every table of the archive, in its order."""


def readme(institution: Institution) -> str:
    """Return what each file is and how hashes are checked, in the language in force."""
    lines = [
        _("Everything that this site keeps of %(institution)s.")
        % {"institution": institution.name},
        "",
        _("institution.json, members.json: the institution, and who has which role in it."),
        _(
            "rounds/: a folder for each assessment, with its details, those who take part, the"
            " parts given, the answers of all institutions with their notes, what was agreed,"
            " the signed answers and the roadmaps."
        ),
        _("answers-in-assessments-of-others.json: what the institution answered elsewhere."),
        _("country-facts.json, own-actions.json, variants.json: what was said for roadmaps."),
        _("evidence/: evidence with its versions and files, and the questions at which it lies."),
        _("board/: how far actions are, with links, comments, and who changed what."),
        _("shares.json, emergency-access.json: who else could read, and why."),
        _("log.csv: what is on record; a sign before a text keeps programs from computing it."),
        _("documents/: the documents that were made, with a list of their names."),
        "",
        _(
            "To check a file, compute its SHA-256 and compare it with sha256sums.txt. The hash of"
            " a signed assessment is the SHA-256 of its file signed.json, that of a roadmap the"
            " SHA-256 of its file input.json; both stand in the file beside them."
        ),
        _("Moments are in UTC, sums in US dollars. Texts are UTF-8."),
        "",
    ]
    return "\n".join(lines)


def _values(rows: QuerySet[Any]) -> Iterable[str]:
    kept = [field.attname for field in rows.model._meta.concrete_fields]
    kept = [name for name in kept if not name.endswith("_by_id") and name != "institution_id"]
    return listed(rows.values(*kept).iterator())


def _log(events: QuerySet[AuditEvent]) -> Iterator[str]:
    yield _line(("at", "who", "verb", "what", "subject_type", "subject", "detail"))
    page, last = 500, 0
    while rows := list(events.filter(pk__gt=last).order_by("pk").prefetch_related("actor")[:page]):
        for one in rows:
            told = json.dumps(one.detail, ensure_ascii=False, sort_keys=True)
            what = (one.verb, deeds.words(one.verb), one.subject_type, one.subject_id, told)
            yield _line((one.at.isoformat(), log.who(one), *what))
        last = rows[-1].pk


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([guarded(cell) for cell in cells])
    return line.getvalue()


def guarded(cell: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _path(job: Job) -> str:
    return f"documents/{job.file_id}.{_ENDINGS.get(job.file.content_type, 'bin')}"

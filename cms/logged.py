"""What is logged, ready to be read: who, what and on what, in words, for the page and the sheet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.models import ActionProgress, OwnAction, Plan, PlanVariant, Round
from cms.people import deeds, log, roles
from cms.people.models import AuditEvent, Institution, User
from cms.press import formatting
from cms.press.models import Job, PrivateFile

if TYPE_CHECKING:
    from cms.press.writers.xlsx import Table


@dataclass(frozen=True, slots=True)
class Line:
    """One event: when, who, what; the kind and the name of what it was done to, if any; a role."""

    at: dt.datetime
    who: str
    what: str
    kind: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of things that events name: what it is called, its rows, and a row's name."""

    kind: str | Promise
    rows: QuerySet[Any]
    name: Callable[[Any], str]


def _subjects() -> Mapping[str, Subject]:
    document = gettext_lazy("Document")
    found: dict[type[Model], Subject] = {
        Institution: Subject(
            gettext_lazy("Institution"),
            Institution.objects.all(),
            lambda one: one.name_in(get_language()),
        ),
        User: Subject(gettext_lazy("Person"), User.objects.all(), log.name_of),
        Round: Subject(gettext_lazy("Assessment"), Round.objects.all(), lambda one: one.title),
        Plan: Subject(
            gettext_lazy("Roadmap"),
            Plan.objects.select_related("snapshot__round").only("snapshot__round__title"),
            lambda one: one.snapshot.round.title,
        ),
        PlanVariant: Subject(
            gettext_lazy("Variant"), PlanVariant.objects.only("name"), lambda one: one.name
        ),
        OwnAction: Subject(
            gettext_lazy("Action of your own"),
            OwnAction.objects.only("identifier"),
            lambda one: one.identifier,
        ),
        ActionProgress: Subject(
            gettext_lazy("Action of a roadmap"),
            ActionProgress.objects.select_related("snapshot__round").only(
                "action", "snapshot__round__title"
            ),
            lambda one: f"{one.action} · {one.snapshot.round.title}",
        ),
        Job: Subject(
            document,
            Job.objects.filter(file__isnull=False).select_related("file"),
            lambda one: one.file.name,
        ),
        PrivateFile: Subject(document, PrivateFile.objects.all(), lambda one: one.name),
    }
    return {model._meta.label_lower: subject for model, subject in found.items()}


SUBJECTS = _subjects()


def lines(events: Sequence[AuditEvent]) -> list[Line]:
    """Return events in words and in the language that is active; one query per kind of subject.

    Only names stand in them: of a person the one shown to others, of an assessment its title.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.subject_type in SUBJECTS:
            wanted[event.subject_type].add(event.subject_id)
    names = {
        (kind, str(row.pk)): SUBJECTS[kind].name(row)
        for kind, ids in wanted.items()
        for row in SUBJECTS[kind].rows.filter(pk__in=ids)
    }
    return [_line(event, names) for event in events]


def _line(event: AuditEvent, names: Mapping[tuple[str, str], str]) -> Line:
    subject = SUBJECTS.get(event.subject_type)
    gone = str(log.WHO[log.ERASED]) if event.subject_type == User._meta.label_lower else ""
    return Line(
        at=event.at,
        who=log.who(event),
        what=deeds.words(event.verb),
        kind=str(subject.kind) if subject else "",
        name=names.get((event.subject_type, event.subject_id), gone),
        role=str(roles.LABELS.get(event.detail.get("role", ""), "")),
    )


def table(told: Sequence[Line], language: str) -> "Table":
    """Return the lines as a sheet; a moment stands in words and, to be sorted by, in UTC."""
    from cms.press.writers.xlsx import Column, Table  # heavy, and rarely asked for

    columns = (
        Column("when", _("When"), width=24),
        Column("utc", _("When (UTC)"), width=22),
        Column("who", _("By whom"), width=28),
        Column("what", _("What"), width=40),
        Column("kind", _("On what"), width=20),
        Column("name", _("Name"), width=40),
        Column("role", _("Role"), width=18),
    )
    rows = [
        {
            "when": formatting.moment(one.at, language),
            "utc": one.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "who": one.who,
            "what": one.what,
            "kind": one.kind,
            "name": one.name,
            "role": one.role,
        }
        for one in told
    ]
    return Table(id="log", name=_("Log"), columns=columns, rows=rows)

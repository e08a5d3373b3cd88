"""What the institutions of a team answered, side by side: where they differ, and what counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext

from assessments import answering, threads, wording
from assessments.domain import agreement
from assessments.domain.agreement import Position, Standing
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, ChangeRequest, Confidence, Consensus, PartApproval, Round
from assessments.scopes import Reach
from assessments.views import parts
from cms.people.models import Institution

WHY: Mapping[str, Promise] = {
    "none": gettext_lazy("nobody has answered"),
    "one": gettext_lazy("one institution answered"),
    "same": gettext_lazy("no institution says otherwise"),
    "agreed": gettext_lazy("the team agreed"),
    "doubtful": gettext_lazy("agreed, but somebody has answered anew since"),
    "apart": gettext_lazy("the institutions differ"),
    "outside": gettext_lazy("only views from outside"),
}
"""Why something counts, or nothing does, by the kind of a standing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one institution answered to one question; `said` is empty where it did not."""

    institution: str
    name: str
    said: str
    sure: str
    note: str
    outside: bool
    on_behalf: bool
    by: str
    token: str


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the map: the answers in the order of the columns, and what counts."""

    id: str
    title: wording.Text
    cells: tuple[Cell, ...]
    kind: str
    counts: str
    why: str
    spread: int
    differs: bool
    threads: int
    asked: int

    @property
    def is_open(self) -> bool:
        """Tell whether the team still has to agree."""
        return self.kind in ("apart", "doubtful")


@dataclass(frozen=True, slots=True)
class Table:
    """One part of the map with its questions."""

    id: str
    title: wording.Text
    lines: tuple[Line, ...]
    approval: PartApproval | None

    @property
    def differing(self) -> int:
        """How many questions were answered apart."""
        return sum(line.differs for line in self.lines)

    @property
    def open(self) -> int:
        """How many questions still have to be agreed on."""
        return sum(line.is_open for line in self.lines)

    @property
    def threads(self) -> int:
        """How many threads are not settled."""
        return sum(line.threads for line in self.lines)


@dataclass(frozen=True, slots=True)
class Map:
    """The answers of a team as a map: its institutions, and a table a part."""

    institutions: Mapping[str, str]
    tables: tuple[Table, ...]
    standings: Mapping[str, Standing]

    def counted(self, *kinds: str) -> int:
        """Count the questions that stand so."""
        return sum(one.kind in kinds for one in self.standings.values())


def of(reached: Reach, language: str) -> Map:
    """Compare the answers of all institutions; six queries, however many there are."""
    one, model = reached.round, answering.model_of(reached.round)
    words = wording.Words(wording.owner(model), language)
    answers = list(one.answers.select_related("answered_by"))
    standings = answering.standings_among(answers, one.consensus.all())
    names = named({row.institution_id for row in answers}, language)
    approvals = {row.part: row for row in one.approvals.all()}
    asked = _count(one.requests.filter(state=ChangeRequest.State.OPEN))
    places = {ind.id: part.id for part in answering.parts_of(one) for ind in part.indicators()}
    talks = threads.counts(reached, "", tuple(places))
    by_question: dict[str, list[Answer]] = {}
    for row in answers:
        by_question.setdefault(row.indicator, []).append(row)

    def line(name: str) -> Line:
        rows = by_question.get(name, [])
        found = standings.get(name, Standing(None, "none"))
        positions = answering.positions_of(rows).get(name, [])
        return Line(
            id=name,
            title=words(f"{name}/title"),
            cells=cells(model, rows, names),
            kind=found.kind,
            counts=said(model, name, found),
            why=str(WHY[found.kind]),
            spread=agreement.spread(positions),
            differs=agreement.differ(positions),
            threads=talks.get(name, 0),
            asked=asked.get(name, 0),
        )

    tables = tuple(
        Table(
            part.id,
            words(f"{part.id}/title"),
            tuple(line(ind.id) for ind in part.indicators()),
            approvals.get(part.id),
        )
        for part in answering.parts_of(one)
    )
    return Map(names, tables, {name: one for name, one in standings.items() if name in places})


def cells(
    model: MaturityModel, rows: Sequence[Answer], names: Mapping[str, str]
) -> tuple[Cell, ...]:
    """Show the answers to one question, one an institution, in the order of their names."""
    found = {str(row.institution_id): row for row in rows}
    return tuple(_cell(model, key, name, found.get(key)) for key, name in names.items())


def named(institutions: Iterable[object], language: str) -> dict[str, str]:
    """Return institutions by their id, in the order of their names; one query."""
    rows = Institution.objects.filter(pk__in=set(institutions))
    pairs = sorted((row.name_in(language), str(row.pk)) for row in rows)
    return {key: name for name, key in pairs}


def _cell(model: MaturityModel, key: str, name: str, row: Answer | None) -> Cell:
    if row is None:
        return Cell(key, name, "", "", "", outside=False, on_behalf=False, by="", token="")
    return Cell(
        institution=key,
        name=name,
        said=parts.given(model, row.indicator, row.value),
        sure=str(Confidence(row.confidence).label) if row.confidence else "",
        note=row.note,
        outside=row.outside,
        on_behalf=row.on_behalf,
        by=parts.name_of(row),
        token=row.token,
    )


def said(model: MaturityModel, indicator: str, found: Standing) -> str:
    """Return what counts of a question in words; "" where nothing does."""
    return "" if found.answer is None else parts.given(model, indicator, str(found.answer))


def _count(rows: Iterable[ChangeRequest]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[row.indicator] = found.get(row.indicator, 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question on which institutions differed, and what came of it."""

    id: str
    title: wording.Text
    institutions: int
    said: tuple[str, ...]
    counts: str
    why: str
    rationale: str


def outcomes(one: Round, language: str) -> list[Outcome]:
    """Tell where the institutions of a signed round differed, and on what they agreed.

    Which institution said what stays with those who review; two queries.
    """
    model = answering.model_of(one)
    words = wording.Words(wording.owner(model), language)
    answers, agreed = list(one.answers.all()), list(one.consensus.all())
    standings = answering.standings_among(answers, agreed)
    reasons = {row.indicator: row for row in agreed}
    found = answering.positions_of(answers)
    nothing = pgettext("what counts of several answers", "nothing")
    return [
        Outcome(
            id=name,
            title=words(f"{name}/title"),
            institutions=len(found.get(name, ())),
            said=_apart(model, name, found.get(name, ())),
            counts=said(model, name, standings[name]) or nothing,
            why=str(WHY[standings[name].kind]),
            rationale=_reason(reasons.get(name)),
        )
        for name in (indicator.id for indicator in model.indicators())
        if name in standings and (name in reasons or agreement.differ(found.get(name, ())))
    ]


def _apart(model: MaturityModel, name: str, positions: Sequence[Position]) -> tuple[str, ...]:
    values = sorted({str(one.answer) for one in positions})
    return tuple(parts.given(model, name, value) for value in values)


def _reason(row: Consensus | None) -> str:
    return row.rationale if row else ""

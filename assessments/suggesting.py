"""What was signed before, as suggestions for an open round; none counts until it is saved."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from django.db.models import OuterRef, Subquery

from assessments import answering, carried_out, signed
from assessments.carried_out import Deed
from assessments.domain import carrying, crosswalk
from assessments.domain.carrying import Carried, Preview, Source
from assessments.domain.comparison import Given
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import Answer
from assessments.models import Answer as Row
from assessments.models import Round, Snapshot


@dataclass(frozen=True, slots=True)
class Origin:
    """A question that was answered before: in which version of which model, and how."""

    model: MaturityModel
    indicator: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is known of a question from an earlier signature.

    `answer` is None where it only points. `kind` is one of `carrying.KINDS`, a code of
    `carrying.Unclear`, or for another model the bound of `crosswalk.Suggestion`; "done" where
    `deed` is an action that was carried out since and `answer` the level that its plan expected.
    What was answered before is then `before`.
    """

    indicator: str
    answer: Answer | None
    kind: str
    signed_at: dt.datetime
    origins: tuple[Origin, ...] = ()
    deed: Deed | None = None
    before: "Suggestion | None" = None

    @property
    def value(self) -> str:
        """The answer as a form sends it to take it over; "" where it is a bound or a pointer."""
        bound = self.kind in ("at-most", "at-least")
        return "" if self.answer is None or bound else str(self.answer)


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier signature on the model of a round, of the same or an older version."""

    snapshot: Snapshot
    given: Given
    asked: MaturityModel

    def carried(self) -> Carried:
        """Return what its answers suggest for the round."""
        return carrying.carry(*self._way())

    def preview(self) -> Preview:
        """Return what they suggest, and the scores before and as carried over."""
        return carrying.preview(*self._way())

    def suggestions(self, carried: Carried) -> Iterator[Suggestion]:
        """Yield what was carried over and what is unclear, with where it comes from."""
        for one in carried.suggestions:
            yield self._suggestion(one.indicator, one.answer, one.kind, one.sources)
        for other in carried.unclear:
            yield self._suggestion(other.indicator, None, other.code, other.sources)

    def _way(
        self,
    ) -> tuple[MaturityModel, MaturityModel, dict[str, Answer], tuple[MaturityModel, ...]]:
        old = self.given.model
        return old, self.asked, dict(self.given.answers), signed.between(old, self.asked)

    def _suggestion(
        self, name: str, answer: Answer | None, kind: str, sources: tuple[Source, ...]
    ) -> Suggestion:
        origins = tuple(Origin(self.given.model, one.indicator, one.answer) for one in sources)
        return Suggestion(name, answer, kind, self.snapshot.signed_at, origins)


def for_round(one: Round) -> dict[str, Suggestion]:
    """Return what earlier signatures of the institution suggest, by indicator; four queries.

    The newest signature on the same model goes first; what it leaves open is looked for in the
    newest of every other model, the newest first. What was carried out since goes before them
    where its plan expected a higher level than was answered.
    """
    asked, found = answering.model_of(one), {}
    for snapshot in sorted(_newest(one), key=lambda row: row.round.model_slug != asked.id):
        given = _given(snapshot)
        for suggestion in () if given is None else _of(snapshot, given, asked):
            found.setdefault(suggestion.indicator, suggestion)
    for deed in carried_out.claims(one, asked):
        former = found.get(deed.indicator)
        if former is None or not _covers(former, deed):
            found[deed.indicator] = _claim(deed, former)
    return found


def for_guest(one: Round, institution: uuid.UUID) -> dict[str, Suggestion]:
    """Return what an institution that takes part answered itself before, by indicator; one query.

    Of each question the newest signed round of the same model counts in which it answered that,
    whosever round it was. What others answered there, or what the team agreed on, is not in it.
    """
    asked, found = answering.model_of(one), {}
    for snapshot, rows in _answered(one, institution):
        with suppress(KeyError):  # a model that is not there any more suggests nothing
            old = signed.model_of_snapshot(snapshot)
            before = Former(snapshot, Given(old, answering.as_values(rows)), asked)
            for suggestion in before.suggestions(before.carried()):
                found.setdefault(suggestion.indicator, suggestion)
    return found


def _answered(one: Round, institution: uuid.UUID) -> Iterator[tuple[Snapshot, list[Row]]]:
    """Yield the signed rounds with the answers of an institution there, the newest first."""
    rows = Row.objects.filter(
        institution=institution,
        round__snapshot__isnull=False,
        round__model_slug=one.model_slug,
        round__model_version__lte=one.model_version,
    ).exclude(round=one.pk)
    told = rows.select_related("round__snapshot").defer("round__snapshot__content", "note")
    newest = told.order_by("-round__snapshot__signed_at", "round", "indicator")
    for _round, group in groupby(newest, key=lambda row: row.round_id):
        answers = list(group)
        snapshot = answers[0].round.snapshot
        snapshot.round = answers[0].round
        yield snapshot, answers


def _covers(former: Suggestion, deed: Deed) -> bool:
    """Tell whether a suggestion says as much as a deed; the highest of several deeds stays."""
    return isinstance(former.answer, int) and former.answer >= deed.level


def _claim(deed: Deed, former: Suggestion | None) -> Suggestion:
    """Suggest the level that a plan expected of what was carried out; it needs its evidence."""
    before = former.before if former and former.kind == "done" else former
    return Suggestion(deed.indicator, deed.level, "done", deed.signed_at, deed=deed, before=before)


def former(one: Round) -> Former | None:
    """Return the newest signature on the model of the round, if there is one; one query."""
    for snapshot in _newest(one, slug=one.model_slug):
        given = _given(snapshot)
        return None if given is None else Former(snapshot, given, answering.model_of(one))
    return None


def _given(snapshot: Snapshot) -> Given | None:
    """Return what was signed; a model that is not there any more suggests nothing."""
    with suppress(KeyError):
        return signed.given(snapshot)
    return None


def _of(snapshot: Snapshot, given: Given, asked: MaturityModel) -> Iterator[Suggestion]:
    if given.model.id == asked.id:
        before = Former(snapshot, given, asked)
        yield from before.suggestions(before.carried())
        return
    for one in crosswalk.suggest(given.model, given.answers, asked):
        origins = tuple(Origin(given.model, o.indicator, o.answer) for o in one.origins)
        yield Suggestion(one.indicator, one.answer, one.bound, snapshot.signed_at, origins)


def _newest(one: Round, slug: str = "") -> list[Snapshot]:
    """Return the newest signature of each model, or of one, the newest first; one query.

    They are those of the round's own institution. A newer version than that of the round says
    nothing about it.
    """
    rows = Snapshot.objects.filter(institution=one.institution_id).exclude(
        round__model_slug=one.model_slug, round__model_version__gt=one.model_version
    )
    if slug:
        rows = rows.filter(round__model_slug=slug)
    alike = rows.filter(round__model_slug=OuterRef("round__model_slug"))
    newest = rows.filter(pk=Subquery(alike.values("pk")[:1]))
    return list(newest.select_related("round"))

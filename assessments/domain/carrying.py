"""Answers to an older version of a model as suggestions for a newer one, by its migration maps.

A suggestion is never an answer: a person confirms it. The rules stand in docs/versions.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assessments.domain import movement, scoring
from assessments.domain.framework import MaturityModel, Migration
from assessments.domain.movement import NodeMove
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Scorecard

Kind = Literal["same", "renamed", "split", "merged"]
Code = Literal["levels-differ", "level-not-mapped", "part-not-asked"]

KINDS: tuple[Kind, ...] = ("same", "renamed", "split", "merged")
"""From the one that changes least: over several versions the greatest change names the kind."""


@dataclass(frozen=True, slots=True)
class Source:
    """An indicator of the older version, and how it was answered there."""

    indicator: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a former answer suggests for an indicator of the newer version.

    It is not `sure` where the former question asked something wider (split), where merged
    answers differ, and where a version between the two is not known.
    """

    indicator: str
    answer: Answer
    kind: Kind
    sources: tuple[Source, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    """A question that continues former ones whose answers suggest nothing, and why.

    `levels-differ`: another number of answers and no map of levels; `level-not-mapped`: the map
    does not reach the level that was given; `part-not-asked`: one of the merged questions has
    no answer.
    """

    indicator: str
    code: Code
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the answers to version `before` in version `version` of a model.

    `dropped` are old indicators whose answers lead nowhere; `fresh` are new ones without a
    suggestion, the unclear ones included.
    """

    model: str
    before: int
    version: int
    suggestions: tuple[Suggestion, ...]
    unclear: tuple[Unclear, ...]
    dropped: tuple[str, ...]
    fresh: tuple[str, ...]

    @property
    def answers(self) -> dict[str, Answer]:
        """The suggestions as answers, as if a person had confirmed each."""
        return {one.indicator: one.answer for one in self.suggestions}


@dataclass(frozen=True, slots=True)
class Preview:
    """What the newer version would say if every suggestion were confirmed."""

    carried: Carried
    before: Scorecard
    after: Scorecard

    @property
    def nodes(self) -> tuple[NodeMove, ...]:
        """Score and stage of every node before and as carried over, the whole first."""
        return movement.nodes(self.before, self.after)


def carry(
    old: MaturityModel,
    new: MaturityModel,
    answers: Answers,
    between: Iterable[MaturityModel] = (),
) -> Carried:
    """Suggest answers to the new version from answers to the old one.

    The map of the new version for the old one is used where it has one; else the way leads
    through the versions `between`, newest first. Raises ValueError where the two are not
    versions of one model in this order, AnswersError with every answer that `old` does not know.
    """
    if old.id != new.id or old.version > new.version:
        raise ValueError(
            f"expected a newer version of {old.id}/{old.version}, found {new.id}/{new.version}"
        )
    if found := scoring.problems(old, answers):
        raise scoring.AnswersError(found)
    held = {
        name: _Held(answer, "same", (Source(name, answer),)) for name, answer in answers.items()
    }
    way = _way(old, new, between)
    for former, later in pairwise(way):
        held = _step(former, later, held)
    return _carried(old, new, answers, held)


def preview(
    old: MaturityModel,
    new: MaturityModel,
    answers: Answers,
    between: Iterable[MaturityModel] = (),
) -> Preview:
    """Score the answers, and beside them what `carry` suggests of them in the new version."""
    carried = carry(old, new, answers, between)
    return Preview(carried, scoring.score(old, answers), scoring.score(new, carried.answers))


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held of an indicator on the way: an answer, or the code of why there is none."""

    answer: Answer | None
    kind: Kind
    sources: tuple[Source, ...]
    sure: bool = True
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One old indicator from which a new one takes its answer."""

    old: str
    kind: Kind
    levels: tuple[int, ...] = ()


def _way(
    old: MaturityModel, new: MaturityModel, between: Iterable[MaturityModel]
) -> list[MaturityModel]:
    """The versions through which the answers go, from the old one to the new one."""
    if old.version == new.version:
        return [new]
    known = {one.version: one for one in between if old.version < one.version < new.version}
    way = [new]
    while _map(way[-1], old.version) is None:
        here = way[-1]
        nearer = [version for version in known if version < here.version]
        mapped = [version for version in nearer if _map(here, version) is not None]
        if not nearer:
            break
        way.append(known[max(mapped or nearer)])
    return [old, *reversed(way)]


def _map(model: MaturityModel, version: int) -> Migration | None:
    return next((one for one in model.migrations if one.version == version), None)


def _step(old: MaturityModel, new: MaturityModel, held: Mapping[str, _Held]) -> dict[str, _Held]:
    """Carry from one version to the next that is known."""
    found = _map(new, old.version)
    sure = found is not None or new.version - old.version == 1
    parts = _parts(old, new, found or Migration(version=old.version))
    arrived = {}
    for name, origins in parts.items():
        given = [_mapped(old, new, name, one, held[one.old]) for one in origins if one.old in held]
        if given:
            arrived[name] = _joined(given, len(origins), sure)
    return arrived


def _parts(old: MaturityModel, new: MaturityModel, migration: Migration) -> dict[str, list[_Part]]:
    """From which old indicators each new one takes its answer; unnamed ids stay."""
    parts: dict[str, list[_Part]] = {one.id: [] for one in new.indicators()}
    for move in migration.moves:
        for name in move.new:
            for former in move.old:
                kind = _kind(former, name, len(move.old), len(move.new))
                if new.has(name) and old.has(former):
                    parts[name].append(_Part(former, kind, move.levels))
    named = {name for move in migration.moves for name in move.old} | set(migration.dropped)
    for one in old.indicators():
        if one.id not in named and new.has(one.id):
            parts[one.id].append(_Part(one.id, "same"))
    return parts


def _kind(former: str, name: str, olds: int, news: int) -> Kind:
    if olds > 1:
        return "merged"
    if news > 1:
        return "split"
    return "same" if former == name else "renamed"


def _mapped(old: MaturityModel, new: MaturityModel, name: str, part: _Part, held: _Held) -> _Held:
    """One held answer in the levels of the new indicator."""
    kind = max(held.kind, part.kind, key=KINDS.index)
    answer, code = held.answer, held.code
    if code is None and part.levels and isinstance(answer, int):
        if answer < len(part.levels):
            answer = part.levels[answer]
        else:
            answer, code = None, "level-not-mapped"
    elif code is None and not part.levels and old.top_of(part.old) != new.top_of(name):
        answer, code = None, "levels-differ"
    return _Held(answer, kind, held.sources, held.sure and part.kind != "split", code)


def _joined(given: Sequence[_Held], asked: int, sure: bool) -> _Held:
    """Merge what is held: the lowest level, unknown if any is, not applicable if all are."""
    sources = tuple(dict.fromkeys(source for one in given for source in one.sources))
    kind: Kind = "merged" if asked > 1 else given[0].kind
    code = next((one.code for one in given if one.code), None)
    if code is None and len(given) < asked:
        code = "part-not-asked"
    if code is not None:
        return _Held(None, kind, sources, False, code)
    answers = [one.answer for one in given if one.answer is not None]
    agree = len(set(answers)) == 1
    return _Held(_lowest(answers), kind, sources, sure and agree and all(o.sure for o in given))


def _lowest(answers: Iterable[Answer]) -> Answer:
    found = set(answers)
    if UNKNOWN in found:
        return UNKNOWN
    return min((one for one in found if isinstance(one, int)), default=NOT_APPLICABLE)


def _carried(
    old: MaturityModel, new: MaturityModel, answers: Answers, held: Mapping[str, _Held]
) -> Carried:
    suggestions = tuple(_suggestions(new, held))
    unclear = tuple(
        Unclear(one.id, code, held[one.id].sources)
        for one in new.indicators()
        if one.id in held and (code := held[one.id].code) is not None
    )
    told = {source.indicator for one in suggestions for source in one.sources}
    told |= {source.indicator for one in unclear for source in one.sources}
    suggested = {one.indicator for one in suggestions}
    return Carried(
        model=new.id,
        before=old.version,
        version=new.version,
        suggestions=suggestions,
        unclear=unclear,
        dropped=tuple(o.id for o in old.indicators() if o.id in answers and o.id not in told),
        fresh=tuple(one.id for one in new.indicators() if one.id not in suggested),
    )


def _suggestions(new: MaturityModel, held: Mapping[str, _Held]) -> Iterator[Suggestion]:
    for one in new.indicators():
        found = held.get(one.id)
        if found is not None and found.answer is not None:
            yield Suggestion(one.id, found.answer, found.kind, found.sources, found.sure)

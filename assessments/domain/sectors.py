"""Purpose codes of the OECD DAC to suggest to donors: an action in, a code of five digits out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from assessments.domain.actions import Action, ActionLibrary
from assessments.domain.rework import fits
from assessments.domain.rules import Which
from assessments.domain.shape import Value, Words, read

Code = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]


class Unusual(Value):
    """Actions whose code is another than that of their area."""

    code: Code
    which: Which


class SectorCodes(Value):
    """Which code to suggest for which action; the partner decides.

    `titles` has the official title of every code that is used, `default` a code for every area.
    Of the `exceptions` the first that fits counts.
    """

    source: Words
    as_of: date
    certainty: Literal["seen", "known"]
    titles: Mapping[Code, Words]
    default: Mapping[Words, Code]
    exceptions: tuple[Unusual, ...] = ()

    def of(self, action: Action) -> str | None:
        """Give the code of an action; None if its area has none.

        What an institution has added for itself has the code of its area: no exception fits it.
        """
        for one in self.exceptions:
            if fits(action, one.which):
                return one.code
        return self.default.get(action.area)


def parse(mapping: Mapping[str, Any]) -> SectorCodes:
    """Make the codes of what a TOML file held, or raise ShapeError with every problem at once."""
    return read(SectorCodes, mapping)


def problems(codes: SectorCodes, releases: Sequence[ActionLibrary]) -> list[str]:
    """Tell what does not fit these releases of the library, a sentence each with its place."""
    return [*_default(codes, releases), *_exceptions(codes, releases), *_titles(codes)]


def _default(codes: SectorCodes, releases: Sequence[ActionLibrary]) -> Iterator[str]:
    areas = {area: one.release for one in releases for area in one.areas}
    for area in sorted(areas.keys() - codes.default.keys()):
        yield f"default: area {area} of release {areas[area]} has no code"
    for area in sorted(codes.default.keys() - areas.keys()):
        yield f"default.{area}: no release has this area"


def _exceptions(codes: SectorCodes, releases: Sequence[ActionLibrary]) -> Iterator[str]:
    actions = [action for one in releases for action in one.actions]
    names = {name for one in actions for name in (one.id, one.alternatives)}
    for number, one in enumerate(codes.exceptions):
        place = f"exceptions[{number}].which"
        if one.which == Which():
            yield f"{place}: expected actions, areas, kinds or sizes, found none"
        for name in one.which.actions:
            if name not in names:
                yield f"{place}.actions: there is no action {name}"
        if not any(fits(action, one.which) for action in actions):
            yield f"{place}: no action fits"


def _titles(codes: SectorCodes) -> Iterator[str]:
    used = {*codes.default.values(), *(one.code for one in codes.exceptions)}
    for code in sorted(used - codes.titles.keys()):
        yield f"titles: {code} has no title"
    for code in sorted(codes.titles.keys() - used):
        yield f"titles.{code}: no action has this code"

"""From an older version of a model to a newer one: what became of its indicators."""

from collections.abc import Iterator

from assessments.domain.framework import MaturityModel, Move


def problems(model: MaturityModel) -> Iterator[str]:
    """Tell what makes no sense in the migration maps of a model, as far as it knows by itself."""
    for m, migration in enumerate(model.migrations):
        path = f"migrations[{m}]"
        if not 1 <= migration.version < model.version:
            yield (
                f"{path}.version: expected a version from 1 to {model.version - 1}, "
                f"found {migration.version}"
            )
        told = [name for move in migration.moves for name in move.old] + list(migration.dropped)
        for name in sorted({name for name in told if told.count(name) > 1}):
            yield f"{path}: {name} is named {told.count(name)} times"
        for number, move in enumerate(migration.moves):
            yield from _move(model, f"{path}.moves[{number}]", move)


def _move(model: MaturityModel, path: str, move: Move) -> Iterator[str]:
    if not move.old or not move.new:
        yield f"{path}: expected an old and a new indicator"
    if len(move.old) > 1 and len(move.new) > 1:
        yield f"{path}: expected one old or one new indicator; write two moves"
    for name in move.new:
        if not model.has(name):
            yield f"{path}.new: there is no such indicator {name}"
            continue
        top = model.top_of(name)
        for place, level in enumerate(move.levels):
            if not 0 <= level <= top:
                yield f"{path}.levels[{place}]: expected 0 to {top}, found {level}"
        if list(move.levels) != sorted(move.levels):
            yield f"{path}.levels: expected levels that never fall"


def misfits(old: MaturityModel, new: MaturityModel) -> Iterator[str]:
    """Tell where the map of a version for an older one does not fit what that one asked."""
    for m, migration in enumerate(new.migrations):
        if migration.version != old.version:
            continue
        path, named = f"migrations[{m}]", set(migration.dropped)
        for number, move in enumerate(migration.moves):
            named.update(move.old)
            for name in move.old:
                yield from _levels(old, f"{path}.moves[{number}].levels", move, name)
        for name in sorted(named):
            if not old.has(name):
                yield f"{path}: version {old.version} has no indicator {name}"
        for one in old.indicators():
            if one.id not in named and not new.has(one.id):
                yield f"{path}.dropped: {one.id} is asked no more; name it here or in a move"


def _levels(old: MaturityModel, path: str, move: Move, name: str) -> Iterator[str]:
    if move.levels and old.has(name) and len(move.levels) != old.top_of(name) + 1:
        yield (
            f"{path}: expected {old.top_of(name) + 1}, one for each answer to {name}, "
            f"found {len(move.levels)}"
        )

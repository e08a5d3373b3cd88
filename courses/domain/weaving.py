"""A translation put together: the structure of the source, the words of the translation.

What the source has no more and nobody has taken out yet stays where it stood; what has no
translation yet is left out. A text that says what it said keeps its bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from courses.domain import inline, segments
from courses.domain.segments import BLOCKS, NO_WORDS, STREAMS, Raw, Rule, Rules

Value = Mapping[str, Any]


@dataclass(frozen=True)
class Cloth:
    """What is woven in: words by the path that they have in the source of now; and `stays`, the
    paragraphs of the translation whose source is gone, each with the paragraph of now that it
    stands behind ("" at the beginning). `taken` are the paths that were taken out."""

    words: Mapping[str, str]
    stays: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()

    def keeps(self, words: Iterable[segments.Segment]) -> bool:
        """Whether something that the source has no more stays: while a word of it does."""
        return any(one.path not in self.taken for one in words)


def woven(source: Raw, mine: Raw, cloth: Cloth) -> dict[str, Any]:
    """Return the raw form of a translation of `source`; `mine` is what there was of it, or {}."""
    found: dict[str, Any] = {}
    for name, value in source.items():
        if name in STREAMS:
            found[name] = _stream(value, mine.get(name) or (), name, cloth)
        elif name in NO_WORDS:
            found[name] = mine.get(name, value)
        else:
            found[name] = _words(value, mine.get(name), name, cloth)
    return found


def _words(value: Any, mine: Any, path: str, cloth: Cloth) -> Any:
    if isinstance(value, str):
        return (cloth.words.get(path) or mine or value) if value else (mine or "")
    if isinstance(value, Mapping):
        table = mine if isinstance(mine, Mapping) else {}
        return {
            name: _words(one, table.get(name), f"{path}/{name}", cloth)
            for name, one in value.items()
        }
    if isinstance(value, list | tuple):
        listed = [*mine] if isinstance(mine, list | tuple) else []
        listed += [None] * (len(value) - len(listed))
        return [_words(one, listed[at], f"{path}/{at}", cloth) for at, one in enumerate(value)]
    return value


def _stream(
    source: Iterable[Value], mine: Sequence[Value], path: str, cloth: Cloth
) -> list[dict[str, Any]]:
    held = {one.get("id"): one for one in mine}
    found = []
    for block in source:
        place = f"{path}/{block.get('id')}"
        rules = BLOCKS.get(block["type"], {})
        value = _value(block["value"], _held(held, block), rules, place, cloth)
        if value is not None:
            found.append({**block, "value": value})
    return _with_what_stays(found, source, mine, cloth, lambda one: segments.of_block(one, path))


def _held(held: Mapping[Any, Value], block: Value) -> Any:
    one = held.get(block.get("id"))
    return one["value"] if one and one.get("type") == block.get("type") else None


def _with_what_stays(
    found: Sequence[dict[str, Any]],
    source: Iterable[Value],
    mine: Sequence[Value],
    cloth: Cloth,
    words_of: Callable[[Value], Iterable[segments.Segment]],
) -> list[dict[str, Any]]:
    """Put what only the translation has behind what it stands behind there."""
    known = {one.get("id") for one in source}
    result = list(found)
    for at, one in enumerate(mine):
        if one.get("id") in known or not cloth.keeps(words_of(one)):
            continue
        before = {two.get("id") for two in mine[:at]}
        places = [number for number, two in enumerate(result, 1) if two.get("id") in before]
        result.insert(max(places, default=0), dict(one))
    return result


def _value(value: Value, mine: Any, rules: Rules, path: str, cloth: Cloth) -> Value | None:
    """A block or entry; None where it is new and something in it has no words yet."""
    found: dict[str, Any] = {}
    for name, one in value.items():
        rule, place = rules.get(name, Rule.KEPT), f"{path}/{name}"
        held = mine.get(name) if mine is not None else None
        if rule is Rule.LINE:
            new = (cloth.words.get(place) or held or "") if one else (held or one)
        elif rule is Rule.RICH:
            new = rich(one or "", held or "", place, cloth)
        elif rule is Rule.OWN:
            new = held if mine is not None and held else one
        elif isinstance(rule, Mapping):
            new = _entries(one or (), held or (), rule, place, cloth)
        else:
            new = one
        if mine is None and one and not new:
            return None
        found[name] = new
    return found


def _entries(
    source: Iterable[Value], mine: Sequence[Value], rules: Rules, path: str, cloth: Cloth
) -> list[dict[str, Any]]:
    held = {one.get("id"): one for one in mine}
    found = []
    for entry in source:
        place = f"{path}/{entry.get('id')}"
        value = _value(entry["value"], _held(held, entry), rules, place, cloth)
        if value is not None:
            found.append({**entry, "value": value})
    return _with_what_stays(
        found, source, mine, cloth, lambda one: segments.of_entries([one], rules, path)
    )


def rich(source: str, mine: str, path: str, cloth: Cloth) -> str:
    """Return a rich text: the paragraphs of the source that have words, and those that stay."""
    held = inline.parts(mine)
    wanted = list(_parts(inline.parts(source), held, path, cloth))
    if inline.same_shape(wanted, held):
        return inline.filled(mine, [part.text for part in wanted])
    return inline.built(wanted)


def _parts(
    source: Sequence[inline.Part], mine: Sequence[inline.Part], path: str, cloth: Cloth
) -> Iterator[inline.Part]:
    behind: dict[str, list[inline.Part]] = {}
    for number, part in enumerate(mine):
        after = cloth.stays.get(f"{path}#{number}")
        if after is not None:
            behind.setdefault(after, []).append(part)
    last: inline.Part | None = None
    for number, place in enumerate(["", *(f"{path}#{at}" for at in range(len(source)))], -1):
        text = cloth.words.get(place)
        if text:
            last = inline.Part(source[number].wrap, text)
            yield last
        for extra, part in enumerate(behind.get(place, ())):
            last = inline.beside(part, last, 1000 * (number + 2) + extra)
            yield last

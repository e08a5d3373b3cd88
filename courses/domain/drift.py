"""What a translation was made from beside the source of now: what is the same, changed, added,
removed, moved, split or merged. Hashes and words decide, never a day.

Fields are told by their path. Paragraphs of a rich text have no identity but their words: those
that are the same are found first, then what was moved, then, between two that stayed, what became
of what: one paragraph that is now several, several that are one, one that says it otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from operator import add

from courses.domain import worddiff
from courses.domain.segments import Segment, digest

ALIKE = 0.35  # of the words: less is another paragraph
WHOLE = 0.75  # so much of a paragraph that was split is found in its pieces
PIECES = 5
GAP = "\n\n"


class Kind(Enum):
    """What became of a text."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True)
class Drift:
    """A segment of now, or one that is gone.

    `path` and `text` are those of now ("" where it is gone); `made` the paths of the translation
    that were made from it. `before` and `after` are the whole of what changed: of a paragraph that
    was split `after` has all the pieces.
    """

    kind: Kind
    path: str
    text: str
    made: tuple[str, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The change as hashes, by which its author classes it."""
        return digest(self.before), digest(self.after)


@dataclass(frozen=True)
class Counts:
    """Segments and words: all of now, those that are new, those that changed."""

    segments: int = 0
    behind: int = 0
    words: int = 0
    new: int = 0
    changed: int = 0

    @property
    def left(self) -> int:
        """Words that somebody must look at."""
        return self.new + self.changed

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.segments + other.segments,
            self.behind + other.behind,
            self.words + other.words,
            self.new + other.new,
            self.changed + other.changed,
        )


def compare(made: Iterable[Segment], now: Iterable[Segment]) -> tuple[Drift, ...]:
    """Return what became of each segment, in the order of now, and then what is gone.

    `made` has the paths of the translation and the source texts that it was made from; where one
    paragraph was made from several, they are parted by a blank line.
    """
    before, after = list(_units(made)), list(now)
    found = [*_of_fields(before, after), *_of_paragraphs(before, after)]
    found = list(_across(found))
    places = {one.path: number for number, one in enumerate(after)}
    last = len(places)
    return tuple(sorted(found, key=lambda one: places.get(one.path, last)))


def count(drifts: Iterable[Drift]) -> Counts:
    """Return how much there is, and how much of it is left to do."""
    found = Counts()
    for one in drifts:
        size = worddiff.words(one.text)
        found += Counts(
            segments=int(one.kind is not Kind.REMOVED),
            behind=int(one.kind is not Kind.SAME),
            words=size,
            new=size if one.kind is Kind.ADDED else 0,
            changed=size if one.kind in (Kind.CHANGED, Kind.SPLIT, Kind.MERGED) else 0,
        )
    return found


def _units(made: Iterable[Segment]) -> Iterator[Segment]:
    for one in made:
        if one.is_paragraph:
            yield from (Segment(one.path, text) for text in one.text.split(GAP) if text)
        elif one.text:
            yield one


def _of_fields(before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[Drift]:
    old = {one.path: one for one in before if not one.is_paragraph}
    for one in after:
        if not one.is_paragraph:
            yield _pair(old.pop(one.path, None), one)
    yield from (_gone(one) for one in old.values())


def _of_paragraphs(before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[Drift]:
    fields = dict.fromkeys(one.field for one in (*after, *before) if one.is_paragraph)
    for field in fields:
        old = [one for one in before if one.is_paragraph and one.field == field]
        new = [one for one in after if one.is_paragraph and one.field == field]
        yield from _of_one_text(old, new)


def _of_one_text(old: Sequence[Segment], new: Sequence[Segment]) -> Iterator[Drift]:
    left, right = [one.text for one in old], [one.text for one in new]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    gaps, i, k = [], 0, 0
    for block in matcher.get_matching_blocks():
        gaps.append((list(old[i : block.a]), list(new[k : block.b])))
        for offset in range(block.size):
            yield _same(old[block.a + offset], new[block.b + offset])
        i, k = block.a + block.size, block.b + block.size
    yield from _moved(gaps)
    for before, after in gaps:
        yield from _in_gap(before, after)


def _moved(gaps: Sequence[tuple[list[Segment], list[Segment]]]) -> Iterator[Drift]:
    """Take what stands in another gap with the same words out of both."""
    for before, _after in gaps:
        for one in list(before):
            for _before, after in gaps:
                same = next((two for two in after if two.text == one.text), None)
                if same is not None:
                    before.remove(one)
                    after.remove(same)
                    yield _drift(Kind.MOVED, same, (one,), one.text, same.text)
                    break


def _in_gap(before: list[Segment], after: list[Segment]) -> Iterator[Drift]:
    yield from _split(before, after)
    yield from _merged(before, after)
    yield from _changed(before, after)
    yield from (_pair(None, one) for one in after)
    yield from (_gone(one) for one in before)


def _split(before: list[Segment], after: list[Segment]) -> Iterator[Drift]:
    for one, pieces in _taken(before, after):
        whole = GAP.join(piece.text for piece in pieces)
        for piece in pieces:
            yield _drift(Kind.SPLIT, piece, (one,), one.text, whole)


def _merged(before: list[Segment], after: list[Segment]) -> Iterator[Drift]:
    for one, pieces in _taken(after, before):
        whole = GAP.join(piece.text for piece in pieces)
        yield _drift(Kind.MERGED, one, pieces, whole, one.text)


def _taken(
    wholes: list[Segment], others: list[Segment]
) -> list[tuple[Segment, tuple[Segment, ...]]]:
    """Take texts that say together what one says out of both lists, and return them with it."""
    parted = _parted(_texts(wholes), _texts(others))
    found = [(wholes[i], tuple(others[k] for k in run)) for i, run in parted]
    for one, pieces in found:
        wholes.remove(one)
        for piece in pieces:
            others.remove(piece)
    return found


def _texts(found: Iterable[Segment]) -> tuple[str, ...]:
    return tuple(one.text for one in found)


@lru_cache(maxsize=16)  # the translations of a text are mostly made from the same source
def _parted(
    wholes: tuple[str, ...], others: tuple[str, ...]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Each text of `wholes` that several of `others` say together, with those, by their numbers."""
    wanted, words = worddiff.signs(wholes, others)
    left, found = list(range(len(others))), []
    for number, whole in enumerate(wanted):
        run = _run(whole, words)
        if run.stop:
            found.append((number, tuple(left[run])))
            del left[run], words[run]
    return tuple(found)


def _run(wanted: str, words: Sequence[str]) -> slice:
    """The neighbours that together say what is wanted, and one alone does not; or an empty run."""
    best, found, size = WHOLE, slice(0, 0), len(wanted)
    sizes = [len(one) for one in words]
    shortest = min(map(add, sizes, sizes[1:]), default=0)
    if size < shortest and 2 * size < best * (size + shortest):  # each pair is too long already
        return found
    for start in range(len(words)):
        total = sizes[start]
        for end in range(start + 2, min(start + PIECES, len(words)) + 1):
            total += sizes[end - 1]
            if 2 * (size if size < total else total) < best * (size + total):
                if total > size:  # too long to be alike, and longer with every neighbour
                    break
                continue
            share = worddiff.alike(wanted, "".join(words[start:end]), best)
            alone = (worddiff.alike(wanted, one, share) for one in words[start:end])
            if share > best and all(one < share for one in alone):
                best, found = share, slice(start, end)
    return found


def _changed(before: list[Segment], after: list[Segment]) -> Iterator[Drift]:
    pairs = _alike(_texts(before), _texts(after))
    found = [(before[i], after[k]) for i, k in pairs]
    for one, two in found:
        before.remove(one)
        after.remove(two)
        yield _pair(one, two)


@lru_cache(maxsize=16)
def _alike(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """The texts that became another one, by their numbers: the most alike first."""
    olds, news = worddiff.signs(before, after)
    shares = [
        (-share, i, k)
        for i, one in enumerate(olds)
        for k, share in worddiff.all_alike(one, news, ALIKE)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _share, i, k in sorted(shares):
        if i not in pairs and k not in taken:
            pairs[i] = k
            taken.add(k)
    return tuple(pairs.items())


def _across(found: Sequence[Drift]) -> Iterator[Drift]:
    """What is gone from one field and new in another with the same words has moved."""
    gone = {one.before: one for one in found if one.kind is Kind.REMOVED}
    arrived: set[int] = set()
    for one in found:
        if one.kind is Kind.ADDED and one.text in gone:
            left = gone.pop(one.text)
            arrived.add(id(left))
            yield Drift(Kind.MOVED, one.path, one.text, left.made, one.text, one.text)
        elif one.kind is not Kind.REMOVED:
            yield one
    yield from (one for one in found if one.kind is Kind.REMOVED and id(one) not in arrived)


def _pair(before: Segment | None, after: Segment) -> Drift:
    if before is None:
        return Drift(Kind.ADDED, after.path, after.text, after=after.text)
    kind = Kind.SAME if before.text == after.text else Kind.CHANGED
    return _drift(kind, after, (before,), before.text, after.text)


def _same(before: Segment, after: Segment) -> Drift:
    return _drift(Kind.SAME, after, (before,), before.text, after.text)


def _drift(kind: Kind, now: Segment, made: Iterable[Segment], before: str, after: str) -> Drift:
    paths = tuple(dict.fromkeys(one.path for one in made))
    return Drift(kind, now.path, now.text, paths, before, after)


def _gone(before: Segment) -> Drift:
    return Drift(Kind.REMOVED, "", "", (before.path,), before.text)

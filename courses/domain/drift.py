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
    for one in list(before):
        pieces = _pieces(one, after)
        if pieces:
            before.remove(one)
            whole = GAP.join(piece.text for piece in pieces)
            for piece in pieces:
                after.remove(piece)
                yield _drift(Kind.SPLIT, piece, (one,), one.text, whole)


def _merged(before: list[Segment], after: list[Segment]) -> Iterator[Drift]:
    for one in list(after):
        pieces = _pieces(one, before)
        if pieces:
            after.remove(one)
            whole = GAP.join(piece.text for piece in pieces)
            for piece in pieces:
                before.remove(piece)
            yield _drift(Kind.MERGED, one, pieces, whole, one.text)


def _pieces(whole: Segment, others: Sequence[Segment]) -> list[Segment]:
    """The neighbours among `others` that together say what `whole` says, and one alone does not."""
    best, found, wanted = WHOLE, (0, 0), worddiff.tokens(whole.text)
    words = [worddiff.tokens(one.text) for one in others]
    for start in range(len(others)):
        run = words[start]
        for end in range(start + 2, min(start + PIECES, len(others)) + 1):
            run += words[end - 1]
            share = worddiff.alike(wanted, run, best)
            alone = (worddiff.alike(wanted, one, share) for one in words[start:end])
            if share > best and all(one < share for one in alone):
                best, found = share, (start, end)
    return list(others[slice(*found)])


def _changed(before: list[Segment], after: list[Segment]) -> Iterator[Drift]:
    shares = [
        (-worddiff.alike(worddiff.tokens(one.text), worddiff.tokens(two.text), ALIKE), i, k)
        for i, one in enumerate(before)
        for k, two in enumerate(after)
    ]
    pairs: dict[int, int] = {}
    for share, i, k in sorted(shares):
        if -share >= ALIKE and i not in pairs and k not in pairs.values():
            pairs[i] = k
    found = [(before[i], after[k]) for i, k in pairs.items()]
    for one, two in found:
        before.remove(one)
        after.remove(two)
        yield _pair(one, two)


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

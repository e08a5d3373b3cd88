"""From which source each text of a translation was made, told again after it was published; and
where each stands in the source of now."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum

from courses.domain.drift import GAP, Drift
from courses.domain.segments import Segment


class How(Enum):
    """What is known of a text: it is the one that was known; it comes from a draft that says what
    it was made from; it was changed by somebody who did not say; nobody has seen it before."""

    KEPT = "kept"
    DRAFT = "draft"
    EDITED = "edited"
    NEW = "new"


@dataclass(frozen=True)
class Known:
    """A text of a translation: its path there, its words, and the source that it was made from."""

    path: str
    text: str
    source: str


@dataclass(frozen=True)
class Settled:
    """A text as it is published, and how its source is known; `known` is what it goes on from."""

    path: str
    text: str
    source: str
    how: How
    known: Known | None = None


@dataclass(frozen=True)
class Brought:
    """What a bundle says that a text was made from; `fresh` where the one before did not say it."""

    source: str
    fresh: bool


@dataclass(frozen=True)
class Standing:
    """Texts of a translation by their path in the source of now; and those whose source is gone,
    each with the path that it stands behind ("" at the beginning of its field)."""

    words: Mapping[str, str]
    stays: Mapping[str, str]


def settled(
    mine: Sequence[Segment],
    known: Sequence[Known],
    drafts: Sequence[Known],
    now: Sequence[Segment],
    *,
    imported: bool,
) -> list[Settled]:
    """Return what each text of a translation was made from, in its order.

    A draft that is published says it itself. A text that is what it was keeps its source. One that
    was changed otherwise keeps it too, for who mends a comma has not read the source again; but
    what an import brings anew was made from the source that it brings. What nobody has seen before
    is taken as made from the source of now.
    """
    places = {one.path: number for number, one in enumerate(mine)}
    found = [*_lines(mine, known, drafts, now, imported)]
    for field in dict.fromkeys(one.field for one in mine if one.is_paragraph):
        within = _within(field)
        found += _Prose(
            [one for one in mine if within(one.path)],
            [one for one in known if within(one.path)],
            [one for one in drafts if within(one.path)],
            [one for one in now if within(one.path)],
            imported,
        ).settled()
    return sorted(found, key=lambda one: places[one.path])


def told(found: Iterable[Settled], brought: Mapping[str, Brought]) -> list[Settled]:
    """Return the texts with the source that a bundle names for them, by their path.

    It knows better than a guess where a text is new here. Of one that was here before it counts
    where it is fresh: else somebody may have looked at that text since.
    """
    settled = []
    for one in found:
        said = brought.get(one.path)
        if said and (one.how is How.NEW or (one.how is How.KEPT and said.fresh)):
            settled.append(replace(one, source=said.source))
        else:
            settled.append(one)
    return settled


def standing(drifts: Iterable[Drift], known: Sequence[Known]) -> Standing:
    """Return where each text of a translation stands now, before anybody has looked at it.

    Of a paragraph that was split the first piece has the text; of several that were merged each
    stays behind the first.
    """
    texts = {one.path: one.text for one in known}
    words: dict[str, str] = {}
    stays: dict[str, str] = {}
    home: dict[str, str] = {}
    for one in drifts:
        left = [path for path in one.made if path in texts and path not in home]
        if not one.path:
            continue
        for path in left[:1]:
            words[one.path] = texts[path]
        for path in left:
            home[path] = one.path
        stays.update(dict.fromkeys(left[1:], one.path))
    before: dict[str, str] = {}
    for row in known:
        field = row.path.partition("#")[0]
        if "#" in row.path and row.path not in home:
            stays[row.path] = before.get(field, "")
        elif home.get(row.path, "").startswith(f"{field}#"):
            before[field] = home[row.path]
    return Standing(words, stays)


def _within(field: str) -> Callable[[str], bool]:
    return lambda path: path.startswith(f"{field}#")


def _lines(
    mine: Iterable[Segment],
    known: Iterable[Known],
    drafts: Iterable[Known],
    now: Iterable[Segment],
    imported: bool,
) -> Iterator[Settled]:
    before = {one.path: one for one in known}
    drafted = {one.path: one for one in drafts}
    source = {one.path: one.text for one in now}
    for one in mine:
        if one.is_paragraph:
            continue
        draft, row = drafted.get(one.path), before.get(one.path)
        if draft is not None and draft.text == one.text:
            yield Settled(one.path, one.text, draft.source, How.DRAFT, draft)
        elif row is not None and row.text == one.text:
            yield Settled(one.path, one.text, row.source, How.KEPT, row)
        elif row is not None and not imported:
            yield Settled(one.path, one.text, row.source, How.EDITED, row)
        else:
            yield Settled(one.path, one.text, source.get(one.path, ""), How.NEW, row)


@dataclass
class _Prose:
    """The paragraphs of one rich text, told apart by their words."""

    mine: list[Segment]
    known: list[Known]
    drafts: list[Known]
    now: list[Segment]
    imported: bool

    def settled(self) -> list[Settled]:
        found: dict[int, Settled] = {}
        drafts = {one.text: one for one in self.drafts}
        for at, one in enumerate(self.mine):
            if one.text in drafts:
                draft = drafts[one.text]
                found[at] = Settled(one.path, one.text, draft.source, How.DRAFT, draft)
        self._align(found)
        self._fill(found)
        return [found[at] for at in range(len(self.mine))]

    def _align(self, found: dict[int, Settled]) -> None:
        """Find the paragraphs that were there before, and those that stand in their place."""
        left = [at for at in range(len(self.mine)) if at not in found]
        texts = [self.mine[at].text for at in left]
        matcher = SequenceMatcher(None, [one.text for one in self.known], texts, autojunk=False)
        for what, i, j, k, m in matcher.get_opcodes():
            for row, at in zip(self.known[i:j], left[k:m], strict=False):
                one = self.mine[at]
                if what == "equal":
                    found[at] = Settled(one.path, one.text, row.source, How.KEPT, row)
                elif not self.imported:
                    found[at] = Settled(one.path, one.text, row.source, How.EDITED, row)

    def _fill(self, found: dict[int, Settled]) -> None:
        """Take the rest as made from the source of now: at the same place, where both have as many
        paragraphs; else from what nothing else was made from, in its order."""
        left = [at for at in range(len(self.mine)) if at not in found]
        even = len(self.mine) == len(self.now)
        taken = {text for one in found.values() for text in one.source.split(GAP)}
        free = [one.text for one in self.now if one.text not in taken]
        for at in left:
            source = self.now[at].text if even else (free.pop(0) if free else "")
            found[at] = Settled(self.mine[at].path, self.mine[at].text, source, How.NEW)
        if left and free and not even and not self.known:  # the last says the rest as well
            last = found[left[-1]]
            found[left[-1]] = replace(last, source=GAP.join([last.source, *free]))

"""A text in one language as a translator finds it: what there is, what became of its source."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.domain import settling, weaving
from courses.domain.drift import Drift, Kind
from courses.domain.segments import digest
from courses.domain.settling import Known, Standing
from courses.models import Segment, SegmentDraft
from courses.translation import following, reckoning
from courses.translation.text import Text


@dataclass(frozen=True)
class Bench:
    """A text in a language with everything that is known of it, before it is worked on."""

    text: Text
    language: str
    rows: Sequence[Segment]
    drafts: Mapping[str, SegmentDraft]
    taken: Mapping[str, SegmentDraft]
    drifts: Sequence[Drift]
    standing: Standing

    @property
    def words(self) -> dict[str, str]:
        """The words by their place in the source of now: drafts that fit it, else what there is."""
        return {**self.standing.words, **self._fitting}

    def fits(self, draft: SegmentDraft) -> bool:
        """Whether a draft was made from the source of now."""
        return any(
            one.path == draft.path and digest(one.text) == draft.source_hash for one in self.drifts
        )

    @property
    def _fitting(self) -> dict[str, str]:
        return {one.path: one.text for one in self.drafts.values() if self.fits(one)}

    @property
    def raw(self) -> dict[str, Any]:
        """The translation as it would be published."""
        moved = {
            path
            for one in self.drifts
            for path in one.made
            if one.kind is Kind.MOVED and path.partition("#")[0] != one.path.partition("#")[0]
        }
        replaced = {path for one in self.drifts if one.path in self._fitting for path in one.made}
        out = replaced | set(self.taken)
        stays = {path: at for path, at in self.standing.stays.items() if path not in out}
        cloth = weaving.Cloth(self.words, stays, frozenset(self.taken) | moved)
        source = self.text.raws[self.text.source]
        return weaving.woven(source, self.text.raws.get(self.language, {}), cloth)


def of(text: Text, language: str) -> Bench:
    """Return a text in a language as it is now; two queries."""
    return of_all([text], language)[0]


def of_all(found: Sequence[Text], language: str) -> list[Bench]:
    """Return these texts in a language as they are now; two queries for all of them."""
    rows, drafts = following.rows_of(found), defaultdict(list)
    keys = [one.key for one in found]
    for draft in SegmentDraft.objects.filter(key__in=keys, language=language):
        drafts[draft.key].append(draft)
    return [_bench(one, language, rows[one.key, language], drafts[one.key]) for one in found]


def _bench(
    text: Text, language: str, rows: Sequence[Segment], drafts: Sequence[SegmentDraft]
) -> Bench:
    drifts = reckoning.compare(text, rows)
    known = [Known(one.path, one.text, one.source) for one in rows]
    return Bench(
        text,
        language,
        rows,
        {one.path: one for one in drafts if not one.removed},
        {one.path: one for one in drafts if one.removed},
        drifts,
        settling.standing(drifts, known),
    )

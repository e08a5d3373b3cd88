"""Two scores side by side in words: a row a node, and what moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import profile, scales, wording
from assessments.domain.framework import MODEL
from assessments.domain.maturity import MaturityModel
from assessments.domain.movement import NodeMove
from assessments.domain.scorecard import DimensionScore
from assessments.reasons import sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One node: its name, its figures and stages on both sides ("" where it has none)."""

    id: str
    title: wording.Text
    before: str
    after: str
    stage_before: SafeString
    stage_after: SafeString
    told: tuple[SafeString, ...]
    moved: bool


class Telling:
    """Says what moved in one language; a node takes its words from the version that knows it."""

    def __init__(self, later: MaturityModel, former: MaturityModel, language: str) -> None:
        self.language = language
        self.models = (later, former)
        self._words = [wording.Words(wording.owner(one), language) for one in self.models]

    def title(self, name: str) -> wording.Text:
        """Return the title of a node or an indicator, in the words of the later version first."""
        try:
            return self._words[0](f"{name}/title")
        except KeyError:
            return self._words[1](f"{name}/title")

    def rows(self, nodes: Iterable[NodeMove], before: MaturityModel) -> list[Row]:
        """Return a row a node, the whole first; `before` is what the former side was scored by."""
        return [self._row(one, before) for one in nodes]

    def _row(self, one: NodeMove, scored_by: MaturityModel) -> Row:
        before, after = self.figures(one.before), self.figures(one.after)
        stages = SafeString(""), SafeString("")
        told = [self._told(one, before, after)]
        if one.before and one.after:
            stages = self._stage(one.before, scored_by), self._stage(one.after, self.models[0])
        if one.stage not in ("same", "appeared", "vanished"):
            text = _("stage: %(stage)s instead of %(before)s")
            told.append(sentence(text, stage=stages[1], before=stages[0]))
        return Row(one.id, self.title(one.id), before, after, *stages, tuple(told), one.moved)

    def figures(self, node: DimensionScore | None) -> str:
        """Return a score as figures; "" where there is none."""
        if node is None or node.score is None:
            return ""
        return scales.told(node.score.low, node.score.high, node.top, self.language)

    def _stage(self, node: DimensionScore, scored_by: MaturityModel) -> SafeString:
        if node.score is None:
            return SafeString("")
        reached = {"low": node.stage.low, "high": node.stage.high}
        return profile.stage_reached(reached, scored_by, self._words[self.models.index(scored_by)])

    def _told(self, one: NodeMove, before: str, after: str) -> SafeString:
        text = {
            "same": _("did not move"),
            "rose": _("rose: %(after)s instead of %(before)s"),
            "fell": _("fell: %(after)s instead of %(before)s"),
            "narrowed": _("is known better: %(after)s instead of %(before)s"),
            "widened": _("is known less well: %(after)s instead of %(before)s"),
            "appeared": self._appeared(one.before is None),
            "vanished": self._vanished(one.after is None),
        }[one.score]
        return filled(text, {"before": before, "after": after})

    @staticmethod
    def _appeared(is_new: bool) -> str:
        return _("is new in this version") if is_new else _("applies now")

    @staticmethod
    def _vanished(is_gone: bool) -> str:
        return _("is no longer in this version") if is_gone else _("no longer applies")


def filled(text: str, words: Mapping[str, object]) -> SafeString:
    """Put those of the words into a sentence that it names."""
    return sentence(text, **{name: word for name, word in words.items() if f"%({name})s" in text})


def whole(rows: Iterable[Row]) -> tuple[Row, list[Row]]:
    """Part the row of the whole from those of its nodes."""
    found = list(rows)
    first = next(one for one in found if one.id == MODEL)
    return first, [one for one in found if one.id != MODEL]

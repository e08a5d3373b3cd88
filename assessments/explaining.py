"""Why a score is what it is, in words: the steps of a trace as sentences and a table of parts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import scales, wording
from assessments.domain.intervals import Interval
from assessments.domain.maturity import MaturityModel
from assessments.domain.trace import Step
from assessments.marking import isolated
from assessments.reasons import sentence
from cms.press import formatting


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a score: the node or question, what it stands at, and how much it weighs.

    `stage` is named where a score is the sum over stages.
    """

    id: str
    title: wording.Text
    figures: str
    top: str
    weight: str
    is_node: bool
    stage: wording.Text | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A node explained: sentences before the table, its rows, how they combine, what it reaches."""

    before: tuple[SafeString, ...]
    rows: tuple[Row, ...]
    combined: SafeString
    stages: tuple[tuple[SafeString, tuple[SafeString, ...]], ...]


def of(steps: Sequence[Step], model: MaturityModel, words: wording.Words) -> Explanation:
    """Put the steps of one node into the words of a language."""
    return _Writer(model, words).explanation(steps)


class _Writer:
    """The sentences of one model in one language."""

    def __init__(self, model: MaturityModel, words: wording.Words) -> None:
        self.model = model
        self.words = words
        self.language = words.language
        self.nodes = {node.id for node in model.nodes()}

    def explanation(self, steps: Sequence[Step]) -> Explanation:
        """Sort the steps into what stands before the table, the table, and the stages."""
        before: list[SafeString] = []
        rows: list[Row] = []
        combined = SafeString("")
        stages: list[tuple[SafeString, tuple[SafeString, ...]]] = []
        top: Any = self.model.top
        for step in steps:
            if step.code == "score":
                rows = [self._row(part) for part in step.params["parts"]]
                combined = self._combined(step.params)
                top = step.params["top"]
            elif step.code.startswith("stage-"):
                stages.append((self._stage(step, top), tuple(self._lacks(step))))
            else:
                before.append(_SENTENCES[step.code](self, step.params))
        return Explanation(tuple(before), tuple(rows), combined, tuple(stages))

    def title(self, name: str) -> wording.Text:
        """The title of a node, a question, a stage or a target."""
        return self.words(f"{name}/title")

    def titles(self, names: Iterable[str]) -> SafeString:
        """Several titles as one list; they are escaped here."""
        return SafeString(
            formatting.join((isolated(self.title(name)) for name in names), self.language)
        )

    def figures(self, ends: Mapping[str, Any], top: Any) -> str:
        """The two ends of a score with this top as text."""
        return scales.told(ends["low"], ends["high"], top, self.language)

    def _row(self, part: Mapping[str, Any]) -> Row:
        name, is_node = part["id"], part["id"] in self.nodes
        ends = float(part["low"]), float(part["high"])
        if is_node:
            figures, top = self.figures(part, part["top"]), scales.top_told(part["top"])
        else:
            known = ends[0] == ends[1]
            figures = self._number(ends[0]) if known else formatting.interval(*ends, self.language)
            top = float(part["top"])
        return Row(
            id=name,
            title=self.title(name),
            figures=figures,
            top=self._number(top),
            weight=self._number(part["weight"]),
            is_node=is_node,
            stage=self.title(part["stage"]) if part.get("stage") else None,
        )

    def _number(self, value: Any) -> str:
        return formatting.number(float(value), self.language)

    def _combined(self, params: Mapping[str, Any]) -> SafeString:
        """Say how the parts become the score."""
        gate = params["gate"]
        if gate == "points":
            message = _(
                "The score is the points gained over the points possible: %(score)s of %(top)s."
            )
        elif gate == "mean_sum":
            message = _(
                "For each stage the mean of its questions is taken; the score is their sum:"
                " %(score)s of %(top)s."
            )
        elif params["mean"] == "flat":
            message = _(
                "The score is the mean of all questions below, each multiplied by its weight:"
                " %(score)s of %(top)s."
            )
        else:
            message = _(
                "The score is the mean of these parts, each as a share of its own scale and"
                " multiplied by its weight: %(score)s of %(top)s."
            )
        top = params["top"]
        whole = self._number(scales.top_told(top))
        return sentence(message, score=self.figures(params, top), top=whole)

    def _stage(self, step: Step, top: Any) -> SafeString:
        params, stage = step.params, self.title(step.params["stage"])
        if step.code == "stage-reached":
            return sentence(_("“%(stage)s” is reached."), stage=stage)
        reached = step.code == "stage-open"
        if "needs" in params:
            message = (
                _("“%(stage)s” may be reached: the score is %(score)s and needs %(needs)s.")
                if reached
                else _("“%(stage)s” is not reached: the score is %(score)s and needs %(needs)s.")
            )
            score: Interval = params["score"]
            figures = self.figures({"low": score.low, "high": score.high}, top)
            needs = self.figures({"low": params["needs"], "high": params["needs"]}, top)
            return sentence(message, stage=stage, score=figures, needs=needs)
        if reached:
            return sentence(_("“%(stage)s” may be reached; this is open:"), stage=stage)
        return sentence(_("“%(stage)s” is not reached:"), stage=stage)

    def _lacks(self, step: Step) -> Iterable[SafeString]:
        for one in step.params.get("because", ()):
            yield self._lack(one)
        if before := step.params.get("after"):
            yield sentence(_("“%(stage)s” comes before it"), stage=self.title(before))

    def _lack(self, one: Mapping[str, Any]) -> SafeString:
        title, state = self.title(one["id"]), one["state"]
        if state == "part":
            has, needs = (self._stage_title(one[key]) for key in ("is", "needs"))
            return sentence(
                _("“%(part)s” has reached “%(has)s” and needs “%(needs)s”"),
                part=title, has=has, needs=needs,
            )  # fmt: skip
        needs = self._level(one["id"], one["needs"])
        if state == "answered":
            has = self._level(one["id"], one["is"])
            return sentence(
                _("“%(title)s” is at %(has)s and needs %(needs)s"),
                title=title, has=has, needs=needs,
            )  # fmt: skip
        message = (
            _("“%(title)s” is not known and needs %(needs)s")
            if state == "unknown"
            else _("“%(title)s” has no answer and needs %(needs)s")
        )
        return sentence(message, title=title, needs=needs)

    def _level(self, name: str, level: int) -> object:
        """A level by its number, an answer of a named set by its words."""
        if self.model.indicator(name).scale is None:
            return self._number(level)
        return self.words(self.model.level_paths(name)[level])

    def _stage_title(self, number: int) -> wording.Text:
        if not number:
            return self.words("model/below")
        return self.title(self.model.stages[number - 1].id)


def _not_applicable(writer: _Writer, params: Mapping[str, Any]) -> SafeString:
    names = writer.titles(params["indicators"])
    if params["target"] is None:
        return sentence(_("Left out, because they do not apply here: %(names)s."), names=names)
    return sentence(
        _("Counted as if “%(target)s” were met, because they do not apply here: %(names)s."),
        target=writer.title(params["target"]),
        names=names,
    )


def _condition_not_met(writer: _Writer, params: Mapping[str, Any]) -> SafeString:
    because = params["because"]
    message = ngettext(
        "“%(title)s” does not arise after the answer to %(names)s.",
        "“%(title)s” does not arise after the answers to %(names)s.",
        len(because),
    )
    return sentence(message, title=writer.title(params["indicator"]), names=writer.titles(because))


def _names(message: Callable[[], str]) -> Callable[[_Writer, Mapping[str, Any]], SafeString]:
    def told(writer: _Writer, params: Mapping[str, Any]) -> SafeString:
        return sentence(message(), names=writer.titles(params["indicators"]))

    return told


_SENTENCES: Mapping[str, Callable[[_Writer, Mapping[str, Any]], SafeString]] = {
    "not-applicable": _not_applicable,
    "condition-not-met": _condition_not_met,
    "unknown": _names(
        lambda: _(
            "Not known: %(names)s. This counts as the lowest answer in the lower figure and as"
            " the highest in the upper one."
        )
    ),
    "not-asked": _names(
        lambda: _(
            "Without an answer: %(names)s. This counts as the lowest answer in the lower figure"
            " and as the highest in the upper one."
        )
    ),
    "condition-open": _names(
        lambda: _(
            "It is open whether these questions arise: %(names)s. They count both ways: left out"
            " where they would raise the lower figure or lower the upper one."
        )
    ),
    "nothing-applies": lambda writer, params: sentence(
        _("Nothing applies here, so there is no score.")
    ),
}

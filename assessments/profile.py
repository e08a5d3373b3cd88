"""A scorecard in words and shapes: bands with their figures as text, and the stages as a trail.

Reads the stored canonical form of a scorecard, so that a signed result looks the same from
the page, from the plan and in print.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import charts, scales, standouts, stored, wording
from assessments.domain.gates import BANDED
from assessments.domain.maturity import MODEL, MaturityModel
from assessments.marking import isolated, marked
from assessments.reasons import sentence
from cms.press import formatting


@dataclass(frozen=True, slots=True)
class Line:
    """One score: its name, the interval as figures ("" where nothing applies), and its shape.

    `caption` stands before the shape (the name and what is open), `text` behind it. `top` is what
    `low` and `high` run to.
    """

    id: str
    label: wording.Text
    caption: SafeString
    figures: str
    text: SafeString
    shape: SafeString
    low: float | None
    high: float | None
    top: float


@dataclass(frozen=True, slots=True)
class Tier:
    """One stage or target of the model and how far it is: state "done", "here" or "ahead"."""

    id: str
    title: wording.Text
    summary: wording.Text | None
    state: str
    note: SafeString
    missing: tuple[wording.Text, ...]
    unsure: tuple[wording.Text, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Where an institution stands on one model.

    `levels` is the highest level of a question, `top` out of how many the whole is told. `scale` is
    the scale of every line; None where parts have scales of their own, and every text tells them.
    `apart` are sentences on the parts whose stage is counted by a gate of their own; `by_score`
    says that the stages of the whole go by its score and not by single questions.
    """

    model: str
    title: wording.Text
    notice: wording.Text
    levels: int
    top: float
    scale: float | None
    overall: Line
    lines: tuple[Line, ...]
    stage: SafeString
    by_score: bool
    apart: tuple[SafeString, ...]
    tiers: tuple[Tier, ...]
    targets: tuple[Tier, ...]
    asked: int
    unknown: int
    not_applicable: int
    not_asked: int
    today: tuple[tuple[str, str], ...]
    strong: tuple[tuple[str, str, int], ...]
    missing: tuple[tuple[str, str, int], ...]

    @property
    def open(self) -> int:
        """How many questions leave the picture uncertain."""
        return self.unknown + self.not_asked


def of(card: Mapping[str, Any], model: MaturityModel, language: str) -> Profile:
    """Put the canonical form of a scorecard into the words of a language."""
    words = wording.Words(wording.owner(model), language)
    overall, nodes = card["overall"], card["nodes"]
    coverage = overall["coverage"]
    tops = {_top(one, model) for one in (overall, *(nodes[d.id] for d in model.dimensions))}
    scale = scales.top_told(*tops) if len(tops) == 1 else None
    missing = standouts.missing(card, model, words)
    return Profile(
        model=model.id,
        title=words("model/title"),
        notice=words("model/notice"),
        levels=model.top,
        top=scales.top_told(_top(overall, model)),
        scale=scale,
        overall=_line("model", overall, model, words, language, with_top=scale is None),
        lines=tuple(
            _line(one.id, nodes[one.id], model, words, language, with_top=scale is None)
            for one in model.dimensions
        ),
        stage=stage_reached(overall["stage"], model, words),
        by_score=model.gate in BANDED,
        apart=tuple(_apart(nodes, model, words)),
        tiers=tuple(_tiers(overall, model, words)),
        targets=tuple(_target(one, words) for one in card.get("targets", ())),
        asked=sum(coverage.values()),
        unknown=coverage["unknown"],
        not_applicable=coverage["not_applicable"],
        not_asked=coverage["not_asked"],
        today=tuple((title, text) for title, text, _level in missing),
        strong=tuple(standouts.strongest(card, model, words)),
        missing=tuple(missing),
    )


def node_line(card: Mapping[str, Any], node: str, model: MaturityModel, language: str) -> Line:
    """Draw the score of one node; `model` is the whole."""
    words = wording.Words(wording.owner(model), language)
    found = card["overall"] if node == MODEL else card["nodes"][node]
    return _line(node, found, model, words, language, with_top=True)


def _top(node: Mapping[str, Any], model: MaturityModel) -> float:
    return stored.value(node.get("top")) or model.top  # earlier scorecards do not name it


def _line(
    name: str,
    node: Mapping[str, Any],
    model: MaturityModel,
    words: wording.Words,
    language: str,
    *,
    with_top: bool,
) -> Line:
    """Draw one score; `with_top` its text tells out of how many it is."""
    label, top = words(f"{name}/title"), _top(node, model)
    low, high = stored.value(node["low"]), stored.value(node["high"])
    if low is None:
        text = SafeString(escape(_("does not apply")))
        return Line(name, label, marked(label), "", text, SafeString(""), None, None, top)
    figures = scales.told(low, high, top, language)
    whole = formatting.number(scales.top_told(top), language)
    title = _("%(name)s: %(score)s of %(top)s") % {"name": label, "score": figures, "top": whole}
    shape = charts.band(low=low, high=high, top=top, title=title)
    caption = marked(label) + _open_note(node["coverage"])
    text = sentence(_("%(score)s of %(top)s"), score=figures, top=whole)
    if not with_top:
        text = isolated(figures)
    return Line(name, label, caption, figures, text, shape, low, high, top)


def _open_note(coverage: Mapping[str, int]) -> SafeString:
    count = coverage["unknown"] + coverage["not_asked"]
    if not count:
        return SafeString("")
    note = ngettext("%(count)s answer is open", "%(count)s answers are open", count)
    return format_html('<small class="why">{}</small>', note % {"count": count})


def stage_title(number: int, model: MaturityModel, words: wording.Words) -> wording.Text:
    """Return the name of a stage by its number; 0 is the state below the first."""
    return words(f"{model.stages[number - 1].id}/title" if number else "model/below")


def stage_reached(
    reached: Mapping[str, int], model: MaturityModel, words: wording.Words
) -> SafeString:
    """Return the stage in words, {"low", "high"}; two where open answers decide."""
    low = stage_title(reached["low"], model, words)
    if reached["low"] == reached["high"]:
        return sentence("%(stage)s", stage=low)
    high = stage_title(reached["high"], model, words)
    # Translators: two stages of maturity; the second is reached only if open answers are good
    return sentence(_("%(low)s, perhaps %(high)s"), low=low, high=high)


def _apart(
    nodes: Mapping[str, Mapping[str, Any]], model: MaturityModel, words: wording.Words
) -> Iterator[SafeString]:
    """Tell the stage of each part that has one of its own, the lowest first."""
    parts = [one.id for one in model.dimensions if model.gate_of(one.id) != model.gate]
    for name in sorted(parts, key=lambda one: nodes[one]["stage"]["low"]):
        yield sentence(
            _("“%(part)s” has a stage of its own: “%(stage)s”."),
            part=words(f"{name}/title"),
            stage=stage_reached(nodes[name]["stage"], model, words),
        )


def _tiers(overall: Mapping[str, Any], model: MaturityModel, words: wording.Words) -> list[Tier]:
    reached = overall["stage"]["low"]
    return [
        Tier(
            id=progress["id"],
            title=words(f"{progress['id']}/title"),
            summary=words(f"{progress['id']}/summary"),
            state="done" if number <= reached else "here" if number == reached + 1 else "ahead",
            note=_share(progress),
            missing=tuple(words(f"{one}/title") for one in progress["unmet"]),
            unsure=tuple(words(f"{one}/title") for one in progress["open"]),
        )
        for number, progress in enumerate(overall["stages"], start=1)
    ]


def _target(progress: Mapping[str, Any], words: wording.Words) -> Tier:
    """Tell how far a named target is, in the shape of a stage."""
    is_met = not (progress["unmet"] or progress["open"])
    return Tier(
        id=progress["id"],
        title=words(f"{progress['id']}/title"),
        summary=words.optional(f"{progress['id']}/summary"),
        state="done" if is_met else "ahead",
        note=_share(progress),
        missing=tuple(words(f"{one}/title") for one in progress["unmet"]),
        unsure=tuple(words(f"{one}/title") for one in progress["open"]),
    )


def _share(progress: Mapping[str, Any]) -> SafeString:
    met, unsure = len(progress["met"]), len(progress["open"])
    whole = met + unsure + len(progress["unmet"])
    if not whole:
        return SafeString("")
    if unsure:
        message = _("%(met)s of %(whole)s conditions met, %(open)s open")
        return sentence(message, met=met, whole=whole, open=unsure)
    return sentence(_("%(met)s of %(whole)s conditions met"), met=met, whole=whole)

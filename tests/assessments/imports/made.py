"""Random frameworks with everything that a model can hold, and files made to be refused."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from assessments.domain import maturity, texts
from assessments.domain.framework import GATES
from assessments.domain.gates import STAGED
from assessments.domain.maturity import MaturityModel

ROOT = Path(__file__).parents[3]
SHIPPED = sorted((ROOT / "assessments/content/models").glob("*/v*.toml"))
CISO = ROOT / "docs/examples/ciso/framework.yaml"

AWKWARD = (
    "=1+1",
    "+49 1",
    "-",
    "@now",
    'She said "no".',
    "C:\\temp\\_x0041_",
    "first\nsecond\r\nthird\ttab",
    "bell\x07 and \x7f delete",
    "فريق الاستجابة",
    "l'été, « déjà »",
    "12",
    "1/2",
    "TRUE",
    "#N/A",
    "[[dimensions]]",
    "🛟",
)


def shipped(path: Path) -> MaturityModel:
    """A model as it is shipped."""
    return maturity.parse(tomllib.loads(path.read_text("utf-8")))


def words() -> st.SearchStrategy[str]:
    """A text of one character or more that is no blank, awkward ones often."""
    some = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
    return st.sampled_from(AWKWARD) | some.filter(lambda text: bool(_trimmed(text)))


def _trimmed(text: str) -> str:
    return "".join(one for one in text if one.isprintable() and not one.isspace())


@st.composite
def models(draw: st.DrawFn) -> MaturityModel:
    """A model that makes sense, whatever its gate."""
    gate = draw(st.sampled_from(GATES))
    scale = draw(st.lists(words(), min_size=2, max_size=4))
    scales = [_scale(draw, number) for number in range(draw(st.integers(0, 2)))]
    tops = {None: len(scale) - 1} | {one["id"]: len(one["answers"]) - 1 for one in scales}
    found: list[dict[str, Any]] = []
    dimensions = [_part(draw, f"d{n}", tops, found, 1) for n in range(draw(st.integers(1, 2)))]
    named = [{"id": f"s{n}", "title": draw(words()), "summary": draw(words())} for n in range(2)]
    stages = named[: 1 if len(found) < 2 else 2]
    if gate in STAGED:
        for number, one in enumerate(found):
            one["stage"] = stages[number % len(stages)]["id"]
    told = {
        "id": "random",
        "version": 3,
        "title": draw(words()),
        "summary": draw(words()),
        "notice": draw(words()),
        "source_language": "en",
        "demonstration": draw(st.booleans()),
        "replaces": draw(st.sampled_from([[], ["older"], ["older", "oldest"]])),
        "gate": gate,
        "mean": draw(st.sampled_from(["nested", "flat"])),
        "scale": scale,
        "scales": scales,
        "below": draw(words()),
        "stages": _stages(draw, gate, stages, found, tops),
        "targets": _targets(draw, found, tops),
        "contradictions": _contradictions(draw, found),
        "migrations": _migrations(draw, found, tops),
        "dimensions": dimensions,
    }
    if told["targets"]:
        told["not_applicable"] = draw(st.sampled_from(["excluded", "at-target"]))
    if draw(st.booleans()):
        told["met_from"] = 1
    return maturity.parse(told)


@st.composite
def translations_of(draw: st.DrawFn, model: MaturityModel) -> dict[str, dict[str, str]]:
    """Translations of some texts of a model."""
    paths = st.sampled_from(sorted(texts.of_model(model)))
    one = st.dictionaries(paths, words(), min_size=1, max_size=4)
    return draw(st.dictionaries(st.sampled_from(["fr", "ar", "pt-BR"]), one, max_size=2))


def _scale(draw: st.DrawFn, number: int) -> dict[str, Any]:
    values = sorted(draw(st.lists(st.fractions(0, 9, max_denominator=9), min_size=1, max_size=3)))
    answers = [{"title": draw(words()), "value": str(value)} for value in [*values, 10]]
    told: dict[str, Any] = {"id": f"scale-{number}", "answers": answers}
    if draw(st.booleans()):
        told |= {"title": draw(words()), "met_from": 1}
    return told


def _part(
    draw: st.DrawFn,
    name: str,
    tops: Mapping[str | None, int],
    found: list[dict[str, Any]],
    floor: int,
) -> dict[str, Any]:
    told: dict[str, Any] = {"id": name, "title": draw(words()), "weight": draw(st.integers(1, 3))}
    if draw(st.booleans()):
        told["summary"] = draw(words())
    if floor < 3 and draw(st.booleans()):
        count = range(draw(st.integers(1, 2)))
        told["factors"] = [_part(draw, f"{name}-{n}", tops, found, floor + 1) for n in count]
        return told
    told["indicators"] = []
    for _ in range(draw(st.integers(1, 2))):
        one = _indicator(draw, f"i{len(found)}", tops, found)
        told["indicators"].append(one)
        found.append(one)
    return told


def _indicator(
    draw: st.DrawFn, name: str, tops: Mapping[str | None, int], found: list[dict[str, Any]]
) -> dict[str, Any]:
    scale = draw(st.sampled_from(sorted(tops, key=str)))
    told: dict[str, Any] = {"id": name, "title": draw(words()), "question": draw(words())}
    told |= {"weight": draw(st.integers(1, 3)), "core": draw(st.booleans()), "scale": scale}
    if draw(st.booleans()):
        told["why"] = draw(words())
        told["levels"] = [draw(words()) for _ in range(tops[scale] + 1)]
        told["evidence"] = draw(st.lists(words(), max_size=2))
    if draw(st.booleans()):
        relation = draw(st.sampled_from([None, "equal", "subset", "superset", "intersects"]))
        told["references"] = [{"framework": draw(words()), "id": "1.10", "relation": relation}]
    if found and draw(st.booleans()):
        other = draw(st.sampled_from(found))["id"]
        condition = draw(st.sampled_from([{"at_least": 1}, {"at_most": 0}, {"among": [1]}]))
        kind = draw(st.sampled_from(["all", "any"]))
        told["depends_on"] = {kind: [{"indicator": other, **condition}]}
    return told


def _stages(
    draw: st.DrawFn,
    gate: str,
    stages: list[dict[str, Any]],
    found: list[dict[str, Any]],
    tops: Mapping[str | None, int],
) -> list[dict[str, Any]]:
    last = len(stages)
    if gate == "profile":
        base = {one["id"]: draw(st.integers(0, tops[one["scale"]] - 1)) for one in found}
        levels = [{name: level + n for name, level in base.items()} for n in range(last)]
        return [one | {"minimum": own} for one, own in zip(stages, levels, strict=True)]
    if gate == "cumulative":
        return stages
    top = {"mean": tops[None], "mean_sum": last, "points": 1}[gate]
    return [one | {"at_least": f"{(n + 1) * top}/{last}"} for n, one in enumerate(stages)]


def _targets(
    draw: st.DrawFn, found: list[dict[str, Any]], tops: Mapping[str | None, int]
) -> list[dict[str, Any]]:
    some = draw(st.lists(st.sampled_from(found), max_size=3, unique_by=lambda one: one["id"]))
    minimum = {one["id"]: draw(st.integers(0, tops[one["scale"]])) for one in some}
    return [{"id": "t0", "title": draw(words()), "minimum": minimum}] if minimum else []


def _contradictions(draw: st.DrawFn, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(found) < 2 or draw(st.booleans()):
        return []
    both = [
        {"indicator": found[0]["id"], "at_least": 1},
        {"indicator": found[1]["id"], "at_most": 0},
    ]
    return [{"id": "c0", "text": draw(words()), "all": both}]


def _migrations(
    draw: st.DrawFn, found: list[dict[str, Any]], tops: Mapping[str | None, int]
) -> list[dict[str, Any]]:
    new = draw(st.sampled_from(found))
    move = {"old": ["older", "oldest"], "new": [new["id"]], "levels": [0, tops[new["scale"]]]}
    moved: dict[str, Any] = {"version": 1, "moves": [move], "dropped": ["gone"]}
    return draw(st.sampled_from([[], [{"version": 2}], [moved, {"version": 2, "dropped": ["x"]}]]))

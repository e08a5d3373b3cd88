"""What a new scenario begins as: a small story of sound sense, to be written over."""

from typing import Any

from courses.domain import scenario, toml
from courses.domain.scenario import INLINE, Structure

PLACEHOLDER = "…"
STRUCTURE = """\
id = "{name}"
level = "introductory"
minutes = 15
start = "morning"
states = ["first-state"]

[axes]
harm-reduced = 50
legality = 50
rights = 50
trust = 50
speed = 50
learning = 50

[[scenes]]
id = "morning"

[[scenes.choices]]
id = "ask"
to = "noon"
minutes = 30
effects = {{ trust = 20, legality = 20, speed = -10 }}

[[scenes.choices]]
id = "act"
to = "noon"
minutes = 5
effects = {{ speed = 20, harm-reduced = 20, rights = -10 }}

[[scenes]]
id = "noon"

[[scenes.choices]]
id = "tell"
to = "told"
minutes = 20
effects = {{ rights = 25, learning = 20 }}

[[scenes.choices]]
id = "wait"
to = "waited"
minutes = 60
effects = {{ legality = 10, speed = -20 }}

[[scenes.choices]]
id = "share"
to = "shared"
minutes = 40
effects = {{ trust = 10, learning = 10 }}

[[scenes]]
id = "told"
ending = true

[[scenes]]
id = "waited"
ending = true

[[scenes]]
id = "shared"
ending = true
"""


def structure(name: str) -> str:
    """The text of `scenario.toml` of a new scenario."""
    return STRUCTURE.format(name=name)


def words(plot: Structure) -> str:
    """The text of a file of words, with a placeholder wherever something is to be said."""
    said: dict[str, Any] = dict.fromkeys(("title", "summary", "role", "background"), PLACEHOLDER)
    told = {"text": PLACEHOLDER}
    found: dict[str, Any] = {"state": "draft", **said}
    found["states"] = dict.fromkeys(plot.states, PLACEHOLDER)
    found["scenes"] = {scene.id: _scene(scene) for scene in plot.scenes}
    found["injects"] = {inject.id: told for inject in plot.injects}
    card = {"title": PLACEHOLDER, "claim": PLACEHOLDER}
    found["evidence"] = {one.id: card for one in plot.evidence}
    endings = dict.fromkeys(plot.endings, told)
    found["debrief"] = {"questions": [PLACEHOLDER], "endings": endings}
    return toml.write({name: one for name, one in found.items() if one != {}}, INLINE)


def _scene(scene: scenario.Scene) -> dict[str, Any]:
    choices = {one.id: {"text": PLACEHOLDER, "outcome": PLACEHOLDER} for one in scene.choices}
    found: dict[str, Any] = {"title": PLACEHOLDER, "text": PLACEHOLDER}
    return {**found, "choices": choices} if choices else found


def unwritten(text: str) -> bool:
    """Whether a placeholder still stands somewhere."""
    return f'"{PLACEHOLDER}"' in text

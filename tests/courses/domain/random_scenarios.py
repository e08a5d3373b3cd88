"""Scenarios made at random: every id holds and every fork leads on; they need not make sense."""

from typing import Any

from hypothesis import strategies as st

from courses.domain import scenario as shapes
from courses.domain.playing import Play, State

FLAGS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True).map(tuple)
EFFECTS = st.dictionaries(st.sampled_from(shapes.AXES), st.integers(-60, 60), max_size=2)
BOUNDS = st.dictionaries(st.sampled_from(shapes.AXES), st.integers(0, 100), max_size=1)
MINUTES = st.integers(0, 40)
LEVELS = st.fixed_dictionaries({axis: st.integers(0, 100) for axis in shapes.AXES})


@st.composite
def structures(draw: st.DrawFn, circles: bool = False) -> shapes.Structure:
    """A scenario of up to six scenes; without `circles` every road leads on, none back."""
    last = draw(st.integers(2, 5))
    scenes: list[dict[str, Any]] = [{"id": f"s{number}"} for number in range(last + 1)]
    turns: list[dict[str, Any]] = []
    for number, scene in enumerate(scenes):
        scene["ending"] = number == last or draw(st.integers(0, 4)) == 0
        if not scene["ending"]:
            goals = _goals(number, last, circles)
            turn = {"id": f"t{number}", "lines": draw(_ways(goals))}
            turns.append(turn)
            scene["choices"] = draw(_choices([*goals, turn["id"]]))
    return shapes.Structure.model_validate(
        {
            "id": "made",
            "level": "advanced",
            "minutes": 5,
            "start": "s0",
            "axes": draw(LEVELS),
            "scenes": scenes,
            "turns": turns,
            "injects": draw(_injects()),
        }
    )


def _goals(number: int, last: int, circles: bool) -> list[str]:
    first = 0 if circles else number + 1
    return [f"s{goal}" for goal in range(first, last + 1)]


@st.composite
def _choices(draw: st.DrawFn, goals: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"c{number}",
            "to": draw(st.sampled_from(goals)),
            "minutes": draw(MINUTES),
            "needs": draw(FLAGS),
            "unless": draw(FLAGS),
            "sets": draw(FLAGS),
            "effects": draw(EFFECTS),
        }
        for number in range(draw(st.integers(1, 3)))
    ]


@st.composite
def _ways(draw: st.DrawFn, goals: list[str]) -> list[dict[str, Any]]:
    ways = [
        {
            "to": draw(st.sampled_from(goals)),
            "at-least": draw(BOUNDS),
            "at-most": draw(BOUNDS),
            "has": draw(FLAGS),
            "lacks": draw(FLAGS),
            "before": draw(st.none() | MINUTES),
            "after": draw(st.none() | MINUTES),
        }
        for _number in range(draw(st.integers(0, 2)))
    ]
    return [*ways, {"to": draw(st.sampled_from(goals))}]


@st.composite
def _injects(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        {
            "id": f"i{number}",
            "at": draw(MINUTES),
            "has": draw(FLAGS),
            "unless": draw(FLAGS),
            "sets": draw(FLAGS),
            "effects": draw(EFFECTS),
            "channel": "news",
        }
        for number in range(draw(st.integers(0, 3)))
    ]


def stories(play: Play, depth: int = 99) -> list[State]:
    """Every state that any story comes to, one by one, up to `depth` choices."""
    found, waiting = [], [play.begin()]
    while waiting:
        state = waiting.pop()
        found.append(state)
        if len(state.path) < depth:
            waiting += [play.choose(state, choice.id) for choice in play.open(state.position)]
    return found

"""Items of every kind with responses that can and cannot belong to them, for laws."""

from hypothesis import strategies as st

from courses.domain import itemkinds
from courses.domain.attempting import Event, Terms
from courses.domain.itemkinds import Structure

_TAGS = {"objective": "o", "difficulty": "easy"}
_NAMES = ("a", "b", "c", "d", "e")
names = st.lists(st.sampled_from(_NAMES), min_size=2, max_size=5, unique=True).map(tuple)


@st.composite
def structures(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(itemkinds.KINDS)) -> Structure:
    """Draw an item of one of the kinds."""
    kind = draw(st.sampled_from(kinds))
    some = draw(names)
    part = st.sampled_from(some)
    table: dict[str, object] = {"kind": kind, **_TAGS}
    if kind in ("single", "true-false"):
        table |= {"options": some, "correct": (draw(part),)}
    elif kind == "multiple":
        key = draw(st.sets(part, min_size=1))
        table |= {"options": some, "correct": tuple(one for one in some if one in key)}
    elif kind == "matching":
        table |= {"choices": some, "pairs": {name: draw(part) for name in ("x", "y", "z")}}
    elif kind == "ordering":
        table |= {"order": some}
    elif kind == "cloze":
        table |= {"gaps": {name: {"options": some, "correct": draw(part)} for name in ("x", "y")}}
    elif kind == "numeric":
        units = draw(st.sampled_from(({}, {"hours": "1", "days": "24"})))
        table |= {"answer": "12.5", "tolerance": "0.5", "units": units}
    elif kind == "short":
        table |= {"accepted": {"en": ("a list",), "fr": ("une liste",)}}
    else:
        table |= {"rubric": ({"id": "clear", "points": 2}, {"id": "complete", "points": 3})}
    return itemkinds.parse(table)


def responses(structure: Structure) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw responses that belong to an item, the empty one among them."""
    if isinstance(structure, itemkinds.ChoiceItem):
        most = len(structure.options) if structure.kind == "multiple" else 1
        return st.lists(st.sampled_from(structure.options), max_size=most, unique=True).map(tuple)
    if isinstance(structure, itemkinds.SlotsItem):
        pairs = [
            st.sampled_from(["", *(f"{slot}={choice}" for choice in choices)])
            for slot, choices in structure.slots().items()
        ]
        return st.tuples(*pairs).map(lambda found: tuple(one for one in found if one))
    if isinstance(structure, itemkinds.NumericItem):
        figures = st.sampled_from(("12", "12.5", "13", "13.01", "-4", "0.5"))
        units = st.sampled_from(tuple(structure.units)) if structure.units else None
        given = st.tuples(figures, units) if units is not None else figures.map(lambda one: (one,))
        return st.just(()) | given
    return st.sampled_from(((), ("A list.",), ("a map",), ("la liste",)))


@st.composite
def histories(draw: st.DrawFn, structure: Structure) -> list[Event]:
    """Draw events of an item: answers, checks, grades, some of them twice under one id."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(("answer", "answer", "check", "grade")))
        id_ = f"event-{draw(st.integers(0, number))}"
        if kind == "grade":
            if structure.marked_by_hand:
                points = {"clear": draw(st.integers(0, 2)), "complete": draw(st.integers(0, 3))}
                found.append(Event("grade", id_, points=points))
        elif kind == "answer":
            found.append(Event("answer", id_, structure.canonical(draw(responses(structure)))))
        else:
            found.append(Event("check", id_))
    return found


terms = st.builds(
    Terms,
    behaviour=st.sampled_from(("deferred", "immediate", "retry")),
    tries=st.integers(1, 4),
    penalty=st.integers(0, 100),
)

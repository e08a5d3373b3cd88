"""TOML written by us is read again as it was, paragraphs and tables on one line among it."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from courses.domain import scenario, toml, values
from courses.domain.scenario import Structure
from tests.courses.domain.random_courses import SIGNS
from tests.courses.domain.random_scenarios import structures

LAWS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@LAWS
@given(st.text(SIGNS + '\n""\\\r', max_size=30))
@example('a\n"')
@example('""\n"""')
@example('\\"\n\\')
@example("\n\na\n")
def test_any_text_comes_back(text: str):
    assert toml.read(toml.write({"text": text}), "x") == ({"text": text}, [])


@LAWS
@given(structures(circles=True))
def test_a_structure_comes_back(structure: Structure):
    written = toml.write(values.lean(structure), inline=scenario.INLINE)
    assert Structure.model_validate(toml.read(written, "x")[0]) == structure


def test_effects_stand_on_one_line():
    table = {"id": "a", "effects": {"trust": 5, "speed": -1}, "rest": {"b": 1}}
    written = toml.write(table, inline={"effects"})
    assert written == 'id = "a"\neffects = { trust = 5, speed = -1 }\n\n[rest]\nb = 1\n'

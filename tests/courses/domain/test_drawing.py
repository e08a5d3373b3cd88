"""A draw repeats with its seed, keeps to its blueprint, and finds a way wherever there is one."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import drawing
from courses.domain.drawing import Candidate, Rule

candidates = st.builds(
    Candidate,
    name=st.uuids().map(str),
    objective=st.sampled_from("ab"),
    difficulty=st.sampled_from(("easy", "hard")),
    bank=st.sampled_from((None, "final")),
)
pools = st.lists(candidates, max_size=6, unique_by=lambda one: one.name)
lines = st.builds(
    Rule,
    count=st.integers(1, 2),
    objective=st.sampled_from((None, "a", "b")),
    difficulty=st.sampled_from((None, "easy", "hard")),
    bank=st.sampled_from((None, "final")),
)
blueprints = st.lists(lines, min_size=1, max_size=3)


def drawn(rules: list[Rule], pool: list[Candidate], seed: str) -> tuple[str, ...] | None:
    try:
        return drawing.draw(rules, pool, seed)
    except drawing.Unmet:
        return None


@given(blueprints, pools, st.text(max_size=4), st.randoms())
def test_a_seed_repeats_in_whatever_order_the_pool_comes(rules, pool, seed, chance):
    other = list(pool)
    chance.shuffle(other)
    assert drawn(rules, pool, seed) == drawn(rules, other, seed)


@given(blueprints, pools, st.text(max_size=4))
def test_a_draw_is_found_exactly_where_there_is_one(rules, pool, seed):
    seats = [rule for rule in rules for _ in range(rule.count)]
    possible = any(
        all(rule.fits(one) for rule, one in zip(seats, chosen, strict=True))
        for chosen in permutations(pool, len(seats))
    )
    found = drawn(rules, pool, seed)
    assert (found is not None) == possible
    if found is not None:
        by_name = {one.name: one for one in pool}
        assert len(set(found)) == len(seats)
        assert all(rule.fits(by_name[name]) for rule, name in zip(seats, found, strict=True))


def test_items_met_before_are_taken_last():
    pool = [Candidate(name, "a", "easy") for name in "uvwxyz"]
    for seed in map(str, range(20)):
        found = drawing.draw([Rule(count=4)], pool, seed, avoid={"u", "v"})
        assert set(found) == set("wxyz")
        assert len(drawing.draw([Rule(count=6)], pool, seed, avoid={"u", "v"})) == 6


def test_seeds_differ():
    pool = [Candidate(f"i{number}", "a", "easy") for number in range(30)]
    assert len({drawing.draw([Rule(count=5)], pool, str(seed)) for seed in range(20)}) == 20


def test_a_line_that_stays_short_is_named():
    pool = [Candidate("x", "a", "easy")]
    with pytest.raises(drawing.Unmet, match="line 2"):
        drawing.draw([Rule(count=1), Rule(count=1, objective="b")], pool, "s")

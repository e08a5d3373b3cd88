"""An attempt is a function of its events: replayed it comes to the same, nothing counts twice."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import attempting, itemkinds, quiz
from courses.domain.attempting import Event, Terms
from courses.domain.itemkinds import Structure
from tests.courses.domain import random_items

SINGLE = itemkinds.parse(
    {
        "kind": "single",
        "objective": "o",
        "difficulty": "easy",
        "options": ("a", "b", "c"),
        "correct": ("b",),
    }
)
ESSAY = itemkinds.parse(
    {
        "kind": "essay",
        "objective": "o",
        "difficulty": "hard",
        "rubric": [{"id": "clear", "points": 2}, {"id": "full", "points": 3}],
    }
)


def answer(id_: str, *response: str) -> Event:
    return Event("answer", id_, response)


def check(id_: str) -> Event:
    return Event("check", id_)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Structure, list[Event], Terms]:
    structure = draw(random_items.structures())
    return structure, draw(random_items.histories(structure)), draw(random_items.terms)


@given(cases())
def test_replay_comes_to_the_same_and_marks_stay_between_nothing_and_one(case):
    structure, events, terms = case
    first = attempting.outcome(structure, events, terms)
    assert attempting.outcome(structure, list(events), terms) == first
    assert 0 <= first.marks <= first.marked.marks <= 1


@given(cases(), st.data())
def test_an_event_that_arrives_again_changes_nothing(case, data):
    structure, events, terms = case
    if not events:
        return
    again = data.draw(st.sampled_from(events))
    at = data.draw(st.integers(events.index(again) + 1, len(events)))
    doubled = [*events[:at], again, *events[at:]]
    once = attempting.outcome(structure, events, terms)
    assert attempting.outcome(structure, doubled, terms) == once


@given(cases())
def test_live_is_replay_each_event_judged_as_it_comes(case):
    """A server that stores only what is new keeps a history that comes to the same."""
    structure, events, terms = case
    kept: list[Event] = []
    for event in events:
        if event.kind != "answer" or attempting.verdict(kept, event, None) == "new":
            kept.append(event)
    told = [event for event in events if event.kind == "answer"]
    if len({event.id for event in events}) == len(events) and terms.behaviour == "deferred":
        assert attempting.outcome(structure, kept, terms).response == (
            told[-1].response if told else ()
        )
    live = attempting.outcome(structure, kept, terms)
    assert live == attempting.outcome(structure, tuple(kept), terms)


@given(st.permutations(range(5)), st.data())
def test_a_page_that_was_overtaken_never_writes_over_what_stands(order, data):
    """Events of one page that arrive late and in any order: the newest that arrived stands."""
    chain = [answer(f"e{n}", "abc"[n % 3]) for n in range(5)]
    kept: list[Event] = []
    newest = -1
    for number in order:
        seen = {"none"} if number == 0 else {"none", *(f"e{n}" for n in range(number))}
        if attempting.verdict(kept, chain[number], seen) == "new":
            assert number > newest
            kept.append(chain[number])
            newest = number
    assert attempting.verdict(kept, chain[newest], {"none"}) == "same"


@pytest.mark.parametrize(
    ("seen", "expected"),
    [(None, "new"), ({"e1"}, "new"), ({"none"}, "overtaken"), (set(), "overtaken")],
)
def test_another_answer_needs_to_know_the_one_that_stands(seen, expected):
    assert attempting.verdict([answer("e1", "a")], answer("e2", "b"), seen) == expected


def test_the_same_words_are_no_conflict_and_no_new_event():
    assert attempting.verdict([answer("e1", "a")], answer("e2", "a"), set()) == "same"
    assert attempting.verdict([], answer("e2"), None) == "same"


def test_immediate_closes_an_answer_with_its_first_check():
    events = [answer("1", "a"), check("2"), answer("3", "b")]
    found = attempting.outcome(SINGLE, events, Terms(behaviour="immediate"))
    assert (found.response, found.marks, found.closed) == (("a",), 0, True)
    assert attempting.outcome(SINGLE, events, Terms()).marks == 1


def test_retry_costs_the_penalty_for_each_change_after_a_check():
    terms = Terms(behaviour="retry", tries=3, penalty=30)
    events = [answer("1", "a"), check("2"), answer("3", "c"), check("4"), answer("5", "b")]
    assert attempting.outcome(SINGLE, events, terms).marks == Fraction(4, 10)
    assert attempting.outcome(SINGLE, events[:2], terms).marks == 0
    assert not attempting.outcome(SINGLE, events[:4], terms).closed
    done = attempting.outcome(SINGLE, [*events[:4], answer("5", "a"), check("6")], terms)
    assert done.closed
    right = attempting.outcome(SINGLE, [answer("1", "b"), check("2"), answer("3", "a")], terms)
    assert (right.marks, right.closed, right.checks) == (1, True, 1)


def test_a_check_of_nothing_is_no_try():
    found = attempting.outcome(SINGLE, [check("1")], Terms(behaviour="immediate"))
    assert (found.checks, found.closed) == (0, False)


def test_an_essay_waits_for_its_grade_and_the_last_grade_counts():
    wrote = answer("1", "A list of names.")
    assert attempting.outcome(ESSAY, [wrote], Terms()).pending
    assert not attempting.outcome(ESSAY, [], Terms()).pending
    first = Event("grade", "2", points={"clear": 1, "full": 1})
    second = Event("grade", "3", points={"clear": 2, "full": 2})
    found = attempting.outcome(ESSAY, [wrote, first, second], Terms())
    assert (found.marks, found.pending) == (Fraction(4, 5), False)


@pytest.mark.parametrize(
    "points", [{"clear": 1}, {"clear": 3, "full": 0}, {"clear": -1, "full": 0}]
)
def test_points_out_of_the_rubric_are_refused(points):
    with pytest.raises(ValueError, match="points"):
        quiz.graded(ESSAY, points)

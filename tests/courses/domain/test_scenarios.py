"""Scenarios: a story is a function of its choices, and what the search reports is so."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.domain import branching, bundle, plots
from courses.domain.playing import ClosedError, News, Play
from courses.domain.problems import BundleError
from courses.domain.scenario import AXES, Structure
from tests.courses import example
from tests.courses.domain.random_scenarios import stories, structures

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def call() -> Play:
    return Play(example.course().scenarios["call"].structure)


def test_a_choice_moves_clock_axes_and_flags_and_lays_evidence(call: Play):
    state = call.choose(call.begin(), "ask")
    assert state.scene == "second"
    assert state.position.clock == 15
    assert state.axes | {"trust": 65, "speed": 40} == state.axes
    assert state.position.flags == {"asked"}
    assert state.evidence == ("note", "log")
    assert state.path[0].changes == {"trust": 15, "speed": -10}


def test_an_axis_moves_no_further_than_its_end_and_the_path_says_what_it_really_moved(call: Play):
    state = call.choose(call.begin(), "wait")
    assert state.axes["speed"] == 0
    assert state.path[0].changes["speed"] == -50


def test_news_come_by_the_clock_once_and_set_their_flags(call: Play):
    state = call.choose(call.begin(), "wait")
    assert state.news == (News("press", {"trust": -5}),)
    assert state.position.flags == {"press-asks"}
    assert call.choose(state, "tell").news == ()


def test_news_that_a_flag_speaks_against_do_not_come(call: Play):
    assert call.replay(["ask", "share"]).position.shown == frozenset()


def test_a_fork_takes_the_first_line_whose_conditions_hold(call: Play):
    assert call.replay(["ask", "share"]).scene == "contained"
    assert call.replay(["wait", "tell"]).scene == "spread"


@pytest.mark.parametrize("choices", [["nothing"], ["ask", "tell"], ["wait", "share"]])
def test_what_is_not_open_is_refused(call: Play, choices: list[str]):
    with pytest.raises(ClosedError, match=f"the choice '{choices[-1]}' is not open"):
        call.replay(choices)


@LAWS
@given(structures(circles=True), st.randoms(use_true_random=False))
def test_a_story_replayed_is_the_story_as_it_was_played(structure: Structure, chance):
    play = Play(structure)
    state = play.begin()
    for _choice in range(8):
        assert play.replay(taken.choice for taken in state.path) == state
        assert all(0 <= level <= 100 for level in state.axes.values())
        ways = play.open(state.position)
        for choice in play.scenes[state.scene].choices:
            if choice not in ways:
                with pytest.raises(ClosedError):
                    play.choose(state, choice.id)
        if not ways:
            break
        state = play.choose(state, chance.choice(ways).id)


@LAWS
@given(structures())
def test_what_the_path_says_adds_up_to_the_axes(structure: Structure):
    play = Play(structure)
    for state in stories(play)[:50]:
        came = [*state.opening, *(news for taken in state.path for news in taken.news)]
        changes = [*(one.changes for one in came), *(one.changes for one in state.path)]
        for axis in AXES:
            moved = sum(table.get(axis, 0) for table in changes)
            assert structure.axes[axis] + moved == state.axes[axis]


@LAWS
@given(structures())
def test_the_search_sees_what_walking_every_story_sees(structure: Structure):
    play, seen = Play(structure), branching.explore(structure)
    walked = stories(play)
    assert seen.whole
    assert seen.exact
    assert seen.scenes == {state.scene for state in walked}
    assert seen.injects == {name for state in walked for name in state.position.shown}
    assert seen.choices == {
        (state.scene, choice.id) for state in walked for choice in play.open(state.position)
    }
    ended = [state for state in walked if play.scenes[state.scene].ending]
    for axis in AXES:
        assert seen.best[axis] == max((state.axes[axis] for state in ended), default=0)
    stuck = [state for state in walked if not play.open(state.position) and state not in ended]
    assert set(seen.stuck) == {state.scene for state in stuck}


@LAWS
@given(structures(circles=True))
def test_stories_followed_in_bundles_leave_out_none(structure: Structure):
    play, seen = Play(structure), branching.search(structure, 5_000, exact=False)
    assert seen.whole
    for state in stories(play, depth=4):
        assert state.scene in seen.scenes
        assert seen.injects >= state.position.shown
        assert seen.choices >= {(state.scene, one.id) for one in play.open(state.position)}
        if play.scenes[state.scene].ending:
            assert all(level <= seen.best[axis] for axis, level in state.axes.items())
    for name, path in seen.stuck.items():
        assert (play.replay(path).scene, play.open(play.replay(path).position)) == (name, ())


@LAWS
@given(structures(circles=True), st.integers(1, 300))
def test_a_search_that_was_cut_short_invents_nothing(structure: Structure, limit: int):
    play, seen = Play(structure), branching.explore(structure, limit)
    for name, path in seen.stuck.items():
        state = play.replay(path)
        assert state.scene == name
        assert not play.open(state.position)
    found = plots.problems(structure, "x", limit)
    said = {place: set() for place in (problem.place for problem in found)}
    for problem in found:
        said[problem.place].add(problem.sentence)
    for state in stories(play, depth=4):
        here = said.get(f"x, scenes.{state.scene}", set())
        assert "no story leads to this scene." not in here
        if play.scenes[state.scene].ending:
            assert "no ending can be reached from here." not in here
            for axis, level in state.axes.items():
                unwinnable = any("no story ends" in one for one in said.get(f"x, axes.{axis}", ()))
                assert level < branching.WON or not unwinnable
        for choice in play.open(state.position):
            there = said.get(f"x, scenes.{state.scene}.choices.{choice.id}", set())
            assert "this choice is never open." not in there
        for name in state.position.shown:
            assert f"x, injects.{name}" not in said or _speaks_of_flags(said[f"x, injects.{name}"])


def _speaks_of_flags(sentences: set[str]) -> bool:
    """A flag that nothing sets is a mistake also where it does no harm, after `unless`."""
    return all("nothing sets the flag" in sentence for sentence in sentences)


SCENARIO = "scenarios/call/scenario.toml"


def sense(path: str, old: str, new: str) -> str:
    text = example.FILES[path]
    assert old in text
    course = example.course({path: text.replace(old, new)})
    return "\n".join(map(str, bundle.problems(course)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('start = "first"', 'start = "none"', "start: no scene is called `none`"),
        ('id = "call"', 'id = "cell"', "id: expected `call`, the name of the folder"),
        ('to = "alone"', 'to = "nowhere"', "choices.stay.to: no scene and no fork is called"),
        ('id = "spread"', 'id = "contained"', "scenes: the id `contained` stands twice"),
        ('to = "spread"', 'to = "evening"', "turns.evening: this fork can lead back to itself"),
        ('to = "spread"', 'to = "spread"\nafter = 5', "the last line has a condition"),
        ('needs = ["asked"]', 'needs = ["never"]', "nothing sets the flag `never`"),
        (
            'needs = ["asked"]',
            'needs = ["asked", "press-asks"]',
            "choices.share: this choice is never open",
        ),
        ("before = 90", "before = 30", "scenes.contained: no story leads to this scene"),
        (
            'unless = ["asked"]\neffects = { trust',
            'has = ["asked"]\neffects = { trust',
            "press: no",
        ),
        ("at = 30", "at = 90", "injects.press: no story shows this inject"),
        ("learning = 15", "learning = -15", ""),
        ("rights = 10", "trust = 10", "axes.rights: no choice and no inject touches this axis"),
        ("rights = 10", "rights = 9", "axes.rights: no story ends with 60 or more here"),
        ('evidence = ["log"]', "evidence = []", "evidence.log: no scene lays this card"),
        ('id = "alone"\nending = true', 'id = "alone"', "found 0; a scene that ends the story"),
        ('id = "alone"\nending = true', 'id = "alone"', "scenes.alone: no ending can be reached"),
        ('id = "alone"\nending = true', 'id = "alone"', "expected 3 endings or more, found 2"),
        ('see = "first#text"', 'see = "first#no"', "choices.ask.see: no block is `first#no`"),
        ('norms = ["d"]', 'norms = ["k"]', "`k` is not among `norms` of the scenario"),
        ('objectives = ["see"]', 'objectives = ["fly"]', "no lesson has the outcome `fly`"),
    ],
)
def test_a_scenario_that_does_not_make_sense_is_told_why(old: str, new: str, expected: str):
    found = sense(SCENARIO, old, new)
    assert expected in found if expected else found == ""


def test_a_scene_in_which_all_choices_may_be_closed_is_named_with_a_way_to_it():
    text = example.FILES[SCENARIO].replace('id = "stay"', 'id = "stay"\nneeds = ["asked"]')
    text = text.replace(
        'unless = ["asked"]\neffects = { legality', 'needs = ["asked"]\neffects = { legality'
    )
    found = bundle.problems(example.course({SCENARIO: text}))
    assert [str(one) for one in found] == [
        f"{SCENARIO}, scenes.second: all choices are closed after `wait`.",
        f"{SCENARIO}, axes.rights: no story ends with 60 or more here; the most is 50.",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("ar", "[injects.press]", "[injects.pres]", "ar.toml, injects: `press` is missing."),
        ("en", "second.choices.tell]", "second.choices.say]", "`say` is not known; expected"),
        ("ar", "[states]\nvellamar", "[states]\nother", "ar.toml, states: `vellamar` is missing"),
        ("ar", ' two?"]', ' two?", "x"]', "expected 2 questions as in `en`, found 3"),
        ("en", '"draft"', '"confirmed"', "`confirmed` needs `confirmed_by`"),
    ],
)
def test_words_that_are_missing_or_too_many_are_named(path: str, old: str, new: str, expected: str):
    assert expected in sense(f"scenarios/call/{path}.toml", old, new)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("speed = -60", "sped = -60", "scenes[0].choices[1].effects.sped: input should be"),
        ("trust = 15", "trust = 115", "scenes[0].choices[0].effects.trust: input should be less"),
        ("at-least =", "at_least =", "turns[0].lines[0].at_least: this name is not known here"),
        ("minutes = 15", "minuts = 15", "scenes[0].choices[0].minuts: this name is not known here"),
        ("legality = 50\n", "", "axes: "),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_its_place(old: str, new: str, expected: str):
    with pytest.raises(BundleError) as caught:
        example.course({SCENARIO: example.FILES[SCENARIO].replace(old, new)})
    assert f"{SCENARIO}, {expected}" in str(caught.value)


def test_a_language_without_its_words_is_a_problem():
    files = example.files()
    del files["scenarios/call/ar.toml"]
    with pytest.raises(BundleError, match=r"scenarios/call/ar\.toml: this file is missing"):
        bundle.parse(files)


def test_paragraphs_are_written_as_people_edit_them():
    written = bundle.files(example.course())["scenarios/call/en.toml"]
    assert 'background = """\nEnglish background\n\nEnglish more"""\n' in written

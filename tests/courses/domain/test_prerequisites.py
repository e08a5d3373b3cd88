"""Topics and prerequisites of a bundle, and what moved between two releases."""

import pytest

from courses.domain import bundle, prerequisites, releases
from courses.domain.problems import BundleError
from tests.courses import example

HEAD = "pass_mark = 60\n"


def with_lines(*lines: str) -> dict[str, str]:
    text = example.FILES["course.toml"]
    return {"course.toml": text.replace(HEAD, HEAD + "".join(f"{line}\n" for line in lines))}


def problems(line: str, known: prerequisites.Known) -> list[str]:
    return [str(one) for one in bundle.problems(example.course(with_lines(line)), known)]


def test_topics_level_and_prerequisites_are_read_and_written_back():
    lines = ('level = "advanced"', 'topics = ["csirt"]', 'prerequisites = ["first-steps"]')
    course = example.course(with_lines(*lines))
    assert course.outline.level == "advanced"
    assert course.outline.topics == ("csirt",)
    assert course.outline.prerequisites == ("first-steps",)
    assert bundle.parse(bundle.files(course)) == course


def test_a_course_without_them_is_written_without_them():
    text = bundle.files(example.course())["course.toml"]
    assert not {"level", "topics", "prerequisites"} & set(text.split())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('topics = ["cooking"]', "course.toml, topics[0]: input should be 'strategy'"),
        ('level = "hard"', "course.toml, level: input should be 'introductory'"),
        ('prerequisites = ["A course"]', "course.toml, prerequisites[0]"),
        ("prerequisites = []", "course.toml, prerequisites"),
    ],
)
def test_an_unknown_topic_level_or_id_is_refused_with_its_place(line: str, said: str):
    with pytest.raises(BundleError) as caught:
        example.course(with_lines(line))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('prerequisites = ["b"]', "course.toml, prerequisites[0]: no course is called `b`."),
        ('prerequisites = ["small"]', "`small` lead back to this course"),
        ('prerequisites = ["c"]', "prerequisites[0]: `c`, `d` and `small` lead back to this"),
        ('prerequisites = ["e", "e"]', "prerequisites[1]: the course `e` stands twice."),
        ('topics = ["csirt", "csirt"]', "course.toml, topics: `csirt` stands twice."),
    ],
)
def test_prerequisites_that_make_no_sense_are_problems_with_their_place(line: str, said: str):
    known = {"c": ["d"], "d": ["small"], "e": ["f"], "f": ["e"]}
    assert said in "\n".join(problems(line, known))


def test_a_circle_elsewhere_does_not_hold_up_a_course():
    assert problems('prerequisites = ["e"]', {"e": ["f"], "f": ["e"]}) == []


def part(name: str, sha256: str = "0") -> dict[str, str]:
    return {"id": name, "sha256": sha256}


def test_what_moved_between_two_releases_is_told_in_the_order_of_the_newer():
    before = {"parts": [part("a"), part("b"), part("c")]}
    after = {"parts": [part("d"), part("c", "1"), part("a")]}
    found = releases.changes(before, after)
    assert found == releases.Changes(new=("d",), changed=("c",), gone=("b",))
    assert not releases.changes(before, {"parts": before["parts"][::-1]})


def test_the_hash_does_not_depend_on_the_order_of_keys():
    one = {"course": "é", "parts": []}
    assert releases.digest(one) == releases.digest(dict(reversed(one.items())))
    assert releases.canonical(one) == '{"course":"é","parts":[]}'

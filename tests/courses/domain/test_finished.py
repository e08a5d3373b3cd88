"""What a course has before it is shipped: outcomes taught and asked for, nothing that grows old."""

import pytest

from courses import bundles
from courses.domain import bundle, finished
from tests.courses import example


def told(changes: dict[str, str] | None = None) -> list[str]:
    return [str(one) for one in finished.problems(example.course(changes))]


def changed(path: str, old: str, new: str) -> dict[str, str]:
    text = example.FILES[path]
    assert old in text
    return {path: text.replace(old, new)}


@pytest.mark.parametrize("slug", bundles.shipped())
def test_a_shipped_course_is_finished(slug: str):
    assert finished.problems(bundles.load(slug)) == []


def test_a_small_course_lacks_checks_sources_items_and_says_where():
    assert told() == [
        "en/first.md: expected 2 blocks `check` or more.",
        "en/second.md: expected 2 blocks `check` or more.",
        "en/second.md: expected a block `sources`.",
        "en/second.md, outcome `say`: no item leads to the passage that teaches it.",
        "course.toml, module `start`: expected 12 items, found 2.",
    ]


def test_an_outcome_that_nobody_asks_for_is_told():
    assert "en/second.md, outcome `say`: no item asks for it." in told(
        changed("items/several.toml", 'objective = "say"', 'objective = "see"')
    )


@pytest.mark.parametrize(
    "sentence",
    ["It currently has 3 members.", "In 2026 it met.", "It costs US$ 40.", "As of May, it is so."],
)
def test_a_sentence_that_grows_old_belongs_in_a_box(sentence: str):
    found = told(changed("en/second.md", TEXT, f"{TEXT}\n\n{sentence}"))
    assert any("grows old: say it in a block `facts`" in one for one in found)


def test_what_was_invented_may_have_a_date_and_a_price():
    tale = '\n::: callout tale\ntone = "example"\ntitle = "T"\n---\nIn 2027 it paid US$ 40.\n:::\n'
    changes = {f"{code}/second.md": example.FILES[f"{code}/second.md"] + tale for code in LANGUAGES}
    assert not [one for one in told(changes) if "grows old" in one]


def test_what_an_outcome_serves_is_read_written_and_refused_with_its_place():
    head = example.FILES["course.toml"]
    line = 'serves = { see = ["model/question", "model/other"] }\n'
    course = example.course({"course.toml": head.replace("hours = 0.5\n", f"hours = 0.5\n{line}")})
    assert course.outline.serves == {"see": ("model/question", "model/other")}
    assert bundle.parse(bundle.files(course)) == course
    strange = head.replace("hours = 0.5\n", f"hours = 0.5\n{line.replace('see', 'ghost')}")
    found = bundle.problems(example.course({"course.toml": strange}))
    assert [str(one) for one in found] == [
        "course.toml, serves: no lesson has the outcome `ghost`."
    ]


TEXT = "English text"
LANGUAGES = ("en", "ar")

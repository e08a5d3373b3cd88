"""A translation put together from the structure of the source and its own words; and the source
in place of what is no longer safe."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import drift, falling, segments, weaving
from courses.domain.segments import Segment
from courses.domain.weaving import Cloth

SOURCE = {
    "title": "A list",
    "summary": "Who is served",
    "outcomes": [{"type": "outcome", "id": "o", "value": {"anchor": "see", "text": "See"}}],
    "body": [
        {
            "type": "text",
            "id": "t",
            "value": {"anchor": "t", "body": "<h2>Ten</h2><p>One <b>by</b> one</p><p>Last</p>"},
        },
        {
            "type": "check",
            "id": "c",
            "value": {
                "anchor": "c",
                "prompt": "Who?",
                "options": [
                    {"id": "a", "value": {"text": "All", "feedback": "No", "correct": False}},
                    {"id": "b", "value": {"text": "Ten", "feedback": "Yes", "correct": True}},
                ],
            },
        },
    ],
}


def translated(raw=SOURCE):
    """The same in the language of tests: every word with a sign behind it."""
    cloth = Cloth({one.path: one.text + "*" for one in segments.of(raw)})
    return weaving.woven(raw, {}, cloth)


def changed(**blocks):
    found = deepcopy(SOURCE)
    for one in found["body"]:
        if one["id"] in blocks:
            one["value"].update(blocks[one["id"]])
    return found


def compared(now, mine):
    """The drifts of `mine`, a translation of SOURCE, to the source of now."""
    sources = segments.of(SOURCE)
    made = [
        Segment(own.path, one.text) for own, one in zip(segments.of(mine), sources, strict=True)
    ]
    return drift.compare(made, segments.of(now))


def test_the_words_of_a_lesson_and_where_they_stand():
    assert segments.texts(SOURCE) == {
        "title": "A list",
        "summary": "Who is served",
        "outcomes/o/text": "See",
        "body/t/body#0": "Ten",
        "body/t/body#1": "One **by** one",
        "body/t/body#2": "Last",
        "body/c/prompt": "Who?",
        "body/c/options/a/text": "All",
        "body/c/options/a/feedback": "No",
        "body/c/options/b/text": "Ten",
        "body/c/options/b/feedback": "Yes",
    }


def test_words_of_items_and_scenarios():
    raw = {"prompt": "Who?", "options": {"a": {"text": "All"}}, "debrief": {"questions": ["Why?"]}}
    found = segments.texts(raw | {"state": "draft", "confirmed_on": "2026-11-01"})
    assert found == {"prompt": "Who?", "options/a/text": "All", "debrief/questions/0": "Why?"}
    assert weaving.woven(raw, {}, Cloth({"debrief/questions/0": "Pourquoi ?"})) == {
        **raw,
        "debrief": {"questions": ["Pourquoi ?"]},
    }


def test_a_translation_of_everything_has_the_structure_of_the_source():
    mine = translated()
    assert {path: text.replace("\\", "") for path, text in segments.texts(mine).items()} == {
        path: f"{text}*" for path, text in segments.texts(SOURCE).items()
    }
    assert mine["body"][1]["value"]["options"][1]["value"]["correct"] is True


def test_weaving_in_what_is_there_changes_nothing():
    mine = translated()
    mine["body"][0]["value"]["body"] = mine["body"][0]["value"]["body"].replace(
        "<p>", '<p data-block-key="k">'
    )
    assert weaving.woven(SOURCE, mine, Cloth(segments.texts(mine))) == mine


@given(st.sets(st.sampled_from(sorted(segments.texts(SOURCE)))))
def test_what_has_no_words_yet_is_left_out_and_the_rest_stays(missing):
    words = {one.path: one.text for one in segments.of(translated()) if one.path not in missing}
    raw = weaving.woven(SOURCE, {}, Cloth(words))
    found = segments.texts(raw)
    whole = {"title", "summary"}
    for path, text in found.items():
        if path not in whole and "#" not in path:
            assert words[path] == text
    assert found["title"] == words.get("title", SOURCE["title"])


def test_a_paragraph_whose_source_is_gone_stays_until_it_is_taken_out():
    mine = translated()
    now = changed(t={"body": "<h2>Ten</h2><p>Last</p>"})
    words = {"body/t/body#0": "Zehn", "body/t/body#1": "Letztes"}
    kept = weaving.woven(now, mine, Cloth(words, {"body/t/body#1": "body/t/body#0"}))
    assert list(segments.texts({"body": kept["body"]}).values())[:3] == [
        "Zehn",
        segments.texts(mine)["body/t/body#1"],
        "Letztes",
    ]
    out = weaving.woven(now, mine, Cloth(words))
    assert out["body"][0]["value"]["body"] == "<h2>Zehn</h2><p>Letztes</p>"


def test_a_block_whose_source_is_gone_stays_where_it_stood_until_it_is_taken_out():
    mine, now = translated(), deepcopy(SOURCE)
    del now["body"][0]
    assert [one["id"] for one in weaving.woven(now, mine, Cloth({}))["body"]] == ["t", "c"]
    some = frozenset({"body/t/body#0", "body/t/body#1"})
    assert len(weaving.woven(now, mine, Cloth({}, taken=some))["body"]) == 2
    taken = Cloth({}, taken=some | {"body/t/body#2"})
    assert [one["id"] for one in weaving.woven(now, mine, taken)["body"]] == ["c"]


def test_an_option_is_taken_out_of_a_check():
    mine, now = translated(), deepcopy(SOURCE)
    del now["body"][1]["value"]["options"][0]
    taken = Cloth({}, taken=frozenset({f"body/c/options/a/{x}" for x in ("text", "feedback")}))
    options = weaving.woven(now, mine, taken)["body"][1]["value"]["options"]
    assert [one["id"] for one in options] == ["b"]


def test_blocks_follow_the_order_of_the_source():
    now = {**SOURCE, "body": SOURCE["body"][::-1]}
    mine = translated()
    found = weaving.woven(now, mine, Cloth(segments.texts(mine)))
    assert [one["id"] for one in found["body"]] == ["c", "t"]


def test_a_link_and_a_list_of_sources_are_a_languages_own():
    source = {"body": [{"type": "sources", "id": "s", "value": {"anchor": "s", "sources": [1]}}]}
    mine = {"body": [{"type": "sources", "id": "s", "value": {"anchor": "s", "sources": [2]}}]}
    assert weaving.woven(source, mine, Cloth({})) == mine
    assert weaving.woven(source, {}, Cloth({})) == source


ENGLISH = falling.Tongue("en", "ltr")


def fallen(now, mine, *paths):
    drifts = compared(now, mine)
    grave = [one for one in drifts if (one.path or one.made[0]) in paths]
    assert len(grave) == len(paths)
    return falling.fall(now["body"], mine["body"], drifts, grave, ENGLISH)


def test_an_unsafe_paragraph_stands_there_in_the_language_of_the_source():
    mine = translated()
    now = changed(t={"body": "<h2>Ten</h2><p>Never one <b>by</b> one</p><p>Last</p>"})
    found = fallen(now, mine, "body/t/body#1")
    text = found.body[0]["value"]["body"]
    assert '<p lang="en" dir="ltr">Never one <strong>by</strong> one</p>' in text
    assert "<h2>Ten*</h2>" in text
    assert "<p>Last*</p>" in text
    assert found.foreign == ()
    assert mine == translated()


def test_a_new_warning_is_shown_and_a_dangerous_word_is_not():
    mine = translated()
    now = changed(t={"body": "<h2>Ten</h2><p>Stop</p><p>Last</p>"})
    drifts = compared(now, mine)
    grave = [one for one in drifts if one.kind is not drift.Kind.SAME]
    found = falling.fall(now["body"], mine["body"], drifts, grave, ENGLISH)
    assert found.body[0]["value"]["body"] == (
        '<h2>Ten*</h2><p lang="en" dir="ltr">Stop</p><p>Last*</p>'
    )


def test_a_block_of_fields_falls_as_a_whole():
    mine = translated()
    now = changed(c={"prompt": "Who must not?"})
    found = fallen(now, mine, "body/c/prompt")
    assert found.foreign == ("c",)
    assert found.body[1] == now["body"][1]


def test_a_block_that_is_gone_for_safety_is_shown_no_more():
    mine, now = translated(), deepcopy(SOURCE)
    del now["body"][1]
    drifts = compared(now, mine)
    grave = [one for one in drifts if one.kind is drift.Kind.REMOVED]
    found = falling.fall(now["body"], mine["body"], drifts, grave, ENGLISH)
    assert [one["id"] for one in found.body] == ["t"]


def test_where_nothing_of_the_body_is_unsafe_nothing_falls():
    assert falling.fall(SOURCE["body"], translated()["body"], [], [], ENGLISH) is None


@pytest.mark.parametrize(
    ("kind", "fields", "missing"),
    [
        ("text", {"anchor": None, "body": None}, []),
        ("text", {"anchor": None, "body": None, "aside": None}, ["text.aside"]),
        ("check", {"options": {"text": None, "hint": None}}, ["check.options.hint"]),
        ("poem", {}, ["poem"]),
    ],
)
def test_a_field_that_nobody_decided_about_is_named(kind, fields, missing):
    assert segments.undecided(kind, fields) == missing

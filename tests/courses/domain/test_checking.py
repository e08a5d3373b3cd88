"""The content checks: what each of them finds, and what it leaves alone."""

from typing import Any

import pytest

from courses.domain import checking, linkwords, markup, readability
from courses.domain.checking import Finding, Lesson, Rule
from courses.domain.markup import Heading, Link, Passage

LONG = "word " * 40 + "end."


def text(html: str, name: str = "a") -> dict[str, Any]:
    return {"type": "text", "id": name, "value": {"body": html}}


def lesson(*blocks: dict[str, Any], **more: Any) -> Lesson:
    fields = {"language": "en", "summary": "Sound.", "outcomes": [{"value": {}}], "body": blocks}
    return Lesson(**{**fields, **more})


def rules(one: Lesson) -> list[Rule]:
    return [found.rule for found in checking.lesson(one)]


def test_a_sound_lesson_has_nothing_to_mend():
    image = {"type": "image", "id": "b", "value": {"image": 1, "alt": "Three circles."}}
    assert rules(lesson(text("<h2>Who</h2><p>A list.</p><h3>Why</h3>"), image)) == []


def test_an_empty_lesson_lacks_summary_outcome_and_text():
    found = rules(lesson(summary=" ", outcomes=[]))
    assert found == [Rule.SUMMARY, Rule.OUTCOME, Rule.EMPTY]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h3>Deep</h3><p>x</p>", [Finding(Rule.HEADING_ORDER, "a", "Deep", 3)]),
        ("<h2>One</h2><h3>Two</h3><h2>Three</h2>", []),
        ("<h2> </h2><p>x</p>", [Finding(Rule.HEADING_EMPTY, "a")]),
    ],
)
def test_headings_go_down_one_level_at_a_time(html: str, expected: list[Finding]):
    assert list(checking.lesson(lesson(text(html)))) == expected


def test_a_heading_goes_on_from_the_block_before():
    assert rules(lesson(text("<h2>One</h2>", "a"), text("<h3>Two</h3>", "b"))) == []
    assert rules(lesson(text("<p>x</p>", "a"), text("<h3>Two</h3>", "b"))) == [Rule.HEADING_ORDER]


@pytest.mark.parametrize(
    ("language", "words", "empty"),
    [
        ("en", "Click here!", True),
        ("en", "the mandate of the team", False),
        ("en", "https://example.org/a", True),
        ("fr", "Cliquez ici", True),
        ("fr", "«\u00a0en savoir plus\u00a0»", True),
        ("es", "aquí", True),
        ("es", "la lista", False),
        ("ar", "اضغط هنا", True),
        ("ar", "تفويض الفريق", False),
        ("ar", "here", True),
        ("pt", "aqui", False),
    ],
)
def test_links_say_where_they_lead(language: str, words: str, empty: bool):
    assert linkwords.says_nothing(words, language) is empty
    found = rules(lesson(text(f'<p>See <a href="/x/">{words}</a>.</p>'), language=language))
    assert (Rule.LINK in found) is empty


def test_a_long_sentence_is_counted_and_cut():
    found = checking.lesson(lesson(text(f"<p>Short. {LONG}</p>")))
    assert [(one.rule, one.block, one.number) for one in found] == [(Rule.SENTENCE, "a", 41)]
    assert len(found[0].extract) <= checking.EXTRACT


def test_no_rule_fills_the_list():
    found = rules(lesson(text(f"<p>{LONG}</p>" * 9)))
    assert found == [Rule.SENTENCE] * checking.MOST


def test_an_image_needs_words_of_its_own_and_little_weight():
    def image(**value: Any) -> Lesson:
        return lesson(
            {"type": "image", "id": "b", "value": {"image": 7, **value}}, sizes={7: 100_001}
        )

    assert rules(image(alt="")) == [Rule.ALT, Rule.IMAGE_SIZE]
    assert rules(image(alt="Circles", caption="Circles")) == [Rule.ALT_REPEATS, Rule.IMAGE_SIZE]
    assert rules(image(alt="map.PNG")) == [Rule.ALT_REPEATS, Rule.IMAGE_SIZE]


def test_a_film_needs_a_transcript_and_captions_in_the_language_of_the_page():
    def film(transcript: str, language: str) -> Lesson:
        captions = [{"type": "item", "value": {"language": language, "file": 3}}]
        value = {"title": "Film", "transcript": transcript, "captions": captions}
        return lesson({"type": "video", "id": "v", "value": value})

    assert rules(film("<p>A telephone rings.</p>", "en")) == []
    assert rules(film("<p> </p>", "fr")) == [Rule.TRANSCRIPT, Rule.CAPTIONS]


def test_a_heavy_page_and_a_placeholder_are_named():
    found = rules(lesson(text("<p>[Write here.]</p>"), weight=500_001, summary="[What for]"))
    assert found == [Rule.PLACEHOLDER, Rule.PAGE_SIZE, Rule.PLACEHOLDER]


def test_a_course_asks_for_what_it_teaches():
    whole = checking.course(
        lessons=2, quizzes={"Quiz": 2, "Empty": 0}, taught={"a": "Say", "b": "See"}, asked=["a"]
    )
    assert whole == (Finding(Rule.QUIZ_EMPTY, "", "Empty"), Finding(Rule.UNASKED, "", "See"))
    nothing = checking.course(lessons=0, quizzes={}, taught={"a": "Say"}, asked=[])
    assert [one.rule for one in nothing] == [Rule.NO_LESSON, Rule.NO_QUIZ]


def test_rich_text_is_read_in_its_order():
    html = "<h2>A &amp; B</h2><ul><li>one <b>two</b></li></ul><p>See <a href='/'>it</a>.<br>x</p>"
    assert markup.parts(html) == [
        Heading(2, "A & B"),
        Passage("one two"),
        Link("it"),
        Passage("See it. x"),
    ]


def test_sentences_end_in_every_script():
    assert readability.sentences("One. Two? Three!") == ["One.", "Two?", "Three!"]
    assert readability.sentences("من يقرر؟ الوزير.") == ["من يقرر؟", "الوزير."]
    assert readability.sentences("Qui décide\u00a0? Elle.") == ["Qui décide\u00a0?", "Elle."]


def test_the_level_is_that_of_lix_by_hand():
    # 120 words in 10 sentences, 30 of them longer than six letters: 12 + 25
    passage = "one two six big cat dog red sun sky " + "longest " * 3
    assert readability.level([f"{passage.strip()}."] * 10, "en") == 37
    assert readability.level(["Too short."], "en") is None
    assert readability.level(["كلمة " * 200], "ar") is None


def test_a_hard_text_is_named_once():
    hard = "Institutional responsibilities necessitate comprehensive documentation procedures. "
    assert rules(lesson(text(f"<p>{hard * 20}</p>"))) == [Rule.LEVEL]

"""What a published text was made from: kept, drafted, edited, imported; and the laws of it."""

from hypothesis import given
from hypothesis import strategies as st

from courses.domain import drift, settling
from courses.domain.segments import Segment
from courses.domain.settling import How, Known


def prose(*texts: str) -> list[Segment]:
    return [Segment(f"b/t#{number}", text) for number, text in enumerate(texts)]


def rows(*pairs: tuple[str, str]) -> list[Known]:
    return [Known(f"b/t#{number}", text, source) for number, (text, source) in enumerate(pairs)]


def told(mine, known, now, *, drafts=(), imported=False):
    found = settling.settled(mine, known, drafts, now, imported=imported)
    return [(one.text, one.source, one.how.value) for one in found]


NOW = prose("one", "two", "three")
ROWS = rows(("un", "one"), ("deux", "two"), ("trois", "three"))


def test_what_nobody_has_seen_was_made_from_the_source_of_now():
    assert told(prose("un", "deux", "trois"), [], NOW) == [
        ("un", "one", "new"),
        ("deux", "two", "new"),
        ("trois", "three", "new"),
    ]


def test_a_changed_source_changes_no_row():
    assert told(
        prose("un", "deux", "trois"), ROWS, prose("one", "too", "three"), imported=True
    ) == [
        ("un", "one", "kept"),
        ("deux", "two", "kept"),
        ("trois", "three", "kept"),
    ]


def test_who_mends_a_comma_has_not_read_the_source_again():
    now = prose("one", "too", "three")
    assert told(prose("un", "deux !", "trois"), ROWS, now)[1] == ("deux !", "two", "edited")
    assert told(prose("un", "deux !", "trois"), ROWS, now, imported=True)[1] == (
        "deux !",
        "too",
        "new",
    )


def test_a_draft_says_what_it_was_made_from():
    now, draft = prose("one", "too", "three"), Known("b/t#1", "aussi", "too")
    assert told(prose("un", "aussi", "trois"), ROWS, now, drafts=[draft])[1] == (
        "aussi",
        "too",
        "draft",
    )


def test_an_import_brings_a_paragraph_in_both_languages():
    now = prose("one", "and", "two", "three")
    found = told(prose("un", "et", "deux", "trois"), ROWS, now, imported=True)
    assert [(text, source) for text, source, _how in found] == [
        ("un", "one"),
        ("et", "and"),
        ("deux", "two"),
        ("trois", "three"),
    ]


def test_a_translation_with_fewer_paragraphs_says_all_of_the_source():
    assert told(prose("un deux", "trois"), [], prose("one", "two", "three"), imported=True) == [
        ("un deux", "one", "new"),
        ("trois", "two\n\nthree", "new"),
    ]


def test_a_title_is_told_by_its_place():
    now, known = [Segment("title", "List")], [Known("title", "Liste", "The list")]
    assert told([Segment("title", "Liste")], known, now) == [("Liste", "The list", "kept")]
    assert told([Segment("title", "La liste")], known, now)[0][1:] == ("The list", "edited")
    assert told([Segment("title", "La liste")], known, now, imported=True)[0][1:] == ("List", "new")


def test_where_texts_stand_in_the_source_of_now():
    now = prose("zero", "one", "three")
    found = settling.standing(drift.compare([Segment(r.path, r.source) for r in ROWS], now), ROWS)
    assert found.words == {"b/t#1": "un", "b/t#2": "trois"}
    assert found.stays == {"b/t#1": "b/t#1"}


words = st.sampled_from(["a", "b", "c", "d e", "f"])
documents = st.lists(words, max_size=5).map(lambda texts: prose(*texts))
known = st.lists(st.tuples(words, words), max_size=5).map(lambda pairs: rows(*pairs))


@given(documents, known, documents, st.booleans())
def test_every_text_is_settled_once(mine, before, now, imported):
    found = settling.settled(mine, before, [], now, imported=imported)
    assert [(one.path, one.text) for one in found] == [(one.path, one.text) for one in mine]


@given(known, documents)
def test_what_was_not_touched_keeps_its_source(before, now):
    mine = [Segment(one.path, one.text) for one in before]
    found = settling.settled(mine, before, [], now, imported=True)
    assert [(one.source, one.how) for one in found] == [(one.source, How.KEPT) for one in before]


@given(known, documents)
def test_every_text_stands_somewhere_once(before, now):
    made = [Segment(one.path, one.source) for one in before]
    found = settling.standing(drift.compare(made, now), before)
    assert len(found.words) + len(found.stays) == len(before)
    assert set(found.words) <= {one.path for one in now}

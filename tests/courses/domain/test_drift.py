"""What became of a text: every case that a translation can be behind by, and the laws."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import drift, gravity, worddiff
from courses.domain.drift import Kind, compare
from courses.domain.gravity import Gravity
from courses.domain.segments import Segment, digest

TEXT = (
    "Write down ten names and ten numbers before the first call.",
    "The mandate says who may act, and where it ends.",
    "A list that nobody can check is no list.",
    "Agree on one place where everybody looks for news.",
)


def paragraphs(*texts: str, field: str = "body/b/body") -> list[Segment]:
    return [Segment(f"{field}#{number}", text) for number, text in enumerate(texts)]


def kinds(before: list[Segment], after: list[Segment]) -> list[str]:
    return [one.kind.value for one in compare(before, after)]


def test_the_same_is_the_same():
    assert kinds(paragraphs(*TEXT), paragraphs(*TEXT)) == ["same"] * 4


def test_a_changed_paragraph():
    after = [TEXT[0], TEXT[1].replace("who may act", "who acts"), *TEXT[2:]]
    assert kinds(paragraphs(*TEXT), paragraphs(*after)) == ["same", "changed", "same", "same"]


def test_an_added_paragraph():
    after = [TEXT[0], "Nothing like it was here.", *TEXT[1:]]
    assert kinds(paragraphs(*TEXT), paragraphs(*after)) == ["same", "added"] + ["same"] * 3


def test_a_removed_paragraph_is_told_last():
    found = compare(paragraphs(*TEXT), paragraphs(TEXT[0], *TEXT[2:]))
    assert [one.kind for one in found] == [Kind.SAME] * 3 + [Kind.REMOVED]
    assert (found[-1].made, found[-1].before) == (("body/b/body#1",), TEXT[1])


def test_a_moved_paragraph_needs_no_word():
    found = compare(paragraphs(*TEXT), paragraphs(*TEXT[1:], TEXT[0]))
    assert [one.kind for one in found] == [Kind.SAME] * 3 + [Kind.MOVED]
    assert drift.count(found).left == 0
    assert drift.count(found).behind == 1


def test_a_paragraph_that_moves_to_another_block():
    before = [*paragraphs(*TEXT), *paragraphs("Here.", field="body/c/body")]
    after = [*paragraphs(*TEXT[1:]), *paragraphs("Here.", TEXT[0], field="body/c/body")]
    assert kinds(before, after) == ["same"] * 4 + ["moved"]


def test_a_split_paragraph():
    whole = f"{TEXT[0]} {TEXT[1]}"
    found = compare(paragraphs(TEXT[3], whole, TEXT[2]), paragraphs(TEXT[3], *TEXT[:3]))
    assert [one.kind.value for one in found] == ["same", "split", "split", "same"]
    assert {one.made for one in found[1:3]} == {("body/b/body#1",)}
    assert found[1].pair == found[2].pair == (digest(whole), digest("\n\n".join(TEXT[:2])))


def test_a_merged_paragraph():
    found = compare(paragraphs(*TEXT), paragraphs(f"{TEXT[0]} {TEXT[1]}", *TEXT[2:]))
    assert [one.kind.value for one in found] == ["merged", "same", "same"]
    assert found[0].made == ("body/b/body#0", "body/b/body#1")


def test_a_changed_title_and_option():
    before = [Segment("title", "A list"), Segment("body/c/options/o/text", "Everybody")]
    after = [Segment("title", "Other words wholly"), Segment("body/c/options/o/text", "Nobody")]
    assert kinds(before, after) == ["changed", "changed"]


def test_one_paragraph_made_from_two():
    made = [Segment("body/b/body#0", f"{TEXT[0]}\n\n{TEXT[1]}"), Segment("body/b/body#1", TEXT[2])]
    assert kinds(made, paragraphs(*TEXT[:3])) == ["same"] * 3
    changed = compare(made, paragraphs(TEXT[0], TEXT[1] + " Always.", TEXT[2]))
    assert [one.kind.value for one in changed] == ["same", "changed", "same"]
    assert changed[1].made == ("body/b/body#0",)


def test_words_are_counted_where_they_are_left():
    after = [TEXT[0], "Five words nobody has seen.", TEXT[1] + " Yes.", *TEXT[2:]]
    counts = drift.count(compare(paragraphs(*TEXT), paragraphs(*after)))
    assert (counts.segments, counts.behind, counts.new, counts.changed) == (5, 2, 5, 11)
    assert counts.words == sum(map(worddiff.words, after))


pool = st.sampled_from([*TEXT, "Yes", "Yes", f"{TEXT[0]} {TEXT[1]}", f"{TEXT[2]} {TEXT[3]}"])
texts = st.lists(
    pool | st.text("ab ", min_size=1, max_size=9).map(str.strip).filter(bool), max_size=7
)
fields = st.dictionaries(st.sampled_from(["title", "summary", "x/y"]), pool, max_size=3).map(
    lambda found: [Segment(path, text) for path, text in found.items()]
)
documents = st.tuples(fields, texts).map(lambda told: [*told[0], *paragraphs(*told[1])])


@given(documents)
def test_nothing_has_changed_where_nothing_has(segments):
    assert all(one.kind is Kind.SAME for one in compare(segments, segments))


@given(documents, documents)
def test_every_segment_of_now_is_told_once_and_nothing_is_lost(before, after):
    found = compare(before, after)
    assert [one.path for one in found if one.path] == [one.path for one in after]
    assert {path for one in found for path in one.made} == {one.path for one in before}


@given(documents, documents)
def test_what_is_said_of_a_segment_is_true(before, after):
    old = {one.path: one.text for one in before}
    for one in compare(before, after):
        match one.kind:
            case Kind.SAME | Kind.MOVED:
                assert one.text == one.before == one.after == old[one.made[0]]
            case Kind.ADDED:
                assert (one.made, one.before) == ((), "")
            case Kind.REMOVED:
                assert (one.path, one.after, one.before) == ("", "", old[one.made[0]])
            case _:
                assert one.before != one.after


@given(documents, documents)
def test_what_is_new_one_way_is_gone_the_other_way(before, after):
    there, back = compare(before, after), compare(after, before)
    news = [sum(one.kind is Kind.SAME for one in found) == len(found) for found in (there, back)]
    assert news[0] == news[1] == (before == after)


@given(st.permutations(TEXT))
def test_another_order_is_only_moved(order):
    found = compare(paragraphs(*TEXT), paragraphs(*order))
    assert {one.kind for one in found} <= {Kind.SAME, Kind.MOVED}


@given(st.text("ab c,.é", max_size=40), st.text("ab c,.é", max_size=40))
def test_the_pieces_of_a_difference_make_both_texts(old, new):
    pieces = worddiff.between(old, new)
    assert "".join(one.text for one in pieces if one.kind != "new") == old
    assert "".join(one.text for one in pieces if one.kind != "gone") == new
    assert all(one.kind == "same" for one in pieces) == (old == new)


def changed(before: str, after: str) -> drift.Drift:
    return compare([Segment("title", before)], [Segment("title", after)])[0]


@pytest.mark.parametrize(
    ("grave", "counts", "told", "replaced"),
    [
        (Gravity.TYPO, False, False, False),
        (Gravity.WORDING, True, False, False),
        (Gravity.MEANING, True, True, False),
        (None, True, True, False),
        (Gravity.SAFETY, True, True, True),
    ],
)
def test_the_class_of_a_change_says_what_readers_see(grave, counts, told, replaced):
    one = changed("Wait.", "Never wait.")
    ruled = {one.pair: grave} if grave is not None else {}
    assert gravity.effect(one, ruled) == gravity.Effect(counts, told, replaced)


def test_a_comma_makes_no_matter_of_safety_less():
    first, later = changed("Wait.", "Never wait."), changed("Wait.", "Never, wait.")
    ruled = {first.pair: Gravity.SAFETY}
    assert gravity.effect(later, ruled).replaced
    assert not gravity.effect(later, {**ruled, later.pair: Gravity.TYPO}).counts
    assert gravity.effect(changed("", "New."), {("", digest("Old.")): Gravity.SAFETY}).told
    assert not gravity.effect(changed("Wait.", "Wait."), ruled).counts


def test_only_signs_and_capitals_look_like_a_typo():
    assert gravity.guess("Ten names", "ten names.") is Gravity.TYPO
    assert gravity.guess("Ten names", "Two names") is None
    assert gravity.guess("", "New") is None


def test_a_change_is_classed_once_however_many_pieces_it_has():
    whole = f"{TEXT[0]} {TEXT[1]}"
    found = compare(paragraphs(whole, TEXT[2]), paragraphs(*TEXT[:3]))
    assert len(gravity.to_class(found)) == 1


def test_the_words_of_texts_become_signs_that_are_equal_where_the_words_are():
    (one, two), (three,) = worddiff.signs(["ten names", "Names, ten"], ["eleven names"])
    assert (one[0], one[1]) == (two[1], two[0])
    assert three[1] == one[1]
    assert three[0] not in one
    assert worddiff.all_alike(one, [two, three, ""], 0.5) == [(0, 0.5), (1, 0.5)]


def test_a_text_that_was_rewritten_as_a_whole_is_compared_in_a_moment():
    """Publishing does it within the request: it took two seconds for each language."""
    words = ["team", "mandate", "report", "ministry", "law", "hospital", "drill", "rank", "budget"]
    said = [" ".join(words[(n * k + k) % 9] for k in range(1, 23)) for n in range(240)]
    before = [Segment(f"body/a/body#{n}", f"{n} {text}") for n, text in enumerate(said)]
    after = [Segment(f"body/a/body#{n}", f"{n} {text} anew") for n, text in enumerate(said)]
    begun = time.process_time()
    found = drift.compare(before, after)
    assert time.process_time() - begun < 1
    assert {one.kind for one in found} == {drift.Kind.CHANGED}

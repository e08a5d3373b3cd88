"""Laws of marking: the text stays as it was, HTML stays well formed, a term is marked once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.keyterms import KeyTerm, mark

WORDS = (
    "mandate", "Mandate", "mandates", "TLP", "R&amp;D", "a&lt;b", "équipe", "Équipe", "l’équipe",
    "التفويض", "والتفويض", "بالتفويض", "للتفويض", "تفويض", "التَّفْويض", "الفريق",
    "فريق القطاع", "،", "x", "-",
)  # fmt: skip
TERMS = (
    KeyTerm("1", "Mandate", "M", ("mandates",)),
    KeyTerm("2", "TLP", "M"),
    KeyTerm("3", "équipe", "M"),
    KeyTerm("4", "التفويض", "M", ("التفويضات",), attached=True),
    KeyTerm("5", "فريق القطاع", "M", attached=True),
    KeyTerm("6", "R&D", "M"),
    KeyTerm("7", "amp", "M"),
)
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
inline = st.recursive(
    texts,
    lambda inner: st.tuples(
        st.sampled_from(["<strong>{}</strong>", '<a href="/x?a=1&amp;b=2">{}</a>', "<em>{}</em>"]),
        inner,
    ).map(lambda pair: pair[0].replace("{}", pair[1])),
    max_leaves=4,
)
blocks = st.tuples(st.sampled_from(["p", "h2", "li", "div"]), inline).map(
    lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
)
pages = st.lists(blocks, max_size=4).map("".join)


def marked(text: str, terms: tuple[KeyTerm, ...] = TERMS) -> str:
    """The text with marks that can be told from everything else."""
    return mark(
        text,
        terms,
        word=lambda term, written: f'<a id="use{term.id}">{written}</a><!-- -->',
        meaning=lambda term, _written: f"<!--meaning {term.id}-->",
    )[0]


@given(pages)
def test_without_its_marks_the_text_is_what_it_was(text: str):
    found = re.sub(r"<!--meaning .-->", "", marked(text))
    assert re.sub(r'<a id="use.">(.*?)</a><!-- -->', r"\1", found) == text


@given(pages)
def test_tags_close_in_the_order_in_which_they_were_opened(text: str):
    opened: list[str] = []
    for ends, name, rest in re.findall(r"<(/?)([a-z][a-z0-9]*)([^>]*)>", marked(text)):
        if ends:
            assert opened.pop() == name
        else:
            assert "use" not in rest or not {"a", "h2"}.intersection(opened)
            opened.append(name)
    assert opened == []


@given(pages)
def test_a_term_is_marked_once_and_has_its_meaning(text: str):
    found = marked(text)
    for term in TERMS:
        count = found.count(f'id="use{term.id}"')
        assert count == found.count(f"<!--meaning {term.id}-->")
        assert count <= 1
    assert 'id="use7"' not in found


@given(pages, st.text(max_size=30))
def test_any_word_may_be_a_term(text: str, term: str):
    terms = (KeyTerm("8", term, "M", (term,)), KeyTerm("9", term[::-1], "M", attached=True))
    found = re.sub(r"<!--meaning .-->", "", marked(text, terms))
    assert re.sub(r'<a id="use.">(.*?)</a><!-- -->', r"\1", found) == text


@pytest.mark.parametrize(
    ("text", "term", "use"),
    [
        ("ويحدد التفويض", "التفويض", "التفويض"),
        ("وبالتفويض يعمل", "التفويض", "وبالتفويض"),
        ("للتفويض حدّ", "التفويض", "للتفويض"),
        ("يجد تفويضًا", "التفويض", None),
        ("في التَّفْويضِ", "التفويض", "التَّفْويضِ"),
        ("التفويضات", "التفويض", None),
        ("للجمهور المستفيد", "الجمهور المستفيد", "للجمهور المستفيد"),
        ("جمهور مستفيد", "الجمهور المستفيد", "جمهور مستفيد"),
        ("الجمهور العام", "الجمهور المستفيد", None),
        ("فبإدارة الحوادث", "إدارة الحوادث", "فبإدارة الحوادث"),
        ("the TLP", "TLP", "TLP"),
    ],
)
def test_small_words_may_be_attached_to_an_arabic_term(text: str, term: str, use: str | None):
    found, _left = mark(
        f"<p>{text}</p>",
        [KeyTerm("1", term, "", attached=True)],
        word=lambda _term, written: f"[{written}]",
        meaning=lambda _term, _written: "",
    )
    assert found == f"<p>{text.replace(use, f'[{use}]') if use else text}</p>"


def test_other_forms_lead_to_the_term_and_the_longest_is_meant():
    terms = [
        KeyTerm("a", "Criterion", "", ("criteria",)),
        KeyTerm("b", "CSIRT", "", ("incident response team",)),
        KeyTerm("c", "Incident", ""),
    ]
    found, left = mark(
        "<p>Two criteria, one criterion; an incident response team.</p>",
        terms,
        word=lambda term, written: f"[{term.id} {written}]",
        meaning=lambda _term, _written: "",
    )
    assert found == "<p>Two [a criteria], one criterion; an [b incident response team].</p>"
    assert left == terms[2:]

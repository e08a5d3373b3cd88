"""A term is marked where it is used first, in its own form only, and never in a link or heading."""

import pytest

from courses.domain.keyterms import KeyTerm, mark


def marked(text: str, *terms: str) -> str:
    """The text with `[word]` round what was marked and `{term}` where its meaning would stand."""
    known = [KeyTerm(str(number), term, "meaning") for number, term in enumerate(terms)]
    found, _left = mark(
        text,
        known,
        word=lambda _term, written: f"[{written}]",
        meaning=lambda term, _written: f"{{{term.term}}}",
    )
    return found


def test_the_first_use_is_marked_and_its_meaning_stands_at_the_end_of_the_passage():
    text = "<p>A mandate. The mandate.</p><p>A mandate.</p>"
    assert marked(text, "mandate") == ("<p>A [mandate]. The mandate.{mandate}</p><p>A mandate.</p>")


def test_words_of_a_longer_term_are_not_marked_as_a_shorter_one():
    text = "<p>A data authority. The data authority, an authority.</p>"
    found = marked(text, "authority", "data authority")
    assert found.startswith("<p>A [data authority]. The data authority, an [authority].")
    terms = [KeyTerm("a", "authority", ""), KeyTerm("b", "data authority", "")]
    later = {"word": lambda _t, w: f"[{w}]", "meaning": lambda _t, _w: "", "met": terms[1:]}
    assert mark("<p>The data authority</p>", terms[:1], **later) == (
        "<p>The data authority</p>",
        terms[:1],
    )


def test_what_is_not_met_is_left_for_the_next_passage():
    terms = [KeyTerm("a", "decree", ""), KeyTerm("b", "oversight", "")]
    _text, left = mark("<p>A decree.</p>", terms, word=lambda _t, w: w, meaning=lambda _t, _w: "")
    assert left == terms[1:]


def test_the_first_letter_may_be_a_capital_where_the_word_is_no_acronym():
    assert marked("<p>a mandate</p>", "Mandate") == "<p>a [mandate]{Mandate}</p>"
    assert marked("<p>Équipe sectorielle</p>", "équipe sectorielle").startswith("<p>[Équipe")
    assert marked("<p>tLP, tlp</p>", "TLP") == "<p>tLP, tlp</p>"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("mandates", "mandate"),
        ("remandate", "mandate"),
        ("mandate-holder", "mandate"),
        ("MANDATE", "mandate"),
        ("والتفويض", "التفويض"),
        ("التفويضات", "التفويض"),
        ("التفويضُ", "التفويض"),
        ("CSIRT2", "CSIRT"),
        ("R&amp;D", "amp"),
    ],
)
def test_another_form_is_another_word(text: str, term: str):
    assert marked(f"<p>{text}</p>", term) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("نص التفويض، ثم", "التفويض", "نص [التفويض]، ثم"),
        ("l’empreinte", "Empreinte", "l’[empreinte]"),
        ("(CSIRT).", "CSIRT", "([CSIRT])."),
        ("<strong>CSIRT</strong>", "CSIRT", "<strong>[CSIRT]</strong>"),
        ("research &amp; care", "Research & care", "[research &amp; care]"),
        ("فريق (CSIRT) هنا", "فريق (CSIRT)", "[فريق (CSIRT)] هنا"),
    ],
)
def test_signs_round_a_word_do_not_hide_it(text: str, term: str, expected: str):
    assert marked(f"<p>{text}</p>", term) == f"<p>{expected}{{{term}}}</p>"


def test_links_and_headings_are_left_alone():
    text = '<h2>Mandate</h2><p><a href="x>y">a <b>mandate</b></a></p>'
    assert marked(text, "mandate") == text
    assert marked(f"{text}<p>mandate</p>", "mandate").endswith("<p>[mandate]{mandate}</p>")


def test_a_word_in_an_attribute_is_no_use():
    text = '<p data-word="mandate">no</p>'
    assert marked(text, "mandate") == text


def test_of_two_terms_at_one_place_the_longer_is_meant_and_the_other_waits():
    text = "<p>A national CSIRT. A CSIRT.</p>"
    assert marked(text, "CSIRT", "national CSIRT") == (
        "<p>A [national CSIRT]. A [CSIRT].{national CSIRT}{CSIRT}</p>"
    )
    assert marked("<p>service level</p>", "service", "service level") == (
        "<p>[service level]{service level}</p>"
    )


def test_the_meaning_stays_in_the_point_of_its_list():
    text = "<ul><li>One</li><li>A decree<ul><li>inside</li></ul></li></ul>"
    assert marked(text, "decree") == (
        "<ul><li>One</li><li>A [decree]<ul><li>inside</li></ul>{decree}</li></ul>"
    )


def test_text_without_a_passage_is_left_alone():
    assert marked("mandate", "mandate") == "mandate"


def test_without_terms_nothing_changes():
    text = "<p>A &lt;b&gt; c</p>"
    assert marked(text) == text

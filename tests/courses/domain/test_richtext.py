"""Rich text comes back from Markdown as it was; what two writings say alike is the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.domain import markdown, prose, richtext
from courses.domain.richtext import Heading, Listing, Paragraph, Run

LAWS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
SIGNS = "ab é\"'\\#=[]{}()<>:+-,.*_`!&;~|1\u00a0«»\u2028بة،😀"
HREFS = ("", "", "https://example.org/a_(b)?c=1&d=*2*", "mailto:a@example.org", "#part", "tel:+33")
runs = st.builds(
    Run,
    text=st.text(SIGNS, min_size=1, max_size=8)
    | st.sampled_from(["\n", " ", "one", "<em>", "1. "]),
    strong=st.booleans(),
    em=st.booleans(),
    href=st.sampled_from(HREFS),
)
lines = st.lists(runs, min_size=1, max_size=5).map(richtext.line).filter(bool)
paragraphs = st.builds(Paragraph, lines)


def no_break(line):
    return richtext.line(Run(r.text.replace("\n", " "), r.strong, r.em, r.href) for r in line)


headings = st.builds(Heading, st.sampled_from([2, 3]), lines.map(no_break).filter(bool))
listings = st.recursive(
    st.builds(
        Listing,
        st.booleans(),
        st.lists(
            st.lists(paragraphs, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3
        ).map(tuple),
    ),
    lambda inner: st.builds(
        Listing,
        st.booleans(),
        st.lists(
            st.tuples(paragraphs, inner)
            | st.tuples(paragraphs, inner, paragraphs)
            | st.tuples(inner),
            min_size=1,
            max_size=2,
        ).map(tuple),
    ),
    max_leaves=4,
)
trees = st.lists(paragraphs | headings | listings, min_size=1, max_size=4).map(tuple)


@LAWS
@given(trees)
def test_what_is_written_as_markdown_is_read_again(tree):
    assert richtext.read(prose.html(markdown.write(tree))) == tree


@LAWS
@given(st.text(SIGNS + "\n\n", max_size=60))
def test_any_markdown_becomes_one_that_says_the_same(text):
    once = prose.html(text)
    assert richtext.read(prose.html(markdown.of_html(once))) == richtext.read(once)


@LAWS
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "</ul>",
                "<li>",
                "</li>",
                "<ol>",
                "</ol>",
                "<b>",
                "</b>",
                "<i>",
                "</i>",
                "<h2>",
                "</h2>",
                "<br/>",
                "a",
                " b ",
                "&amp;",
                '<a href="/x">',
                "</a>",
                "<table>",
                "<td>",
                "</td>",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_html_becomes_markdown_that_says_the_same(html):
    tree = richtext.read(html)
    assert richtext.read(prose.html(markdown.write(tree))) == tree


def test_the_editors_html_says_what_a_bundles_does():
    ours = prose.html(
        "## One\n\nTwo **three** *four* [five](https://example.org/).\n\n- a\n- b\n  - c"
    )
    theirs = (
        '<h2 data-block-key="a">One</h2><p data-block-key="b">Two <b>three</b> <i>four</i> '
        '<a href="https://example.org/">five</a>.</p><ul><li data-block-key="c">a</li>'
        '<li data-block-key="d">b<ul><li data-block-key="e">c</li></ul></li></ul>'
    )
    assert richtext.read(theirs) == richtext.read(ours)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>plain_words and 2 * 3</p>", "plain_words and 2 * 3"),
        ("<p>a<b>b</b>c</p>", "a**b**c"),
        ("<p>a<b>(b)</b>c</p>", "a<strong>(b)</strong>c"),
        ("<p>- no list</p>", "\\- no list"),
        ("<p>1. no list</p>", "1\\. no list"),
        ("<p>::: text x</p>", "\\::: text x"),
        ("<p>one<br/>two</p>", "one\\\ntwo"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<h2>a</h2><p></p><p>b</p>", "## a\n\nb"),
        ('<p><a linktype="page" id="3">page</a></p>', "page"),
    ],
)
def test_markdown_is_written_as_a_person_would(html, expected):
    assert markdown.of_html(html) == expected


def test_what_has_no_place_is_counted():
    _tree, lost = richtext.read_foreign("<h1>a</h1><table><tr><td>b</td></tr></table><img><u>c</u>")
    assert lost == {"heading of level 1": 1, "table": 1, "tr": 1, "img": 1, "u": 1}

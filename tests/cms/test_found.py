"""The site can be found: addresses for search engines, and a search of its own."""

from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from cms import addresses, finding
from tests.cms import crawler
from tests.courses import made

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LESSON = "/{}/courses/small/start/first/"


def _links(page: bytes) -> list[tuple[str | None, str | None, str | None]]:
    tree = html5lib.parse(page.decode())
    return [
        (link.get("rel"), link.get("hreflang"), link.get("href"))
        for link in tree.iter(f"{crawler.XHTML}link")
    ]


def _alternates(client: Client, path: str) -> dict[str | None, str | None]:
    return {
        code: href for rel, code, href in _links(client.get(path).content) if rel == "alternate"
    }


def _listed(client: Client) -> dict[str, dict[str, str]]:
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    entries = ElementTree.fromstring(answer.content).iter(f"{SITEMAP}url")
    return {
        entry.findtext(f"{SITEMAP}loc", ""): {
            other.attrib["hreflang"]: other.attrib["href"]
            for other in entry.iter("{http://www.w3.org/1999/xhtml}link")
        }
        for entry in entries
    }


@pytest.mark.usefixtures("course")
def test_a_page_names_its_one_address_and_its_translations(client: Client) -> None:
    links = _links(client.get(LESSON.format("ar"), {"from": "mail"}).content)
    assert ("canonical", None, "http://testserver" + LESSON.format("ar")) in links
    page = client.get(LESSON.format("ar")).content.decode()
    printed = page.partition('<p class="printed">')[2].partition("</p>")[0]
    assert "http://testserver" + LESSON.format("ar") in printed
    alternates = _alternates(client, LESSON.format("ar"))
    assert alternates == {
        "en": "http://testserver" + LESSON.format("en"),
        "ar": "http://testserver" + LESSON.format("ar"),
        "x-default": "http://testserver" + LESSON.format("en"),
    }
    assert _alternates(client, LESSON.format("en")) == alternates


@pytest.mark.usefixtures("course")
def test_an_unpublished_translation_is_no_alternate(client: Client) -> None:
    made.page("small/first").unpublish()
    here = "http://testserver" + LESSON.format("ar")
    assert _alternates(client, LESSON.format("ar")) == {"ar": here, "x-default": here}
    assert "http://testserver" + LESSON.format("en") not in _listed(client)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/search/", "/en/account/login/", "/en/report-error/"])
def test_only_pages_of_the_tree_name_an_address(client: Client, path: str) -> None:
    answer = client.get(path)
    assert {rel for rel, _code, _href in _links(answer.content)}.isdisjoint(
        {"canonical", "alternate"}
    )
    assert b"?page=" not in answer.content


def test_addresses_are_whole_and_end_with_the_default() -> None:
    found = addresses.alternates({"ar": "/ar/x/", "en": "/en/x/", "fr": ""})
    assert [one["language"] for one in found] == ["en", "ar", "x-default"]
    assert {one["url"] for one in found} == {"http://testserver/en/x/", "http://testserver/ar/x/"}
    assert addresses.alternates({}) == []


def test_robots_closes_the_private_rooms_and_names_the_sitemap(client: Client) -> None:
    answer = client.get("/robots.txt")
    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert not answer.cookies
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert {"Disallow: /admin/", "Disallow: /ar/account/", "Disallow: /en/press/"} <= set(lines)
    assert {"Disallow: /en/learn/", "Disallow: /fr/desk/"} <= set(lines)
    assert not any("courses" in line for line in lines)
    assert client.post("/robots.txt").status_code == 405


def _found(client: Client, language: str, asked: str) -> list[Any]:
    """Return the lessons and pages that a search finds."""
    context = client.get(f"/{language}/search/", {"q": asked}).context
    return [*context["lessons"], *context["found"]]


@pytest.mark.usefixtures("course")
def test_the_sitemap_lists_every_page_with_reciprocal_translations(client: Client) -> None:
    listed = _listed(client)
    assert "http://testserver" + LESSON.format("en") in listed
    for url, alternates in listed.items():
        assert url in alternates.values()
        for other in alternates.values():
            assert listed[other] == alternates
    assert b"<lastmod>2" in client.get("/sitemap.xml").content
    assert not client.cookies


@pytest.mark.usefixtures("course")
def test_what_is_restricted_is_neither_listed_nor_found(client: Client) -> None:
    module = made.page("small/start")
    PageViewRestriction.objects.create(page=module, restriction_type=PageViewRestriction.LOGIN)
    assert not [url for url in _listed(client) if "/en/courses/small/start" in url]
    assert _found(client, "en", "paragraph") == []


@pytest.mark.usefixtures("course")
def test_the_sitemap_asks_the_database_no_more_for_more_pages(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/sitemap.xml")
    with django_assert_max_num_queries(4):
        assert len(_listed(client)) > 10


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    ("language", "asked"),
    [("en", "PARAGRAPH"), ("en", "csirt meaning"), ("ar", "عربي heading")],
)
def test_the_search_finds_words_of_the_text_in_its_language(
    client: Client, language: str, asked: str
) -> None:
    answer = client.get(f"/{language}/search/", {"q": asked})
    assert crawler.faults(answer.content.decode(), language) == []
    assert [one.url for one in answer.context["lessons"]] == [LESSON.format(language)]
    assert answer.context["found"] == []
    assert "<mark>" in answer.content.decode()
    assert "noindex" in answer.content.decode()
    assert not answer.cookies


@pytest.mark.usefixtures("course")
def test_the_search_stays_in_the_language_of_its_page(client: Client) -> None:
    arabic = _found(client, "ar", "عربي")
    assert len(arabic) >= 4
    assert all(one.url.startswith("/ar/") for one in arabic)
    assert _found(client, "en", "عربي") == []


@pytest.mark.usefixtures("course")
def test_an_unpublished_page_is_not_found(client: Client) -> None:
    assert _found(client, "en", "paragraph")
    made.page("small/first").unpublish()
    assert _found(client, "en", "paragraph") == []
    answer = client.get("/en/search/", {"q": "paragraph"})
    assert "Nothing found" in answer.content.decode()
    assert crawler.faults(answer.content.decode(), "en") == []


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    "asked",
    [
        "",
        "   ",
        '"',
        "' OR 1=1 --",
        "a* NEAR(b",
        "\x00nul",
        "x" * 5000,
        "؟،ـ",
        "<b>x</b>",
        "%(zz)s {} \\",
    ],
)
def test_strange_words_are_answered_with_a_page(client: Client, asked: str) -> None:
    answer = client.get("/en/search/", {"q": asked})
    assert answer.status_code == 200
    assert crawler.faults(answer.content.decode(), "en") == []
    assert answer.context["number"] == 0


def test_words_are_bounded_and_free_of_signs() -> None:
    assert finding.words('"mandate" AND* (l’équipe)') == ["mandate", "AND", "équipe"]
    assert finding.words("التَّفْويض ولايـــة") == ["التفويض", "ولاية"]
    assert len(finding.words("ab " * 90)) == finding.MOST_WORDS
    assert finding.words("5") == ["5"]


def test_every_page_leads_to_the_search(client: Client, course: None) -> None:
    assert "/ar/search/" in crawler.links(client.get(LESSON.format("ar")).content.decode())
    assert client.post("/ar/search/", {"q": "x"}).status_code == 405

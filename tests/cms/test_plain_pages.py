"""Plain pages: one structure in every language, brought once, kept as editors left them."""

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms import plain_pages
from cms.models import HomePage, PlainPage
from cms.people import consents
from cms.people.models import User
from tests import kept
from tests.cms import crawler
from tests.people.made import enrol

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TRANSLATIONS = [code for code in LANGUAGES if code != settings.LANGUAGE_CODE]

# Words of a body; the notice names everything that is kept of a person
LONGEST = {"privacy": 720, "help-trainer": 490}


@pytest.fixture
def homes(db: None) -> list[HomePage]:
    """The home page of every language, as bootstrap makes them, without the courses."""
    made = []
    for code in LANGUAGES:
        locale, _ = Locale.objects.get_or_create(language_code=code)
        home = HomePage(title="Waymark", slug=f"site-{code}", locale=locale)
        if made:
            home.translation_key = made[0].translation_key
        made.append(Page.get_first_root_node().add_child(instance=home))
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": made[0]})
    return made


@pytest.fixture
def pages(homes: list[HomePage]) -> list[PlainPage]:
    return plain_pages.establish(homes=homes)


def text(slug: str, language: str) -> plain_pages.Text:
    found = plain_pages.shipped(slug, language)
    assert found is not None, f"{slug}/{language}.md is missing"
    return found


def structure(slug: str, language: str) -> list[tuple[str, str]]:
    """Every element of a body in order, links with their target in whatever language."""
    body: Element = html5lib.parseFragment(text(slug, language).body, namespaceHTMLElements=False)
    return [
        (element.tag, element.get("href", "").replace(f"/{language}/", "/-/", 1))
        for element in body.iter()
        if isinstance(element.tag, str)
    ]


@pytest.mark.parametrize("slug", plain_pages.SLUGS)
def test_a_shipped_text_is_short_and_of_the_same_structure_in_every_language(slug: str) -> None:
    for language in LANGUAGES:
        words = re.sub(r"<[^>]+>", " ", text(slug, language).body).split()
        assert 120 <= len(words) <= LONGEST.get(slug, 460), (language, len(words))
        assert structure(slug, language) == structure(slug, settings.LANGUAGE_CODE), language


@pytest.mark.parametrize("slug", plain_pages.SLUGS)
def test_a_translation_is_not_the_source_again(slug: str) -> None:
    source = text(slug, settings.LANGUAGE_CODE)
    for language in TRANSLATIONS:
        translated = text(slug, language)
        assert translated.title != source.title, language
        assert translated.lead != source.lead, language


def test_every_folder_of_texts_is_shipped_and_every_file_has_a_language() -> None:
    assert {folder.name for folder in plain_pages.FOLDER.iterdir()} == set(plain_pages.SLUGS)
    assert {path.stem for path in plain_pages.FOLDER.glob("*/*.md")} == set(LANGUAGES)


@pytest.mark.django_db
def test_bootstrap_brings_every_page_and_keeps_what_an_editor_changed() -> None:
    kept.shipped_site()
    assert PlainPage.objects.live().count() == len(plain_pages.SLUGS) * len(LANGUAGES)
    page = PlainPage.objects.get(slug="privacy", locale__language_code="ar")
    page.body, page.slug = "<p>كلمات المحرر</p>", "privacy-notice"
    page.save_revision().publish()
    hidden = PlainPage.objects.get(slug="about", locale__language_code="fr")
    hidden.unpublish()
    call_command("bootstrap", verbosity=0)
    page.refresh_from_db()
    hidden.refresh_from_db()
    assert (page.body, page.slug) == ("<p>كلمات المحرر</p>", "privacy-notice")
    assert not hidden.live
    assert PlainPage.objects.count() == len(plain_pages.SLUGS) * len(LANGUAGES)


def test_every_shipped_page_is_sound_in_every_language(pages: list[PlainPage]) -> None:
    client = Client()
    for language in LANGUAGES:
        for slug in plain_pages.SLUGS:
            answer = client.get(f"/{language}/{slug}/")
            assert answer.status_code == 200, (language, slug)
            page = answer.content.decode()
            assert crawler.faults(page, language) == [], (language, slug)
            assert text(slug, language).title in page
    assert not client.cookies


def test_a_shipped_page_is_the_same_page_in_every_language(pages: list[PlainPage]) -> None:
    for page in pages:
        assert page.translation_key == plain_pages.key(page.slug)
    addresses = crawler.links(Client().get("/en/privacy/").content.decode())
    assert {f"/{code}/privacy/" for code in TRANSLATIONS} <= set(addresses)


def test_translations_say_their_state_at_the_foot_and_the_source_does_not(
    pages: list[PlainPage],
) -> None:
    for language in LANGUAGES:
        page = Client().get(f"/{language}/terms/").content.decode()
        assert ('class="state"' in page) is (language in TRANSLATIONS)


def test_the_foot_and_the_home_page_lead_to_every_shipped_page(pages: list[PlainPage]) -> None:
    for language in LANGUAGES:
        addresses = crawler.links(Client().get(f"/{language}/").content.decode())
        assert {f"/{language}/{slug}/" for slug in plain_pages.SLUGS} <= set(addresses)


def test_an_editors_own_page_keeps_its_address(homes: list[HomePage]) -> None:
    homes[0].add_child(instance=PlainPage(title="Our terms", slug="terms", body="<p>Ours</p>"))
    plain_pages.establish(homes=homes)
    assert PlainPage.objects.get(slug="terms", locale=homes[0].locale).title == "Our terms"


def test_an_editor_can_open_a_shipped_page(
    pages: list[PlainPage], admin_client: Client, admin_user: User
) -> None:
    enrol(admin_user)
    answer = admin_client.get(f"/admin/pages/{pages[0].pk}/edit/")
    assert answer.status_code == 200
    assert 'name="confirmed_by"' in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_accessibility_statement_has_limits_a_contact_and_a_date(language: str) -> None:
    body = text("accessibility", language).body
    works, limits, contact = (part.split("</h2>")[1] for part in body.split("<h2>")[1:])
    assert min(works.count("<li>"), limits.count("<li>")) >= 4
    assert f'href="/{language}/contact/"' in contact
    assert re.search(r"\b2026\b", contact.split("<p>")[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_that_people_agree_to_show_their_version_and_date(
    pages: list[PlainPage], language: str
) -> None:
    consents.establish()
    consents.raise_version(actor=None, text="terms")
    for slug, number in (("privacy", 1), ("terms", 2)):
        page = Client().get(f"/{language}/{slug}/").content.decode()
        assert re.search(rf'<p class="meta"><span>[^<]*<bdi>{number}</bdi>.*20\d\d', page), slug
    assert '<p class="meta">' not in Client().get(f"/{language}/about/").content.decode()

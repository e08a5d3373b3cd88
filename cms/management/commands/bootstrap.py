"""Turn an empty database into a working site: languages, site tree, roles, shipped content.

It can be run again at any time: what is there stays, what is missing is added, shipped courses are
brought to the version on disk. No demonstration data.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from cms import plain_pages, responses, reviews, trainers
from cms.models import HomePage
from cms.people import consents
from courses import services, transfer
from courses.models import CourseIndexPage


class Command(BaseCommand):
    help = "Make an empty database a working site; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            homes = _homes(_locales())
            _site(homes[0])
            indexes = _indexes(homes)
            trainers.establish(pages=indexes)
            trainers.establish_translators(pages=indexes)
            trainers.let_editors_write_models()
            reviews.establish(pages=indexes)
            plain_pages.establish(homes=homes)
            consents.establish()
        for slug in transfer.shipped():
            transfer.import_shipped(slug=slug)
            self._tell(f"Course {slug}: up to date.", options)
        services.index_all_lessons()
        kept = transfer.import_glossary().kept
        for place in kept:
            self._tell(f"Glossary, {place}: edited here, left as it is.", options)
        responses.empty()  # a new release draws its pages anew
        self._tell("The site is ready.", options)

    def _tell(self, sentence: str, options: dict[str, object]) -> None:
        if options["verbosity"]:
            self.stdout.write(sentence)


def _locales() -> list[Locale]:
    codes = [code for code, _name in settings.LANGUAGES]
    return [Locale.objects.get_or_create(language_code=code)[0] for code in codes]


def _homes(locales: list[Locale]) -> list[HomePage]:
    """Return the home page of every language, the source language's first."""
    source = HomePage.objects.filter(locale=locales[0]).first()
    if source is None:
        # Wagtail's own welcome page stands where ours belongs
        Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
        source = HomePage(title="Waymark", slug="home", locale=locales[0])
        Page.get_first_root_node().add_child(instance=source)
    return [source, *(_translated(source, locale, source.title) for locale in locales[1:])]


def _indexes(homes: list[HomePage]) -> list[CourseIndexPage]:
    """Return the course index of every language, each below its home page."""
    source = CourseIndexPage.objects.child_of(homes[0]).first()
    if source is None:
        source = CourseIndexPage(title=_index_title(homes[0].locale), slug="courses")
        homes[0].add_child(instance=source)
    others = (_translated(source, home.locale, _index_title(home.locale)) for home in homes[1:])
    return [source, *others]


def _index_title(locale: Locale) -> str:
    with override(locale.language_code):
        return _("Courses")


def _translated(source: Page, locale: Locale, title: str) -> Page:
    """Return the page of `source` in another language, made and published where it is missing."""
    found = source.get_translation_or_none(locale)
    if found is None:
        found = source.copy_for_translation(locale)
        found.title = found.draft_title = title
        found.slug = source.slug if source.depth > 2 else f"{source.slug}-{locale.language_code}"
        found.save_revision().publish()
    return found


def _site(home: HomePage) -> None:
    """Make `home` the root of the one site, at the address that the settings name."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port = address.hostname or "localhost", port
    site.site_name, site.root_page = settings.WAGTAIL_SITE_NAME, home
    site.save()

"""Pages of a translation: written as a revision, made where there is none yet, published."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.people.models import User
from cms.people.refusals import Refused
from courses.domain.segments import STREAMS
from courses.models import CoursePage, QuizPage
from courses.translation.text import Text
from courses.translation.texts import KINDS

MODELS = {kind: model for model, kind in KINDS.items()}


def page_of(text: Text, language: str) -> Page | None:
    """Return the page of a text in a language, published or not."""
    pages = MODELS[text.kind].objects.filter(translation_key=text.key)
    found: Page | None = pages.filter(locale__language_code=language).first()
    return found


def write(*, text: Text, language: str, raw: dict[str, Any], actor: User, publish: bool) -> Page:
    """Write a translation as the newest revision of its page, and publish it where that is asked.

    A page that is not there yet is made below the translation of what the source stands in.
    Refused where a module or course above it is not published.
    """
    page = page_of(text, language) or _make(text, language, actor)
    draft = page.get_latest_revision_as_object()
    _fill(draft, raw)
    revision = draft.save_revision(user=actor)
    if publish:
        _refuse_below_a_draft(page)
        revision.publish(user=actor)
    page.refresh_from_db()
    return page


def _fill(page: Page, raw: dict[str, Any]) -> None:
    for name, value in raw.items():
        if name in STREAMS:
            setattr(page, name, type(page)._meta.get_field(name).stream_block.to_python(value))
        elif name != "bands":
            setattr(page, name, value)
    if isinstance(page, QuizPage):
        page.content_note = raw.get("content_note", "")
        bands = raw.get("bands", {})
        held = list(page.quiz_bands.all())
        for one in held:
            one.text = bands.get(str(one.least), one.text)
        page.quiz_bands = held
    page.draft_title = page.title


def _make(text: Text, language: str, actor: User) -> Page:
    source = page_of(text, text.source)
    if source is None:
        raise Refused(_("The text that this is to be translated from is gone."))
    return _translated(source, Locale.objects.get(language_code=language), actor)


def _translated(source: Page, locale: Locale, actor: User) -> Page:
    """The page of `source` in another language, made as a draft where there is none, below the
    translations of everything that it stands in."""
    found = source.get_translation_or_none(locale)
    if found is not None:
        return found.specific
    above = source.get_parent().specific
    parent = _translated(above, locale, actor)
    attributes: dict[str, Any] = {"locale": locale, "slug": source.slug, "imported_hash": ""}
    # Words of the source that nobody has translated would count as a translation
    attributes |= {"segments": 0, "behind": 0, "drift": {}, "summary": ""}
    if isinstance(source, CoursePage):
        attributes |= {"state": "draft", "confirmed_by": "", "confirmed_on": None}
    return source.specific.copy(
        to=Page.objects.get(pk=parent.pk),
        update_attrs=attributes,
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        user=actor,
        log_action="wagtail.copy_for_translation",
    )


def _refuse_below_a_draft(page: Page) -> None:
    above = page.get_parent()
    if not above.live:
        told = _("Publish “%(title)s” first: this page stands below it.")
        raise Refused(told % {"title": above.title})

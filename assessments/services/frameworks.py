"""Models of this site: published for good, and their words, which may be mended ever after."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments import frameworks
from assessments.domain import canonical, draft_texts, drafting, maturity
from assessments.models import ModelDraft, ModelTexts, PublishedModel
from assessments.services.drafts import (
    GONE,
    MOST_OF_LANGUAGE,
    NO_MODEL,
    mapping_of,
    newest_of,
    require,
)
from assessments.services.refusals import Refused
from cms.people import audit
from cms.people.models import User

PUBLISH = "assessments.add_publishedmodel"
TRANSLATE = "assessments.change_modeltexts"


def publish(*, user: User, draft_id: int) -> PublishedModel:
    """Freeze a draft as a published version with its hash, remove the draft, return the version.

    Raises PermissionDenied, and Refused while the model has problems or where its number was
    published meanwhile.
    """
    require(user, PUBLISH)
    try:
        with transaction.atomic():
            published = _published(user, draft_id)
    except IntegrityError:
        raise Refused(GONE) from None
    frameworks.forget()
    return published


def _published(user: User, draft_id: int) -> PublishedModel:
    draft = ModelDraft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None or draft.number <= newest_of(draft.slug):
        raise Refused(GONE)
    if frameworks.is_shipped(draft.slug) or drafting.problems(draft.content):
        raise Refused(_("Not published: the model has problems. All of them are listed below."))
    content = mapping_of(maturity.parse(draft.content))
    published = PublishedModel.objects.create(
        slug=draft.slug,
        number=draft.number,
        content=canonical.text(content),
        sha256=canonical.digest(content),
        published_by=user,
    )
    detail = {"model": draft.slug, "version": draft.number, "sha256": published.sha256}
    audit.record(actor=user, verb="model.published", subject=published, detail=detail)
    draft.delete()
    return published


def save_texts(
    *, user: User, slug: str, number: int, language: str, texts: Mapping[str, str], state: str
) -> None:
    """Store translations by path, and how far the language is; other texts stay as they are.

    An empty text takes the translation away. The version may be a draft or published. Raises
    PermissionDenied, and Refused where there is no such version, text or state, or where the
    language is the one in which the model is written.
    """
    require(user, TRANSLATE)
    with transaction.atomic():
        source = _source(slug, number)
        if language == source.get("source_language"):
            raise Refused(_("The model is written in this language: its texts are its own."))
        is_code = 0 < len(language.strip()) <= MOST_OF_LANGUAGE
        if state not in ModelTexts.State.values or not is_code:
            raise Refused(_("Say which language it is, and how far the translation is."))
        known = draft_texts.texts_of(source)
        if set(texts) - set(known):
            raise Refused(_("Not saved: somebody has changed the texts of this model meanwhile."))
        row, _made = ModelTexts.objects.select_for_update().get_or_create(
            slug=slug, number=number, language=language
        )
        told = {path: text for path, text in {**row.texts, **texts}.items() if text.strip()}
        row.texts, row.state = told, state
        row.save(update_fields=["texts", "state"])
        detail = {"model": slug, "version": number, "language": language, "state": state}
        audit.record(actor=user, verb="model.translated", subject=row, detail=detail)
    frameworks.forget()


def _source(slug: str, number: int) -> Mapping[str, Any]:
    """The mapping of a draft or of a published version."""
    draft = ModelDraft.objects.filter(slug=slug, number=number).first()
    if draft is not None:
        return dict(draft.content)
    try:
        if frameworks.is_shipped(slug):
            raise KeyError(slug)
        return mapping_of(frameworks.model(slug, number))
    except KeyError:
        raise Refused(NO_MODEL) from None

"""Drafts of models: begun, copied, revised, changed and discarded."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import frameworks, wording
from assessments.domain import draft_texts
from assessments.domain.maturity import MaturityModel
from assessments.models import ModelDraft, ModelTexts, PublishedModel
from assessments.services.refusals import Refused
from cms.people import audit
from cms.people.models import User

ADD = "assessments.add_modeldraft"
CHANGE = "assessments.change_modeldraft"
DISCARD = "assessments.delete_modeldraft"

GONE = _("This draft is no longer here: somebody has published or discarded it.")
OVERTAKEN = _("Not saved: somebody has changed this model since this page was opened.")
NO_MODEL = _("There is no such model.")
SHIPPED = _("This id belongs to a model that comes with the software. Choose another one.")
DRAFTED = _("There is a draft of this id already. Go on with that one, or choose another id.")

Translations = Mapping[str, frameworks.Translation]
MOST_OF_LANGUAGE = 12


def require(user: User, permission: str) -> None:
    """Raise PermissionDenied unless the user has this permission."""
    if not user.has_perm(permission):
        raise PermissionDenied


def create_draft(
    *,
    user: User,
    mapping: Mapping[str, Any],
    translations: Mapping[str, Mapping[str, str]] | None = None,
    losses: tuple[str, ...] = (),
    verb: str = "model.drafted",
) -> ModelDraft:
    """Begin the draft of a model with its translations ({language: {path: text}}); return it.

    Raises PermissionDenied, and Refused where the id or the version is taken.
    """
    told = {
        language: frameworks.Translation(ModelTexts.State.DRAFT, texts)
        for language, texts in (translations or {}).items()
    }
    return begin(user=user, mapping=mapping, translations=told, losses=losses, verb=verb)


def copy_model(*, user: User, slug: str, version: int, new_slug: str) -> ModelDraft:
    """Begin a new model, version 1, as a copy of any version that can be answered; return it.

    Raises PermissionDenied, and Refused where there is no such version or the id is taken.
    """
    model = _found(slug, version)
    mapping = mapping_of(model) | {"id": new_slug, "version": 1}
    for name in ("replaces", "migrations"):  # they speak of the model that was copied
        mapping.pop(name, None)
    told = _translations_of(model)
    return begin(user=user, mapping=mapping, translations=told, verb="model.copied")


def revise(*, user: User, slug: str) -> ModelDraft:
    """Begin the next version of a model that was published here, with its translations.

    Raises PermissionDenied, and Refused where there is none or it is being revised already.
    """
    if frameworks.is_shipped(slug):
        raise Refused(SHIPPED)
    model = _found(slug)
    mapping = mapping_of(model) | {"version": model.version + 1}
    told = frameworks.translations(slug, model.version)
    return begin(user=user, mapping=mapping, translations=told, verb="model.revised")


def save_draft(
    *,
    user: User,
    draft_id: int,
    revision: int,
    mapping: Mapping[str, Any],
    renamed: tuple[str, str] | None = None,
) -> int:
    """Store what a draft has become and return the number of its changes.

    `revision` is the number that the page knew. Translations go where their texts went; where
    a text was edited, its translation counts as a draft again. `renamed` are the old and the
    new id of a thing. Raises PermissionDenied, and Refused where somebody was faster.
    """
    require(user, CHANGE)
    with transaction.atomic():
        draft = _locked(draft_id)
        if (mapping.get("id"), mapping.get("version")) != (draft.slug, draft.number):
            raise Refused(_("The id and the version of a draft stay as they are."))
        stored = ModelDraft.objects.filter(pk=draft.pk, revision=revision).update(
            content=dict(mapping), revision=revision + 1, updated_at=timezone.now()
        )
        if not stored:
            raise Refused(OVERTAKEN)
        _carry(draft, mapping, renamed)
        detail = {"model": draft.slug, "version": draft.number, "revision": revision + 1}
        audit.record(actor=user, verb="model.changed", subject=draft, detail=detail)
    return revision + 1


def discard(*, user: User, draft_id: int) -> None:
    """Remove a draft and its translations; raises PermissionDenied, Refused where it is gone."""
    require(user, DISCARD)
    with transaction.atomic():
        draft = _locked(draft_id)
        detail = {"model": draft.slug, "version": draft.number}
        audit.record(actor=user, verb="model.discarded", subject=draft, detail=detail)
        ModelTexts.objects.filter(slug=draft.slug, number=draft.number).delete()
        draft.delete()


def begin(
    *,
    user: User,
    mapping: Mapping[str, Any],
    translations: Translations,
    losses: tuple[str, ...] = (),
    verb: str,
) -> ModelDraft:
    """Store a new draft with its translations and their states."""
    require(user, ADD)
    slug, number = str(mapping["id"]), int(mapping["version"])
    if refusal := taken(slug, number):
        raise Refused(refusal)
    if _has_nul(mapping) or any(_has_nul(one.texts) for one in translations.values()):
        raise Refused(_("A text holds a NUL character, which no database takes. Remove it."))
    if any(len(language) > MOST_OF_LANGUAGE for language in translations):
        raise Refused(_("The code of a language has 12 characters at most, such as pt-BR."))
    try:
        with transaction.atomic():
            draft = ModelDraft.objects.create(
                slug=slug,
                number=number,
                content=dict(mapping),
                losses=list(losses),
                created_by=user,
            )
            ModelTexts.objects.filter(slug=slug, number=number).delete()
            ModelTexts.objects.bulk_create(
                ModelTexts(
                    slug=slug, number=number, language=language, texts=dict(t.texts), state=t.state
                )
                for language, t in translations.items()
            )
            detail = {"model": slug, "version": number, "losses": len(losses)}
            audit.record(actor=user, verb=verb, subject=draft, detail=detail)
    except IntegrityError:  # somebody else began one of this id in the same moment
        raise Refused(DRAFTED) from None
    return draft


def taken(slug: str, number: int) -> str | Promise | None:
    """Say why no draft of this id and version can be begun; None if one can."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 60:
        return _("An id has small letters, digits and hyphens only, such as cyber-basics.")
    if frameworks.is_shipped(slug):
        return SHIPPED
    if ModelDraft.objects.filter(slug=slug).exists():
        return DRAFTED
    newest = newest_of(slug)
    if newest and number != newest + 1:
        told = _(
            "Version %(newest)s of this model is published here. What follows must be version"
            " %(next)s; the file says %(number)s."
        )
        return told % {"newest": newest, "next": newest + 1, "number": number}
    return None


def newest_of(slug: str) -> int:
    """Give the number of the newest published version of a model; 0 if there is none."""
    numbers = PublishedModel.objects.filter(slug=slug).values_list("number", flat=True)
    return max(numbers, default=0)


def mapping_of(model: MaturityModel) -> dict[str, Any]:
    """Give a model as the mapping from which `maturity.parse` makes the same again."""
    return model.model_dump(mode="json", exclude_defaults=True)


def _has_nul(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_nul(one) for one in value.values())
    if isinstance(value, list | tuple):
        return any(_has_nul(one) for one in value)
    return isinstance(value, str) and "\x00" in value


def _locked(draft_id: int) -> ModelDraft:
    draft = ModelDraft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise Refused(GONE)
    return draft


def _found(slug: str, version: int | None = None) -> MaturityModel:
    try:
        return frameworks.model(slug, version)
    except KeyError:
        raise Refused(NO_MODEL) from None


def _carry(draft: ModelDraft, mapping: Mapping[str, Any], renamed: tuple[str, str] | None) -> None:
    """Take the translations along with their texts."""
    before, after = draft_texts.texts_of(draft.content), draft_texts.texts_of(mapping)
    if before == after:
        return
    for row in ModelTexts.objects.filter(slug=draft.slug, number=draft.number):
        row.texts, behind = draft_texts.carried(before, after, row.texts, renamed)
        if behind:
            row.state = ModelTexts.State.DRAFT
        row.save(update_fields=["texts", "state"])


def _translations_of(model: MaturityModel) -> Translations:
    """Every translation of a version: from beside it, or from the catalogues of what is shipped."""
    if not frameworks.is_shipped(model.id):
        return frameworks.translations(model.id, model.version)
    return {
        language: frameworks.Translation(least(states), texts)
        for language, (texts, states) in wording.translations(wording.owner(model)).items()
    }


def least(states: set[str]) -> str:
    """Give the state of a whole translation: that of its weakest text."""
    if states & {"draft", "behind"}:
        return ModelTexts.State.DRAFT
    done = states <= {"second-read", "confirmed"}
    return ModelTexts.State.SECOND_READ if done else ModelTexts.State.TRANSLATED

"""Words of items, scenarios and terms: published as a text of a version, or in the glossary."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cms.people.refusals import Refused
from courses.domain.releases import digest
from courses.models import ItemText, ItemVersion, ScenarioText, ScenarioVersion
from courses.translation import glossary
from courses.translation.text import Text


def publish(*, text: Text, language: str, raw: Mapping[str, Any], words: Mapping[str, str]) -> None:
    """Publish the words of an item, a scenario or a term in a language.

    Refused while a word is missing: half a question cannot be asked. A text of a version is never
    changed: where this language has one, a version with the same structure is made.
    """
    if text.kind == glossary.KIND:
        glossary.publish(text=text, language=language, words=words)
        return
    missing = [one for one in text.now if not words.get(one.path)]
    if missing:
        raise Refused(
            _("Translate all of it first: a question or a scenario is published as a whole.")
        )
    if text.raws.get(language) == raw:
        return
    version = _newest(text)
    texts = _texts(version)
    if language not in texts:
        _add(version, language, raw)
        return
    _renew(version, {**texts, language: dict(raw)})


def withdraw(*, text: Text, languages: Collection[str]) -> None:
    """Ask or play in the language of the source, where these say what could do harm.

    A version without them is made; who is in the middle of an attempt goes on with the words that
    she has seen. A translation that is published later stands in it at once.
    """
    version = _newest(text)
    texts = _texts(version)
    left = {code: told for code, told in texts.items() if code not in languages}
    if left and len(left) < len(texts):
        _renew(version, left)


def _texts(version: Any) -> dict[str, Any]:
    return {one.language: one.texts for one in version.texts.order_by("pk")}


def _renew(version: Any, texts: Mapping[str, Any]) -> None:
    renewed = type(version).objects.create(
        **{_owner(version): getattr(version, _owner(version))},
        number=version.number + 1,
        structure=version.structure,
        sha256=version.sha256,
    )
    for code, told in texts.items():
        _add(renewed, code, told)


def complete(text: Text, words: Mapping[str, str]) -> bool:
    """Tell whether every text of an item or a scenario has a translation."""
    return all(words.get(one.path) for one in text.now)


def _newest(text: Text) -> Any:
    if text.kind == "item":
        versions = ItemVersion.objects.filter(item__content_id=text.content_id)
    else:
        versions = ScenarioVersion.objects.filter(scenario__content_id=text.content_id)
    return versions.select_for_update().order_by("-number")[0]


def _owner(version: Any) -> str:
    return "item" if isinstance(version, ItemVersion) else "scenario"


def _add(version: Any, language: str, raw: Mapping[str, Any]) -> None:
    kind = ItemText if isinstance(version, ItemVersion) else ScenarioText
    kind.objects.create(version=version, language=language, texts=raw, sha256=digest(raw))

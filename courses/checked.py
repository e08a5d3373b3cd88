"""Findings of the content checks in words, and those of a lesson as it stands in the editor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from wagtail.images import get_image_model

from cms.press import formatting
from courses import checkwords
from courses.domain import checking
from courses.domain.checking import Finding, Lesson


@dataclass(frozen=True)
class Shown:
    """A finding in words; `block` is the id of the block in the editor."""

    words: Any
    block: str
    extract: str
    count: str


def shown(found: Iterable[Finding]) -> list[Shown]:
    """Return findings in the language in force."""
    return [Shown(checkwords.WORDS[one.rule], one.block, one.extract, _count(one)) for one in found]


def of_lesson(page: Any) -> tuple[Finding, ...]:
    """Return what a lesson lacks as it stands in memory; one query."""
    body, outcomes = page.body.get_prep_value(), page.outcomes.get_prep_value()
    one = Lesson(
        language=page.locale.language_code,
        summary=page.summary,
        body=body,
        outcomes=outcomes,
        sizes=sizes([body]),
        weight=page.weight or 0,
    )
    return checking.lesson(one)


def sizes(bodies: Iterable[Sequence[Mapping[str, Any]]]) -> dict[int, int]:
    """The bytes of the drawings that lessons show; photographs are made smaller by the site."""
    wanted = {
        block["value"].get("image") for body in bodies for block in body if block["type"] == "image"
    } - {None}
    images = get_image_model().objects.filter(pk__in=wanted) if wanted else ()
    return {one.pk: one.file_size or 0 for one in images if one.is_svg()}


def _count(one: Finding) -> str:
    language = get_language() or "en"
    if not one.number:
        return ""
    if one.rule in checkwords.BYTES:
        return formatting.weight(one.number, language)
    pattern = checkwords.COUNTED.get(one.rule)
    number = formatting.number(one.number, language)
    return str(pattern) % {"number": number} if pattern else ""

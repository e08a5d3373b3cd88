"""The scenarios of a bundle become versions; a change of anything makes a new one."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.signals import page_published

from courses.domain import keys
from courses.domain.course import Course
from courses.domain.values import lean
from courses.models import CoursePage, Scenario, ScenarioText, ScenarioVersion
from courses.transfer.items import digest


def bring(course: Course, *, apply: bool) -> tuple[list[str], list[str]]:
    """The ids of the scenarios that are new or changed, and of those that are withdrawn."""
    key = keys.page(course.id)
    known = {one.name: one for one in Scenario.objects.filter(course_key=key)}
    versions = ScenarioVersion.objects.filter(scenario__in=known.values()).order_by("number")
    newest = {one.scenario_id: one for one in versions.prefetch_related("texts")}
    changed = []
    for position, name in enumerate(course.scenarios):
        held = known.get(name)
        version = newest.get(held.pk) if held else None
        structure, texts = _plain(course, name)
        same = version is not None and _same(version, structure, texts)
        if not same or held is None or not held.live:
            changed.append(name)
        if apply:
            held = _kept(course, name, position, held)
            if same and version is not None:
                _add_texts(version, texts, version)
            else:
                _add(held, version, structure, texts)
    gone = [one for name, one in known.items() if one.live and name not in course.scenarios]
    if apply and gone:
        Scenario.objects.filter(pk__in=[one.pk for one in gone]).update(live=False)
    return changed, [one.content_id for one in gone]


def tell(course: Course) -> None:
    """The page of the course lists its scenarios: whoever keeps such pages must know of a change,
    as if it had been published anew. Called once the pages of the course are there."""
    for page in CoursePage.objects.filter(content_id=course.id, live=True):
        page_published.send(sender=CoursePage, instance=page, revision=page.latest_revision)


def _plain(course: Course, name: str) -> tuple[Any, dict[str, Any]]:
    """Structure and words (the source language first) as they are stored."""
    one = course.scenarios[name]
    languages = sorted(one.texts, key=lambda code: code != course.outline.source)
    return _stored(one.structure), {code: _stored(one.texts[code]) for code in languages}


def _stored(value: Any) -> Any:
    return json.loads(json.dumps(lean(value), cls=DjangoJSONEncoder))


def _same(version: ScenarioVersion, structure: Any, texts: Mapping[str, Any]) -> bool:
    """Whether nothing has changed; a language that is only missing is no change."""
    known = {text.language: text.sha256 for text in version.texts.all()}
    return version.sha256 == digest(structure) and all(
        known.get(language) in (None, digest(text)) for language, text in texts.items()
    )


def _kept(course: Course, name: str, position: int, held: Scenario | None) -> Scenario:
    if held is None:
        content_id, key = keys.content_id(course.id, name), keys.page(course.id)
        return Scenario.objects.create(content_id=content_id, course_key=key, position=position)
    if (held.live, held.position) != (True, position):
        held.live, held.position = True, position
        held.save(update_fields=["live", "position"])
    return held


def _add(
    held: Scenario, newest: ScenarioVersion | None, structure: Any, texts: Mapping[str, Any]
) -> None:
    version = ScenarioVersion.objects.create(
        scenario=held,
        number=newest.number + 1 if newest else 1,
        structure=structure,
        sha256=digest(structure),
    )
    _add_texts(version, texts, newest)


def _add_texts(
    version: ScenarioVersion, texts: Mapping[str, Any], newest: ScenarioVersion | None
) -> None:
    known = {text.language for text in version.texts.all()}
    for language, text in texts.items():
        if language not in known and not _withdrawn(newest, language, text):
            ScenarioText.objects.create(
                version=version, language=language, texts=text, sha256=digest(text)
            )


def _withdrawn(newest: ScenarioVersion | None, language: str, text: Any) -> bool:
    """Whether the newest version has left out just this text, as a danger to whoever follows it:
    only another one comes back."""
    if newest is None or language in {one.language for one in newest.texts.all()}:
        return False
    before = ScenarioText.objects.filter(version__scenario=newest.scenario_id, language=language)
    return bool(before.filter(sha256=digest(text)).exists())

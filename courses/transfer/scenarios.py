"""The scenarios of a bundle become versions; a change of anything makes a new one."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.signals import page_published

from courses.domain import keys
from courses.domain.course import Course
from courses.domain.releases import digest
from courses.domain.values import lean
from courses.models import CoursePage, Scenario, ScenarioText, ScenarioVersion
from courses.transfer.known import Known
from courses.transfer.report import Report


def bring(course: Course, before: Known, *, apply: bool, overwrite: bool, report: Report) -> None:
    """Bring the scenarios; `report` gets the ids of those that are new or changed, of those that
    were edited here and stay, and of those that are withdrawn."""
    known = {one.name: one for one in Scenario.objects.filter(course_key=before.course_key)}
    versions = ScenarioVersion.objects.filter(scenario__in=known.values()).order_by("number")
    newest = {one.scenario_id: one for one in versions.prefetch_related("texts")}
    for position, name in enumerate(course.scenarios):
        held = known.get(name)
        version = newest.get(held.pk) if held else None
        structure, texts = plain(course, name)
        same = version is not None and _same(version, structure, texts)
        if version is not None and not same and not overwrite and _edited(version, name, before):
            report.kept_scenarios.append(name)
            continue
        if not same or held is None or not held.live:
            report.scenarios.append(name)
        if apply:
            held = _kept(course, name, position, held, before)
            if same and version is not None:
                _add_texts(version, texts, version)
            else:
                _add(held, version, structure, texts)
    gone = [one for name, one in known.items() if one.live and _was_brought(course, name, before)]
    if apply and gone:
        Scenario.objects.filter(pk__in=[one.pk for one in gone]).update(live=False)
    report.withdrawn += [one.content_id for one in gone]


def _was_brought(course: Course, name: str, before: Known) -> bool:
    """Whether a scenario came with a bundle once, and this one has it no more."""
    if name in course.scenarios:
        return False
    return before.kept is None or f"scenarios/{name}/scenario.toml" in before.kept


def _edited(version: ScenarioVersion, name: str, before: Known) -> bool:
    """Whether somebody has worked on the scenario here since it was imported."""
    if before.kept is None:
        return False
    former = before.imported
    if former is None or name not in former.scenarios:
        return True
    return not _same(version, *plain(former, name))


def tell(course: Course) -> None:
    """The page of the course lists its scenarios: whoever keeps such pages must know of a change,
    as if it had been published anew. Called once the pages of the course are there."""
    for page in CoursePage.objects.filter(content_id=course.id, live=True):
        page_published.send(sender=CoursePage, instance=page, revision=page.latest_revision)


def plain(course: Course, name: str) -> tuple[Any, dict[str, Any]]:
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


def _kept(
    course: Course, name: str, position: int, held: Scenario | None, before: Known
) -> Scenario:
    if held is None:
        content_id, key = keys.content_id(course.id, name), before.course_key
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

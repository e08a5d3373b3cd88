"""A lesson of a bundle as the data of a StreamField, with ids that never change."""

from collections.abc import Iterable, Mapping
from typing import Any

from courses.domain import keys, prose
from courses.domain.course import Course, Fact, Source
from courses.domain.lesson import (
    Block,
    Callout,
    Check,
    Facts,
    Figure,
    LessonText,
    Sources,
    Terms,
    Text,
    Video,
)

Raw = list[dict[str, Any]]


def outcomes(content_id: str, lesson: LessonText) -> Raw:
    """The outcomes of a lesson."""
    return [
        {
            "type": "outcome",
            "value": {"anchor": name, "text": text},
            "id": str(keys.block(content_id, "outcomes", name)),
        }
        for name, text in lesson.front.outcomes.items()
    ]


def blocks(content_id: str, blocks: Iterable[Block]) -> Raw:
    """The blocks of a draft: of those kinds that refer to nothing outside of their lesson."""
    empty: Any = None
    return [
        {
            "type": block.kind,
            "value": {"anchor": block.id, **_value(empty, content_id, block, {})},
            "id": str(keys.block(content_id, block.id)),
        }
        for block in blocks
    ]


def body(
    course: Course, content_id: str, lesson: LessonText, files: Mapping[str, int | None]
) -> Raw:
    """The blocks of a lesson. `files` maps the name of a drawing to the image's primary key,
    the name of a film or of captions to the document's."""
    return [
        {
            "type": block.kind,
            "value": {"anchor": block.id, **_value(course, content_id, block, files)},
            "id": str(keys.block(content_id, block.id)),
        }
        for block in lesson.blocks
    ]


def _value(
    course: Course, content_id: str, block: Block, files: Mapping[str, int | None]
) -> dict[str, Any]:
    match block:
        case Text():
            return {"body": prose.html(block.body)}
        case Callout():
            return {"tone": block.tone, "title": block.title, "body": prose.html(block.body)}
        case Figure():
            return {"image": files[block.file], "alt": block.alt, "caption": block.caption or ""}
        case Video():
            return _video(content_id, block, files)
    name, values = _listed(course, block)
    entries = _entries(content_id, block, values)
    return {name: entries, **({"prompt": block.prompt} if isinstance(block, Check) else {})}


def _entries(
    content_id: str, block: Block, values: Iterable[tuple[str, dict[str, Any]]]
) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "value": {"anchor": anchor, **value},
            "id": str(keys.block(content_id, block.id, anchor)),
        }
        for anchor, value in values
    ]


def _video(content_id: str, video: Video, files: Mapping[str, int | None]) -> dict[str, Any]:
    captions = (
        (language, {"language": language, "file": files[name]})
        for language, name in video.captions.items()
    )
    return {
        "title": video.title,
        "file": files[video.file],
        "captions": _entries(content_id, video, captions),
        "transcript": prose.html(video.body),
        "poster": files[video.poster] if video.poster else None,
        "poster_alt": video.alt or "",
    }


def _listed(
    course: Course, block: Terms | Check | Facts | Sources
) -> tuple[str, Iterable[tuple[str, dict[str, Any]]]]:
    """The name of a block's list, and its entries by their id."""
    match block:
        case Terms():
            return "terms", ((name, dict(term)) for name, term in block.terms.items())
        case Check():
            return "options", _options(block)
        case Facts():
            return "facts", _facts(course, block)
        case Sources():
            pairs = block.entries.items()
            return "sources", ((name, dict(course.sources[source])) for name, source in pairs)


def _options(check: Check) -> Iterable[tuple[str, dict[str, Any]]]:
    for name, option in check.options.items():
        yield name, {**dict(option), "correct": name in check.correct}


def cited(fact: Fact, sources: Mapping[str, Source]) -> dict[str, str]:
    """Where a fact was seen, as its box says it."""
    if fact.source is None:
        return {"source": fact.cited or "", "url": fact.url or ""}
    source = sources[fact.source]
    return {"source": f"{source.publisher}, {source.title}", "url": source.url}


def _facts(course: Course, box: Facts) -> Iterable[tuple[str, dict[str, Any]]]:
    for name, text in box.statements.items():
        fact = course.facts[box.used[name]]
        yield (
            name,
            {
                "text": text,
                **cited(fact, course.sources),
                "as_of": fact.as_of.isoformat(),
                "valid_until": fact.valid_until.isoformat(),
                "certainty": fact.certainty,
            },
        )

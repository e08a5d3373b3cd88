"""System checks: what a developer or an author of a course must mend before the site starts."""

from typing import Any

from django.core import checks
from wagtail.blocks import ListBlock

from courses import blocks, bundles
from courses.domain import finished, segments
from courses.domain.lesson import KINDS
from courses.domain.problems import BundleError


def register() -> None:
    """Make the checks known to `manage.py check`."""
    checks.register(every_kind_has_a_block)
    checks.register(every_block_has_a_decision_about_translation)
    checks.register(shipped_courses_are_sound, deploy=True)  # it plays every scenario through


def every_kind_has_a_block(**_options: Any) -> list[checks.CheckMessage]:
    """Bundles and the editor know the same kinds of blocks."""
    missing = set(KINDS) ^ {name for name, _block in blocks.LESSON}
    return [
        checks.Error(
            f"The block {name!r} is known to bundles or to the editor, but not to both.",
            hint="Add it to domain/lesson.py, blocks.py and transfer/body.py.",
            id="courses.E001",
        )
        for name in sorted(missing)
    ]


def every_block_has_a_decision_about_translation(**_options: Any) -> list[checks.CheckMessage]:
    """Of every field of every block it is decided what a translation does with it."""
    streams = (*blocks.LESSON, *blocks.OUTCOMES)
    return [
        checks.Error(
            f"Nobody has decided what a translation does with {field!r}.",
            hint="Add it to BLOCKS in domain/segments.py as LINE, RICH, KEPT or OWN.",
            id="courses.E003",
        )
        for kind, block in streams
        for field in segments.undecided(kind, _fields(block))
    ]


def _fields(block: Any) -> dict[str, Any]:
    """The fields of a block; of a list of blocks with fields, those of its entries."""
    return {
        name: _fields(child.child_block) if isinstance(child, ListBlock) else None
        for name, child in block.child_blocks.items()
        if not isinstance(child, ListBlock) or hasattr(child.child_block, "child_blocks")
    }


def shipped_courses_are_sound(**_options: Any) -> list[checks.CheckMessage]:
    """The courses that come with this version can be read and make sense."""
    found = []
    for slug in bundles.shipped():
        try:
            course = bundles.load(slug)
            found += [
                checks.Error(
                    f"{slug}: {problem}",
                    hint="docs/content.md says what a course has before it is shipped.",
                    id="courses.E004",
                )
                for problem in finished.problems(course)
            ]
        except BundleError as error:
            found += [
                checks.Error(
                    f"{slug}: {problem}",
                    hint="docs/course-bundles.md and docs/scenarios.md explain the format.",
                    id="courses.E002",
                )
                for problem in error.problems
            ]
    return found

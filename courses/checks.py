"""System checks: what a developer or an author of a course must mend before the site starts."""

from typing import Any

from django.core import checks

from courses import blocks, bundles
from courses.domain.lesson import KINDS
from courses.domain.problems import BundleError


def register() -> None:
    """Make the checks known to `manage.py check`."""
    checks.register(every_kind_has_a_block)
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


def shipped_courses_are_sound(**_options: Any) -> list[checks.CheckMessage]:
    """The courses that come with this version can be read and make sense."""
    found = []
    for slug in bundles.shipped():
        try:
            bundles.load(slug)
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

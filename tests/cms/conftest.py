"""Fixtures of the site's own tests."""

import pytest


@pytest.fixture
def course(db: None) -> None:
    """The small course of the courses' tests, in English and Arabic."""
    from tests import kept
    from tests.courses import made

    kept.once("the small course", made.small_course)

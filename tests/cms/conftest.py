"""Fixtures of the site's own tests."""

import pytest


@pytest.fixture
def course(db: None) -> None:
    """The small course of the courses' tests, in English and Arabic."""
    from courses import transfer
    from tests.courses import example, made

    made.tree()
    transfer.import_course(course=example.course())

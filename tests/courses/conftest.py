"""Fixtures of the courses. The domain's tests load this file too, and run without Django."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from cms.people.models import User
    from courses.models import CoursePage


@pytest.fixture
def course(db: None) -> "CoursePage":
    """The small course in English, imported in both languages."""
    from courses.models import CoursePage
    from tests import kept
    from tests.courses import made

    kept.once("the small course", made.small_course)
    return CoursePage.objects.get(content_id="small", locale__language_code="en")


@pytest.fixture
def learner(db: None) -> "User":
    """Somebody with an account."""
    from tests.courses import made

    return made.person(certificate_name="أمينة سالم")


@pytest.fixture
def signed_in(client: "Client", learner: "User") -> "Client":
    """A browser in which the learner is signed in."""
    client.force_login(learner)
    return client

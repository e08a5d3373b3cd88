"""Things that are made for their address: an invitation, a file under review."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cms.people import tokens
from cms.people.models import User
from courses import arrivals
from courses.models import CourseInvitation, CoursePage, LessonPage

COURSE = "national-csirt"


def arrival() -> uuid.UUID:
    """Bring a few questions and return the file that waits."""
    trainer = User.objects.get(email="trainer@vellamar.example")
    course = CoursePage.objects.get(content_id=COURSE, locale__language_code="en")
    text = "::t:: A team answers. {TRUE}\n\n$CATEGORY: x\n\nWho? {=a team#yes ~nobody#no}\n"
    return arrivals.receive_questions(
        user=trainer, course=course, name="questions.gift", content=text.encode(), wishes={}
    ).pk


def invitation() -> str:
    """Invite somebody to the course and return the token of the letter."""
    token, key = tokens.new(), LessonPage.objects.first().get_course().translation_key
    CourseInvitation.objects.create(
        course_key=key,
        course_id=COURSE,
        email="somebody@example.org",
        language="en",
        secret_hash=tokens.hashed(token),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return token

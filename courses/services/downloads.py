"""Files of one’s own learning that are made while they are asked for: taking one is on record."""

from cms.people import audit
from cms.people.models import User
from courses.models import Certificate


def note_badge(*, user: User, certificate: Certificate) -> None:
    """Put on record that somebody has taken the badge of her certificate."""
    audit.record(actor=user, verb="badge.downloaded", subject=certificate)


def note_transcript(*, user: User) -> None:
    """Put on record that somebody has taken the transcript of her learning as JSON."""
    audit.record(actor=user, verb="transcript.downloaded", subject=user)

"""Consents: which version of which text is in force, and who has read it."""

from collections.abc import Iterable

from django.db import models, transaction

from cms.people import audit
from cms.people.models import Consent, TextVersion, User


def in_force() -> list[TextVersion]:
    """Return the newest version of every text, the privacy notice first."""
    newest = {version.text: version for version in TextVersion.objects.order_by("number")}
    return [newest[text] for text in TextVersion.Text.values if text in newest]


def missing(user: User) -> list[TextVersion]:
    """Return what is in force and this person has not read yet."""
    given = set(Consent.objects.filter(user=user).values_list("version_id", flat=True))
    return [version for version in in_force() if version.pk not in given]


def given_by(user: User) -> models.QuerySet[Consent]:
    """Return what this person has read so far, the latest first."""
    return Consent.objects.filter(user=user).select_related("version")


@transaction.atomic
def give(*, user: User, versions: Iterable[TextVersion], language: str) -> None:
    """Put on record that the person has read these versions, each once."""
    for version in versions:
        _consent, new = Consent.objects.get_or_create(
            user=user, version=version, defaults={"language": language}
        )
        if new:
            audit.record(
                actor=user,
                verb="consent.given",
                subject=version,
                detail={"text": version.text, "version": version.number, "language": language},
            )


@transaction.atomic
def raise_version(*, actor: User | None, text: str, changes: str = "") -> TextVersion:
    """Put a new version of a text in force today: everybody is asked again.

    The caller is an administrator's page or a command; an unknown text is a ValueError.
    """
    last = TextVersion.objects.filter(text=TextVersion.Text(text)).order_by("-number").first()
    version = TextVersion.objects.create(
        text=text, number=last.number + 1 if last else 1, changes=changes
    )
    audit.record(
        actor=actor,
        verb="text.raised",
        subject=version,
        detail={"text": text, "version": version.number},
    )
    return version


def establish() -> None:
    """Give every text its first version where it has none; safe to repeat."""
    for text in TextVersion.Text.values:
        if not TextVersion.objects.filter(text=text).exists():
            raise_version(actor=None, text=text)

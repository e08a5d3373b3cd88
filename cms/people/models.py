"""Users, institutions, memberships, and the events that are on record."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.people import roles
from cms.people.fields import LoginEmailField
from cms.people.managers import AppendOnlyError, AppendOnlyQuerySet, PersonManager


class User(AbstractUser):
    """A person. The login is the e-mail address; names are never split in two."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    email = LoginEmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address already exists.")},
    )
    display_name = models.CharField(_("name shown to others"), max_length=120)
    certificate_name = models.CharField(
        _("name on certificates"),
        max_length=200,
        blank=True,
        help_text=_("Exactly as it shall be printed, in any script."),
    )
    country = models.CharField(_("country"), max_length=3, blank=True)
    preferred_language = models.CharField(_("preferred language"), max_length=12, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_demonstration = models.BooleanField(_("demonstration account"), default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects = PersonManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("email",)
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="people_user_email_in_any_case",
                violation_error_message=_("An account with this e-mail address already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.display_name or self.email

    def get_full_name(self) -> str:
        """Return the name shown to others (Django and Wagtail ask for it here)."""
        return self.display_name

    def get_short_name(self) -> str:
        """Return the name shown to others; first names are not guessed."""
        return self.display_name

    def name_for_certificate(self) -> str:
        """Return the name as it is printed, or the shown name where none was given."""
        return self.certificate_name or self.display_name


class Institution(models.Model):
    """A body that answers, plans and signs: a ministry, a CSIRT, a university."""

    class Kind(models.TextChoices):
        """What an institution is; some kinds speak as a view from outside."""

        MINISTRY = "ministry", _("Ministry")
        AGENCY = "agency", _("Government agency")
        CSIRT = "csirt", _("CSIRT")
        REGULATOR = "regulator", _("Regulator")
        JUSTICE = "justice", _("Police or justice")
        OPERATOR = "operator", _("Operator of essential services")
        FIRM = "firm", _("Company")
        UNIVERSITY = "university", _("University")
        CIVIL_SOCIETY = "civil-society", _("Civil society")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(
        _("names by language"),
        default=dict,
        blank=True,
        help_text=_('One name for each language code, such as {"ar": "..."}.'),
    )
    country = models.CharField(_("country"), max_length=3)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MINISTRY)
    languages = models.JSONField(_("working languages"), default=list, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str | None) -> str:
        """Return the name in this language, or the name it goes by where none was given."""
        return (self.names or {}).get(language or "") or self.name


class Membership(models.Model):
    """One role of one person in one institution; a person may hold several."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=20, choices=list(roles.LABELS.items()))
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("institution", "user", "role")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "institution", "role"), name="people_membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.institution} · {self.get_role_display()}"


class AuditEvent(models.Model):
    """One thing that somebody did. Written once, never changed, never removed.

    Actor and institution are kept without a database constraint: a person can be
    erased while the record stays, with a number that no longer names anybody.
    """

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        User,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("by"),
    )
    verb = models.CharField(_("what"), max_length=64, db_index=True)
    institution = models.ForeignKey(
        Institution,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("institution"),
    )
    subject_type = models.CharField(_("kind of subject"), max_length=100, blank=True)
    subject_id = models.CharField(_("subject"), max_length=64, blank=True)
    detail = models.JSONField(_("detail"), default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=("subject_type", "subject_id"))]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event; refuse to write an existing one again."""
        if not self._state.adding:
            raise AppendOnlyError("Audit events are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a recorded event is never removed."""
        raise AppendOnlyError("Audit events are never removed.")

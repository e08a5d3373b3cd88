"""Users, memberships, and what is on record: events, texts in force, consents."""

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.people import logins, roles
from cms.people.exceptional import EmergencyAccess as EmergencyAccess
from cms.people.exceptional import InstitutionDeletion as InstitutionDeletion
from cms.people.fields import LoginEmailField
from cms.people.institution import Institution as Institution
from cms.people.institution import Logo as Logo
from cms.people.invited import Invitation as Invitation
from cms.people.managers import AppendOnlyError, AppendOnlyQuerySet, PersonManager
from cms.people.parting import Dormancy as Dormancy
from cms.people.parting import Erasure as Erasure
from cms.people.printed import PrintedCode as PrintedCode
from cms.people.requested import InstitutionRequest as InstitutionRequest


class User(AbstractUser):
    """A person. The login is the e-mail address; names are never split in two."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    class Gender(models.TextChoices):
        """What a person may say of themselves; counted in totals only."""

        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        ANOTHER = "another", _("Another")
        UNSAID = "unsaid", _("I prefer not to say")

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
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, blank=True)
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
        return self.display_name or self.login

    def get_full_name(self) -> str:
        """Return the name shown to others (Django and Wagtail ask for it here)."""
        return self.display_name

    def get_short_name(self) -> str:
        """Return the name shown to others; first names are not guessed."""
        return self.display_name

    @property
    def takes_mail(self) -> bool:
        """Whether letters reach this person; not where the account goes by a login name."""
        return logins.takes_mail(self.email)

    @property
    def login(self) -> str:
        """What the person types to sign in: the e-mail address, or the login name."""
        return logins.shown(self.email)

    def name_for_certificate(self) -> str:
        """Return the name as it is printed, or the shown name where none was given."""
        return self.certificate_name or self.display_name


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


class WrittenOnce(models.Model):
    """A row that is put on record: written once, never changed, never removed by itself."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; refuse to write an existing one again."""
        if not self._state.adding:
            raise AppendOnlyError("What is on record is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what is on record is never removed."""
        raise AppendOnlyError("What is on record is never removed.")


class AuditEvent(WrittenOnce):
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

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=("subject_type", "subject_id"))]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class TextVersion(WrittenOnce):
    """A version of a text that people agree to, the same in every language.

    The words stand on the plain page of the site whose address is the text's; Wagtail keeps
    what they were on the day.
    """

    class Text(models.TextChoices):
        """The texts, by the address of their page."""

        PRIVACY = "privacy", _("Privacy notice")
        TERMS = "terms", _("Terms of use")

    text = models.CharField(_("text"), max_length=20, choices=Text)
    number = models.PositiveIntegerField(_("version"))
    in_force_on = models.DateField(_("in force since"), auto_now_add=True)
    changes = models.TextField(
        _("what has changed"),
        max_length=500,
        blank=True,
        help_text=_("Shown to everybody who is asked again."),
    )

    class Meta:
        verbose_name = _("version of a text")
        verbose_name_plural = _("versions of texts")
        ordering = ("text", "-number")
        constraints = [
            models.UniqueConstraint(fields=("text", "number"), name="people_text_version_once")
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_text_display()} {self.number}"


class Consent(WrittenOnce):
    """That a person has read one version of one text, when, and in which language."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="consents", verbose_name=_("person")
    )
    version = models.ForeignKey(
        TextVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    language = models.CharField(_("language"), max_length=12)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-given_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("user", "version"), name="people_consent_once")
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.user} · {self.version}"

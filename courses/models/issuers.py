"""Issuers: in whose name certificates are issued, with logo, signatory and wording by language."""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.images import get_image_model_string
from wagtail.models import PreviewableMixin


@dataclass(frozen=True)
class Said:
    """What an issuer says on a certificate in one language."""

    name: str
    signatory: str = ""
    role: str = ""
    wording: str = ""


class Issuer(PreviewableMixin, ClusterableModel):
    """An issuer of certificates. A certificate keeps what its issuer said on the day of issue."""

    name = models.CharField(_("name"), max_length=120)
    course_id = models.CharField(
        _("id of the course"),
        max_length=60,
        blank=True,
        unique=True,
        help_text=_("Empty: the issuer of every course that has none of its own."),
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    signatory = models.CharField(_("who signs"), max_length=120, blank=True)
    valid_months = models.PositiveSmallIntegerField(
        _("months until a certificate ends"),
        null=True,
        blank=True,
        help_text=_("Empty: certificates do not end."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("course_id"),
        FieldPanel("logo"),
        FieldPanel("signatory"),
        FieldPanel("valid_months"),
        InlinePanel("words", heading=_("Wording by language"), label=_("language")),
    ]

    class Meta:
        verbose_name = pgettext_lazy("certificates", "issuer")
        verbose_name_plural = pgettext_lazy("certificates", "issuers")

    def __str__(self) -> str:
        return self.name

    def said(self) -> dict[str, Any]:
        """Return what a certificate keeps: the name, who signs, and the words by language."""
        words = {
            one.language: asdict(Said(one.name, one.signatory, one.role, one.wording))
            for one in self.words.all()
        }
        return {"name": self.name, "signatory": self.signatory, "words": words}

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return every language of the site, and a sheet in two."""
        alone = [(code, get_language_info(code)["name_local"]) for code, _n in settings.LANGUAGES]
        return [*alone, ("ar+en", "العربية + English")]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template that also prints certificates."""
        return "courses/certificate_print.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return a certificate of an invented person as this issuer would print it."""
        from courses.models import sheets  # it shows certificates, which know their issuers

        languages = (mode_name or settings.LANGUAGE_CODE).split("+")
        return super().get_preview_context(request, mode_name) | sheets.preview(self, languages)


class IssuerWords(models.Model):
    """What an issuer says in one language. What is empty is taken from the issuer itself."""

    issuer = ParentalKey(Issuer, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=120, blank=True)
    signatory = models.CharField(_("who signs"), max_length=120, blank=True)
    role = models.CharField(_("role of who signs"), max_length=160, blank=True)
    wording = models.CharField(
        _("sentence of the issuer"),
        max_length=300,
        blank=True,
        help_text=_("Printed below the course. It promises no accreditation."),
    )

    class Meta:
        verbose_name = _("wording of an issuer")
        verbose_name_plural = _("wordings of issuers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("issuer", "language"), name="courses_issuer_words_once")
        ]

    def __str__(self) -> str:
        return f"{self.issuer_id} {self.language}"


def read(kept: dict[str, Any], language: str) -> Said:
    """Return what a certificate keeps of its issuer, in a language."""
    words = kept.get("words", {}).get(language, {})
    return Said(
        name=words.get("name") or kept.get("name") or settings.WAGTAIL_SITE_NAME,
        signatory=words.get("signatory") or kept.get("signatory", ""),
        role=words.get("role", ""),
        wording=words.get("wording", ""),
    )

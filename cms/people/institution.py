"""Institutions as they are stored: what they are called, of which kind, and their logo."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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

    OUTSIDE = frozenset({Kind.OPERATOR, Kind.FIRM, Kind.UNIVERSITY, Kind.CIVIL_SOCIETY})
    """They answer as a view from outside: shown beside the others, scored only where adopted."""

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
    is_national_lead = models.BooleanField(_("national lead"), default=False)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering: ClassVar = ("name", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("country",),
                condition=Q(is_national_lead=True),
                name="people_one_national_lead_a_country",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_outside(self) -> bool:
        """Whether it speaks as a view from outside: an operator, a firm, a university..."""
        return self.kind in self.OUTSIDE

    @classmethod
    def demonstrates(cls) -> bool:
        """Tell whether an institution of the demonstration lives on this site."""
        return cls.objects.filter(is_demonstration=True).exists()

    def name_in(self, language: str | None) -> str:
        """Return the name in this language, or the name it goes by where none was given."""
        return (self.names or {}).get(language or "") or self.name


class Logo(models.Model):
    """The logo of an institution as this site has drawn it anew: a PNG of a few hundred pixels.

    It lies in the database, so that it comes and goes with its institution and no web server can
    give it out.
    """

    institution = models.OneToOneField(
        Institution, on_delete=models.CASCADE, primary_key=True, verbose_name=_("institution")
    )
    png = models.BinaryField()
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    stored_at = models.DateTimeField(_("stored"), auto_now=True)

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return str(self.institution_id)

"""What a ministry said of its own country: one row for each fact, the newest word only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.tenancy import TenantQuerySet
from cms.people.models import Institution


class CountryFact(models.Model):
    """A fact that the coordinator confirmed or corrected, or said not to know.

    The country stands beside it: an institution that is moved to another one takes no fact along.
    """

    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="country_facts",
        verbose_name=_("institution"),
    )
    country = models.CharField(_("country"), max_length=3)
    fact = models.SlugField(_("fact"), max_length=60)
    # A text, a list of texts, or `facts.UNKNOWN`: the ministry does not know it either
    value = models.JSONField(_("value"))
    note = models.CharField(_("where it stands"), max_length=200, blank=True)
    valid_until = models.DateField(_("valid until"))
    # The day from which it is so, such as that of joining a treaty
    since = models.DateField(_("since"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("country fact")
        verbose_name_plural = _("country facts")
        ordering = ("institution", "fact")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("institution", "country", "fact"), name="assessments_country_fact_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution} {self.fact}"

"""What the search looks through: the passages of published lessons, as text."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Passage(models.Model):
    """A passage of a published lesson. It is made from the lesson, and made again with it.

    `plain` is its text in the one form in which words are compared. `vector` is filled on
    PostgreSQL only; elsewhere `plain` is looked through.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=12)
    position = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    plain = models.TextField()
    vector = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        default_permissions = ()
        ordering = ("page", "position")
        constraints = [
            models.UniqueConstraint(fields=("page", "position"), name="courses_passage_once")
        ]
        indexes = [GinIndex(fields=["vector"], name="courses_passage_vector")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.position}"

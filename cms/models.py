"""The site's own pages, the image model that every room uses by name, and errors reported."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page


class HomePage(Page):
    """What the place is for, in one screen; one page a language."""

    lead = models.TextField(_("lead"), blank=True, max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = None
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")


class SiteImage(AbstractImage):
    """An image with a description: the default alternative text wherever it is shown."""

    admin_form_fields = Image.admin_form_fields


class SiteRendition(AbstractRendition):
    """A resized copy of an image."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]


class ErrorReport(models.Model):
    """An error that a reader saw in a text. It holds what the reader typed, and nothing else."""

    LONGEST_TEXT = 2000

    page = models.CharField(_("page"), max_length=300)
    text = models.TextField(_("what is wrong"), max_length=LONGEST_TEXT)
    correction = models.TextField(_("what should stand there"), max_length=LONGEST_TEXT, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    created_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    done = models.BooleanField(_("done"), default=False)

    class Meta:
        verbose_name = _("reported error")
        verbose_name_plural = _("reported errors")
        ordering = ["done", "-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page}: {self.text[:60]}"

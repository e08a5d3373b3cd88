"""The site's own pages, the image model that every room uses by name, and what readers send."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.search import index

from cms.people.models import TextVersion


class HomePage(Page):
    """What the place is for, in one screen; one page a language."""

    lead = models.TextField(_("lead"), blank=True, max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")


class PlainPage(Page):
    """A text about the site itself: about, help, privacy, terms, accessibility, contact."""

    class State(models.TextChoices):
        """How far a text can be trusted."""

        DRAFT = "draft", _("Draft")
        SECOND_READ = "second-read", _("Second-read")
        CONFIRMED = "confirmed", _("Confirmed")

    lead = models.TextField(_("lead"), blank=True, max_length=400)
    body = RichTextField(_("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])
    state = models.CharField(
        _("state of the text"), max_length=12, choices=State, default=State.DRAFT
    )
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("state", "confirmed_by", "confirmed_on")],
            heading=_("Text"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = []
    template = "cms/plain_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    @property
    def translation_state(self) -> str:
        """How far this translation is; empty in the language that the others are made from."""
        return "" if self.locale.language_code == settings.LANGUAGE_CODE else self.state

    @property
    def version_in_force(self) -> TextVersion | None:
        """The version that people agree to, where this is such a text."""
        if self.slug not in TextVersion.Text.values:
            return None
        return TextVersion.objects.filter(text=self.slug).order_by("-number").first()


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


class FromReader(models.Model):
    """What a reader sent without an account. It holds what was typed, and nothing else."""

    LONGEST_TEXT = 2000

    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    done = models.BooleanField(_("dealt with"), default=False)

    class Meta:
        abstract = True
        ordering = ("done", "-created_at", "-pk")


class ErrorReport(FromReader):
    """An error that a reader saw in a text."""

    page = models.CharField(_("page"), max_length=300)
    text = models.TextField(_("what is wrong"), max_length=FromReader.LONGEST_TEXT)
    correction = models.TextField(
        _("what should stand there"), max_length=FromReader.LONGEST_TEXT, blank=True
    )
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta(FromReader.Meta):
        verbose_name = _("reported error")
        verbose_name_plural = _("reported errors")

    def __str__(self) -> str:
        return f"{self.page}: {self.text[:60]}"


class ContactMessage(FromReader):
    """A message to the operator of the site."""

    class Topic(models.TextChoices):
        """What a message is about."""

        QUESTION = "question", _("A question")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        PRIVACY = "privacy", _("Privacy and my data")
        OTHER = "other", _("Something else")

    topic = models.CharField(_("topic"), max_length=16, choices=Topic, default=Topic.QUESTION)
    text = models.TextField(_("message"), max_length=FromReader.LONGEST_TEXT)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120, blank=True)

    class Meta(FromReader.Meta):
        verbose_name = _("message to the operator")
        verbose_name_plural = _("messages to the operator")

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.text[:60]}"

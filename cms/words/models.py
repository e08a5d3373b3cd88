"""The glossary as it is stored: a term, and what it is called and means in each language."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel


class Term(ClusterableModel):
    """A term of the field. Its id stands in addresses and is never reused."""

    key = models.SlugField(
        _("id"),
        max_length=60,
        unique=True,
        help_text=_("Small letters, digits and hyphens. It stands in the address of the term."),
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        default="ours",
        help_text=_("The publication that the meaning is taken from, or “ours”."),
    )

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("source")]),
        InlinePanel(
            "texts",
            heading=_("In each language"),
            label=_("language"),
            max_num=len(settings.LANGUAGES),
        ),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key

    @property
    def names(self) -> str:
        """The term in every language that has it."""
        return " · ".join(text.term for text in self.texts.all())


class TermText(models.Model):
    """A term in one language."""

    class State(models.TextChoices):
        """How far a text can be trusted."""

        DRAFT = "draft", _("Draft")
        SECOND_READ = "second-read", _("Second-read")

    owner = ParentalKey(Term, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    term = models.CharField(_("term"), max_length=120)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    synonyms = models.TextField(
        _("other forms"),
        blank=True,
        help_text=_(
            "Plurals and other words for the same, one a line. Lessons lead from them too."
        ),
    )
    meaning = models.TextField(_("meaning"), max_length=1000)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    linked = models.BooleanField(
        _("lessons lead here"),
        default=True,
        help_text=_("Off for a word that also means other things."),
    )
    shipped = models.CharField(max_length=64, blank=True, default="", editable=False)

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("state")]),
        FieldRowPanel([FieldPanel("term"), FieldPanel("abbreviation")]),
        FieldPanel("meaning"),
        FieldPanel("synonyms"),
        FieldPanel("linked"),
    ]

    class Meta:
        verbose_name = _("text of a term")
        verbose_name_plural = _("texts of terms")
        default_permissions = ()
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("owner", "language"), name="words_term_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.term} ({self.language})"

    @property
    def forms(self) -> tuple[str, ...]:
        """Every other way in which the term is written."""
        lines = [self.abbreviation, *self.synonyms.splitlines()]
        return tuple(line.strip() for line in lines if line.strip())

    @property
    def digest(self) -> str:
        """A hash of what it says: the same as `shipped` where nobody has edited it here."""
        said = (self.term, self.abbreviation, self.synonyms, self.meaning, self.state)
        said += ("linked" if self.linked else "not linked",)
        return sha256("\0".join(said).encode()).hexdigest()


class Correction(models.Model):
    """A shipped text as it was mended here: it wins over the catalogue while its source is the
    same, and is told to be stale when another release brings another source."""

    class Catalogue(models.TextChoices):
        """Where the text is shipped."""

        INTERFACE = "interface", _("Interface, mails and documents")
        CONTENT = "content", _("Models and actions")

    class State(models.TextChoices):
        """How far a text can be trusted."""

        DRAFT = "draft", _("Draft")
        SECOND_READ = "second-read", _("Second-read")

    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    catalogue = models.CharField(_("catalogue"), max_length=10, choices=Catalogue)
    context = models.CharField(_("place"), max_length=255, blank=True)
    source = models.TextField(_("source"))
    source_hash = models.CharField(max_length=64)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    class Meta:
        verbose_name = _("corrected text")
        verbose_name_plural = _("corrected texts")
        default_permissions = ()
        ordering = ("language", "catalogue", "context")
        constraints = [
            models.UniqueConstraint(
                fields=("language", "catalogue", "context", "source_hash"),
                name="words_correction_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.context or self.source[:40]}"

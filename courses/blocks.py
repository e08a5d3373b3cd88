"""What a lesson is made of in the editor: one block here for every kind that a bundle knows."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.anchors import FEATURES, Anchored
from courses.media import FigureBlock, VideoBlock

TONES = [
    ("try", _("Something to try")),
    ("example", _("Worked example")),
    ("warning", _("Warning")),
    ("note", _("Note")),
]
CERTAINTIES = [("seen", _("Seen at the source")), ("known", _("Not yet confirmed"))]


class TextBlock(Anchored):
    """Paragraphs, headings and lists."""

    body = blocks.RichTextBlock(features=FEATURES, label=_("text"))

    class Meta:
        icon = "pilcrow"
        group = _("Reading")
        label = _("Text")
        template = "courses/blocks/text.html"
        description = _("Paragraphs with headings and lists.")
        preview_value = {"body": "<p>A constituency is a list that can be checked.</p>"}


class CalloutBlock(Anchored):
    """A marked passage."""

    tone = blocks.ChoiceBlock(choices=TONES, default="try", label=_("what it is"))
    title = blocks.CharBlock(max_length=120, label=_("title"))
    body = blocks.RichTextBlock(features=FEATURES[2:], label=_("text"))

    class Meta:
        icon = "warning"
        group = _("Reading")
        label = _("Callout")
        template = "courses/blocks/callout.html"
        description = _("Something to try, a worked example, a warning or a note.")
        preview_value = {
            "tone": "try",
            "title": "Try this on Monday",
            "body": "<p>Write down ten names and ten numbers.</p>",
        }


class TermBlock(Anchored):
    """A word of the field."""

    term = blocks.CharBlock(max_length=120, label=_("term"))
    meaning = blocks.TextBlock(label=_("meaning"))


class TermsBlock(Anchored):
    """Key terms."""

    terms = blocks.ListBlock(TermBlock(), label=_("terms"))

    class Meta:
        icon = "list-ul"
        group = _("Remember")
        label = _("Key terms")
        template = "courses/blocks/terms.html"
        description = _("Words of the field and what they mean here.")
        preview_value = {"terms": [{"term": "Mandate", "meaning": "What creates a team."}]}


class OptionBlock(Anchored):
    """An answer to choose, and what is said to whoever chooses it."""

    text = blocks.TextBlock(label=_("option"))
    feedback = blocks.TextBlock(label=_("feedback"))
    correct = blocks.BooleanBlock(required=False, label=_("correct"))


class CheckBlock(Anchored):
    """A check of one's own understanding."""

    prompt = blocks.TextBlock(label=_("question"))
    options = blocks.ListBlock(OptionBlock(), min_num=2, label=_("options"))

    class Meta:
        icon = "help"
        group = _("Remember")
        label = _("Check your understanding")
        template = "courses/blocks/check.html"
        description = _("A question that readers answer for themselves; nobody marks it.")
        preview_value = {
            "prompt": "Who is served?",
            "options": [
                {"text": "Those on the list", "feedback": "Yes.", "correct": True},
                {"text": "Everybody first", "feedback": "Not yet.", "correct": False},
            ],
        }


class FactBlock(Anchored):
    """A dated fact."""

    text = blocks.TextBlock(label=_("fact"))
    source = blocks.CharBlock(max_length=250, label=_("source"))
    url = blocks.URLBlock(label=_("address"))
    as_of = blocks.DateBlock(label=_("as of"))
    valid_until = blocks.DateBlock(label=_("look again by"))
    certainty = blocks.ChoiceBlock(choices=CERTAINTIES, default="seen", label=_("certainty"))


class FactsValue(blocks.StructValue):
    """A box of facts, and how sure we are of it."""

    @property
    def as_of(self) -> dt.date | None:
        """The day of the oldest fact: the whole box is as old as that."""
        return min((fact["as_of"] for fact in self._facts), default=None)

    @property
    def unconfirmed(self) -> int:
        """How many facts nobody has seen at the source."""
        return sum(fact["certainty"] != "seen" for fact in self._facts)

    @property
    def _facts(self) -> Iterable[blocks.StructValue]:
        return self["facts"]


class FactsBlock(Anchored):
    """Dated facts."""

    facts = blocks.ListBlock(FactBlock(), label=_("facts"))

    class Meta:
        icon = "calendar"
        group = _("Remember")
        label = _("Dated facts")
        template = "courses/blocks/facts.html"
        value_class = FactsValue
        description = _("Counts, memberships and editions: what grows old stands here, dated.")
        preview_value = {
            "facts": [
                {
                    "text": "There are five areas of work.",
                    "source": "A framework",
                    "url": "https://example.org/",
                    "as_of": dt.date(2026, 11, 1),
                    "valid_until": dt.date(2027, 11, 1),
                    "certainty": "seen",
                }
            ]
        }


class SourceBlock(Anchored):
    """A publication to read on."""

    title = blocks.CharBlock(max_length=250, label=_("title"))
    publisher = blocks.CharBlock(max_length=120, label=_("publisher"))
    year = blocks.IntegerBlock(label=_("year"))
    language = blocks.CharBlock(max_length=12, label=_("language"))
    url = blocks.URLBlock(label=_("address"))


class SourcesBlock(Anchored):
    """Where to read on."""

    sources = blocks.ListBlock(SourceBlock(), label=_("sources"))

    class Meta:
        icon = "link-external"
        group = _("Remember")
        label = _("Sources")
        template = "courses/blocks/sources.html"
        description = _("Publications that readers are sent to.")
        preview_value = {
            "sources": [
                {
                    "title": "RFC 2350",
                    "publisher": "IETF",
                    "year": 1998,
                    "language": "en",
                    "url": "https://www.rfc-editor.org/rfc/rfc2350",
                }
            ]
        }


class OutcomeBlock(Anchored):
    """What a reader can do afterwards."""

    text = blocks.CharBlock(max_length=250, label=_("outcome"))

    class Meta:
        label = _("outcome")


LESSON = [
    ("text", TextBlock()),
    ("callout", CalloutBlock()),
    ("image", FigureBlock()),
    ("video", VideoBlock()),
    ("terms", TermsBlock()),
    ("check", CheckBlock()),
    ("facts", FactsBlock()),
    ("sources", SourcesBlock()),
]
OUTCOMES = [("outcome", OutcomeBlock())]

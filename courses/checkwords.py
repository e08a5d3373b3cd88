"""What the content checks say: for each rule, what is wrong and what to do about it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.domain.checking import Rule

WORDS: Mapping[Rule, Promise] = MappingProxyType(
    {
        Rule.SUMMARY: _("There is no summary. Say in one sentence what this page is about."),
        Rule.OUTCOME: _("There is no outcome. Say what learners can do after this lesson."),
        Rule.EMPTY: _("There is no text yet."),
        Rule.ALT: _("An image has no description. Say what it shows, for those who do not see it."),
        Rule.ALT_REPEATS: _(
            "The description of an image is its caption or the name of a file. Say what it shows."
        ),
        Rule.TRANSCRIPT: _("A video has no transcript. Write down what is said and seen."),
        Rule.CAPTIONS: _("A video has no captions in the language of this page."),
        Rule.HEADING_ORDER: _(
            "A heading skips a level. Use the next level below the heading before it."
        ),
        Rule.HEADING_EMPTY: _("A heading has no words. Write it, or remove it."),
        Rule.LINK: _("The words of a link do not say where it leads. Name what is found there."),
        Rule.SENTENCE: _("A sentence is long. Make two of it."),
        Rule.LEVEL: _(
            "The text is hard to read. Use shorter sentences, and everyday words where you can."
        ),
        Rule.IMAGE_SIZE: _(
            "An image is larger than 100 kB, so readers see a link in its place. Make it smaller."
        ),
        Rule.PAGE_SIZE: _("The page is larger than 500 kB. Make its images smaller, or divide it."),
        Rule.PLACEHOLDER: _("A text of the template still stands here. Write over it."),
        Rule.NO_LESSON: _("The course has no lesson."),
        Rule.NO_QUIZ: _("The course has no quiz: learners cannot show what they have learned."),
        Rule.QUIZ_EMPTY: _("A quiz asks nothing. Give it questions."),
        Rule.UNASKED: _("No question asks for this outcome."),
    }
)
"""A sentence for each rule; a test finds one that has none."""

BYTES = frozenset({Rule.IMAGE_SIZE, Rule.PAGE_SIZE})
"""Rules whose number is a size."""
COUNTED: Mapping[Rule, Promise] = MappingProxyType(
    {Rule.SENTENCE: _("%(number)s words"), Rule.LEVEL: _("LIX %(number)s")}
)
"""What the number of other rules counts."""

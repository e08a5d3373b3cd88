"""What the place of a text is called, for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: Mapping[str, Promise] = {
    "course": _("Course"),
    "module": _("Module"),
    "lesson": _("Lesson"),
    "quiz": _("Quiz"),
    "item": _("Question"),
    "scenario": _("Scenario"),
    "term": _("Term"),
}
FIELDS: Mapping[str, Promise] = {
    "title": _("Title"),
    "seo_title": _("Title for search engines"),
    "search_description": _("Description for search engines"),
    "summary": _("Summary"),
    "content_note": _("Content note"),
    "outcomes": _("What one can do afterwards"),
    "body": _("Text"),
    "transcript": _("Transcript"),
    "alt": _("Description of an image"),
    "poster_alt": _("Description of an image"),
    "caption": _("Caption"),
    "term": _("Term"),
    "meaning": _("Meaning of a term"),
    "prompt": _("Question"),
    "options": pgettext_lazy("of a question", "Answer"),
    "feedback": _("Feedback"),
    "facts": _("Fact"),
    "bands": _("What is said of a result"),
    "hint": _("Hint"),
    "slots": _("Part of a question"),
    "choices": pgettext_lazy("of a question", "Choice"),
    "scenes": _("Scene"),
    "outcome": _("What follows"),
    "injects": _("News"),
    "evidence": _("Evidence"),
    "claim": _("Evidence"),
    "debrief": _("Debrief"),
    "role": _("Your role"),
    "background": _("Background"),
}
OTHER = _("Text")


def named(path: str) -> Promise:
    """Return what the place of a text is called: the innermost of its names that has a word."""
    names = path.partition("#")[0].split("/")
    if names[-1] == "text":
        names.pop()
    return next((FIELDS[one] for one in reversed(names) if one in FIELDS), OTHER)

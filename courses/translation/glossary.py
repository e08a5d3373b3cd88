"""The terms of the glossary as texts that are translated: read, and published into the glossary."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from cms.people.refusals import Refused
from cms.words.models import Term, TermText
from courses.domain import keys
from courses.translation.text import Said, Text

NAME = "glossary"
KIND = "term"
FIELDS = ("term", "meaning")
"""An abbreviation and other forms are a language's own, and written in the admin."""


def read(names: Iterable[str] | None = None) -> list[Text]:
    """Return the terms of the glossary, or those of these ids; two queries.

    The source of a term is the text in the language of the site, or the first that it has.
    """
    terms = Term.objects.order_by("key").prefetch_related("texts")
    if names is not None:
        terms = terms.filter(key__in=list(names))
    return [_text(one) for one in terms if one.texts.all()]


def publish(*, text: Text, language: str, words: Mapping[str, str]) -> None:
    """Write a term in a language into the glossary; what was shipped is edited here from now on.

    Refused while the term or its meaning is missing.
    """
    if not all(words.get(name) for name in FIELDS):
        raise Refused(_("Translate the term and its meaning first."))
    owner = Term.objects.get(key=text.content_id.rpartition("/")[2])
    said = {name: words[name] for name in FIELDS}
    found = TermText.objects.filter(owner=owner, language=language).first()
    row = found or TermText(owner=owner, language=language)
    if all(getattr(row, name) == one for name, one in said.items()):
        return
    for name, one in said.items():
        setattr(row, name, one)
    row.state = TermText.State.DRAFT
    row.save()


def _text(term: Term) -> Text:
    rows = {one.language: one for one in term.texts.all()}
    source = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in rows else next(iter(rows))
    return Text(
        key=keys.words(KIND, term.key),
        kind=KIND,
        content_id=f"{NAME}/{term.key}",
        source=source,
        raws={code: {name: getattr(row, name) for name in FIELDS} for code, row in rows.items()},
        said={code: Said(row.state, "", None) for code, row in rows.items()},
    )

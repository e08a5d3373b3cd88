"""The glossary: brought from the shipped file, and read in one language or in all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction
from django.http import HttpRequest

from cms.people import audit
from cms.words.models import Term, TermText


@dataclass(frozen=True)
class Said:
    """What the shipped file says of a term in one language."""

    term: str
    meaning: str
    abbreviation: str = ""
    synonyms: Sequence[str] = ()
    state: str = TermText.State.DRAFT
    linked: bool = True


@dataclass(frozen=True)
class Word:
    """A term in one language, ready to be shown; `forms` are its other spellings."""

    key: str
    term: str
    meaning: str
    abbreviation: str
    forms: tuple[str, ...]
    source: str
    linked: bool


@dataclass
class Brought:
    """What loading the shipped glossary did: `id (language)` by what became of it."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def bring(entries: Mapping[str, tuple[str, Mapping[str, Said]]]) -> Brought:
    """Make the glossary hold `entries`: id to (source, texts by language). Safe to repeat.

    A text that was edited here is kept and reported; a term that was added here stays.
    """
    done = Brought()
    terms = {term.key: term for term in Term.objects.filter(key__in=entries)}
    stored = {
        (text.owner.key, text.language): text
        for text in TermText.objects.filter(owner__key__in=entries).select_related("owner")
    }
    for key, (source, texts) in entries.items():
        term = terms.get(key) or Term.objects.create(key=key, source=source)
        for language, said in texts.items():
            _bring(term, language, said, stored.get((key, language)), done)
    if done.created or done.changed:
        counts = {"created": len(done.created), "changed": len(done.changed)}
        audit.record(actor=None, verb="glossary.brought", detail=counts)
    return done


def _bring(term: Term, language: str, said: Said, text: TermText | None, done: Brought) -> None:
    wanted = TermText(
        owner=term,
        language=language,
        term=said.term,
        abbreviation=said.abbreviation,
        synonyms="\n".join(said.synonyms),
        meaning=said.meaning,
        state=said.state,
        linked=said.linked,
    )
    wanted.shipped = wanted.digest
    place = f"{term.key} ({language})"
    if text is None:
        wanted.save()
        done.created.append(place)
    elif text.digest == wanted.digest:
        done.unchanged += 1
        TermText.objects.filter(pk=text.pk).exclude(shipped=wanted.digest).update(
            shipped=wanted.digest
        )
    elif text.digest != text.shipped:
        done.kept.append(place)
    else:
        wanted.pk = text.pk
        wanted.save()
        done.changed.append(place)


@dataclass(frozen=True)
class Index:
    """The words of one language that lessons lead from, and a hash that changes with them."""

    words: tuple[Word, ...]
    digest: str


def remembered(language: str, request: HttpRequest) -> Index:
    """Return the words of a language; where the request lends a memory, they are read only once."""

    def find() -> Index:
        words = index(language)
        return Index(words, sha256(repr(words).encode()).hexdigest()[:16])

    if not hasattr(request, "remember"):
        return find()
    return request.remember(("glossary", language), find)


def index(language: str) -> tuple[Word, ...]:
    """Return every term of one language, by its id; one query."""
    rows = TermText.objects.filter(language=language).select_related("owner")
    return tuple(_word(row) for row in rows.order_by("owner__key"))


def _word(row: TermText) -> Word:
    return Word(
        key=row.owner.key,
        term=row.term,
        meaning=row.meaning,
        abbreviation=row.abbreviation,
        forms=row.forms,
        source=row.owner.source,
        linked=row.linked,
    )

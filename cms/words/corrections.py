"""Mending shipped texts: a row that wins over the catalogue, goes stale with its source, leaves as
PO."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import polib
from django.db import transaction
from django.utils.translation import gettext as _

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from cms.words import letters, lookup, shipped, standing
from cms.words.models import Correction
from cms.words.shipped import Key, Shipped

MOST = 40
_MARKUP = re.compile(r"<[^<>]*>|&\w+;|[<>&\"]")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Found:
    """A shipped text with how it was mended here, if it was."""

    shipped: Shipped
    mended: str

    @property
    def name(self) -> str:
        """A short name that a form can send."""
        return sha256("\0".join(map(str, self.shipped.key)).encode()).hexdigest()[:16]

    @property
    def place(self) -> str:
        """Where it stands: its own place, or the kind of texts that it belongs to."""
        return self.shipped.context or str(Correction.Catalogue(self.shipped.catalogue).label)

    @property
    def ordinal(self) -> int:
        """Which of its forms it is, counted from one."""
        return self.shipped.number + 1

    @property
    def files(self) -> list[str]:
        """The files that say a text of the interface; none for a model, whose path is its place."""
        if self.shipped.catalogue == shipped.CONTENT:
            return []
        return standing.places(self.shipped.one or self.shipped.source)

    @property
    def text(self) -> str:
        """What readers see."""
        return self.mended or self.shipped.text


def search(language: str, asked: str) -> list[Found]:
    """Return the texts whose source, translation or place holds these words; at most forty."""
    words = letters.plain(asked)
    mended = _mended(language)
    found = []
    for one in shipped.texts(language):
        held = mended.get(one.key, "")
        if words and (words in one.plain or words in letters.plain(held)):
            found.append(Found(one, held))
            if len(found) == MOST:
                break
    return found


def stale(language: str) -> list[Correction]:
    """Return the corrections whose source is shipped no more: another text stands there now."""
    known = {one.key for one in shipped.texts(language)}
    rows = Correction.objects.filter(language=language).order_by("catalogue", "context", "source")
    return [one for one in rows if one.key not in known]


@transaction.atomic
def mend(*, actor: User, language: str, one: Shipped, text: str) -> Correction | None:
    """Let a text win over what is shipped; the shipped text itself takes the correction away.

    Refused where its placeholders or its markup are not those of its source. The caller has asked
    for the right to the language.
    """
    words = text.strip()
    told = {
        "language": language,
        "catalogue": one.catalogue,
        "place": shipped.place(one.catalogue, one.context),
        "source_hash": sha256(one.source.encode()).hexdigest(),
        "number": one.number,
    }
    row = None
    if not words or words == one.text:
        Correction.objects.filter(**told).delete()
    else:
        _refuse_other_signs(one, words)
        kept = {"context": one.context, "source": one.source, "one": one.one, "text": words}
        kept |= {"state": Correction.State.DRAFT, "written_by": actor}
        row, _new = Correction.objects.update_or_create(**told, defaults=kept)
    detail = {"language": language, "catalogue": one.catalogue, "place": one.context}
    audit.record(actor=actor, verb="words.mended", detail=detail)
    lookup.changed()
    return row


def _refuse_other_signs(one: Shipped, words: str) -> None:
    """A template fills the placeholders, and shows the markup of the interface as it is."""
    wanted, found = placeholders(one.source), placeholders(words)
    fits = set(found) <= set(wanted) if one.forms else found == wanted
    if not fits:
        raise Refused(
            _("Keep the placeholders of the original, such as those in %(signs)s.")
            % {"signs": ", ".join(wanted) or "—"}
        )
    if one.catalogue != shipped.CONTENT and markup(words) not in (
        markup(one.source),
        markup(one.text),
    ):
        raise Refused(
            _(
                "Keep the markup of the original as it is, and write no other angle brackets, "
                "straight double quotes or ampersands."
            )
        )


def markup(text: str) -> list[str]:
    """Return what a browser would not read as words, in its order in the alphabet.

    >>> markup("<b>a</b> & \"b\"")
    ['"', '"', '&', '</b>', '<b>']
    """
    return sorted(_MARKUP.findall(text))


def placeholders(text: str) -> list[str]:
    """Return the placeholders of a text, in the order of their names.

    >>> placeholders("%(count)s of {total}")
    ['%(count)s', '{total}']
    """
    return sorted(found[0] for found in _PLACEHOLDER.finditer(text))


@transaction.atomic
def take_along(*, actor: User, language: str) -> bytes:
    """Return the corrections of a language as a file, on record."""
    audit.record(actor=actor, verb="words.taken", detail={"language": language})
    return as_po(language).encode()


def as_po(language: str) -> str:
    """Return the corrections of a language as a PO file, to be taken over into a release.

    Of a text that counts, the forms that were not mended are those that are shipped.
    """
    po = polib.POFile(wrapwidth=0)
    po.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": language}
    counting: dict[tuple[str, str, str], polib.POEntry] = {}
    for row in Correction.objects.filter(language=language).order_by("catalogue", "context"):
        entry = polib.POEntry(msgctxt=row.context or None, msgid=row.one or row.source)
        entry.comment = row.catalogue
        if row.number == shipped.NO_NUMBER:
            entry.msgstr = row.text
        else:
            name = (row.catalogue, row.context, row.source)
            if name in counting:
                counting[name].msgstr_plural[row.number] = row.text
                continue
            counting[name] = entry
            entry.msgid_plural = row.source
            entry.msgstr_plural = {**_forms(language, row), row.number: row.text}
        po.append(entry)
    return str(po)


def _forms(language: str, row: Correction) -> dict[int, str]:
    return {
        one.number: one.text
        for one in shipped.texts(language)
        if (one.catalogue, one.context, one.source) == (row.catalogue, row.context, row.source)
    }


def by_name(language: str, names: Sequence[str]) -> dict[str, Shipped]:
    """Return the shipped texts of these short names."""
    wanted = set(names)
    found = (Found(one, "") for one in shipped.texts(language))
    return {one.name: one.shipped for one in found if one.name in wanted}


def _mended(language: str) -> dict[Key, str]:
    return {one.key: one.text for one in Correction.objects.filter(language=language)}

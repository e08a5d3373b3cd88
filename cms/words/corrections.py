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
from cms.words import letters, lookup, shipped
from cms.words.models import Correction
from cms.words.shipped import Shipped

MOST = 40
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Found:
    """A shipped text with how it was mended here, if it was."""

    shipped: Shipped
    mended: str

    @property
    def name(self) -> str:
        """A short name that a form can send."""
        return sha256("\0".join(self.shipped.key).encode()).hexdigest()[:16]

    @property
    def place(self) -> str:
        """Where it stands: its own place, or the kind of texts that it belongs to."""
        return self.shipped.context or str(Correction.Catalogue(self.shipped.catalogue).label)

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
    return [one for one in rows if (one.catalogue, one.context, one.source) not in known]


@transaction.atomic
def mend(*, actor: User, language: str, one: Shipped, text: str) -> Correction | None:
    """Let a text win over what is shipped; the shipped text itself takes the correction away.

    Refused where the placeholders of its source are not all in it. The caller has asked for the
    right to the language.
    """
    words = text.strip()
    rows = Correction.objects.filter(
        language=language, catalogue=one.catalogue, context=one.context, source_hash=_hash(one)
    )
    if not words or words == one.text:
        rows.delete()
        row = None
    else:
        if placeholders(words) != placeholders(one.source):
            raise Refused(
                _("Keep the placeholders of the original: %(signs)s.")
                % {"signs": ", ".join(placeholders(one.source)) or "—"}
            )
        row, _new = Correction.objects.update_or_create(
            language=language,
            catalogue=one.catalogue,
            context=one.context,
            source_hash=_hash(one),
            defaults={
                "source": one.source,
                "text": words,
                "state": Correction.State.DRAFT,
                "written_by": actor,
            },
        )
    detail = {"language": language, "catalogue": one.catalogue, "place": one.context}
    audit.record(actor=actor, verb="words.mended", detail=detail)
    lookup.changed()
    return row


def placeholders(text: str) -> list[str]:
    """Return the placeholders of a text, in the order of their names.

    >>> placeholders("%(count)s of {total}")
    ['%(count)s', '{total}']
    """
    return sorted(found[0] for found in _PLACEHOLDER.finditer(text))


def as_po(language: str) -> str:
    """Return the corrections of a language as a PO file, to be taken over into a release."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": language}
    for one in Correction.objects.filter(language=language).order_by("catalogue", "context"):
        po.append(
            polib.POEntry(
                msgctxt=one.context or None,
                msgid=one.source,
                msgstr=one.text,
                comment=one.catalogue,
            )
        )
    return str(po)


def by_name(language: str, names: Sequence[str]) -> dict[str, Shipped]:
    """Return the shipped texts of these short names."""
    wanted = set(names)
    found = (Found(one, "") for one in shipped.texts(language))
    return {one.name: one.shipped for one in found if one.name in wanted}


def _mended(language: str) -> dict[tuple[str, str, str], str]:
    rows = Correction.objects.filter(language=language)
    return {(one.catalogue, one.context, one.source): one.text for one in rows}


def _hash(one: Shipped) -> str:
    return sha256(one.source.encode()).hexdigest()

"""The author of a text says how grave its changes are; what readers see follows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.people import audit
from cms.people.models import User
from courses.domain import gravity, worddiff
from courses.domain.drift import Drift
from courses.domain.gravity import Gravity, Pair
from courses.models import ChangeClass
from courses.translation import following, reckoning, rights, texts, wording
from courses.translation.text import Text

WHOLE = ("item", "scenario")
"""What is asked or played as a whole, and so falls back to its source as a whole."""


@dataclass(frozen=True)
class Change:
    """A change of a source that some translation has not followed yet."""

    drift: Drift
    pieces: tuple[worddiff.Piece, ...]
    languages: tuple[str, ...]
    gravity: Gravity | None
    proposed: Gravity | None

    @property
    def name(self) -> str:
        """The change as a word that a form can send."""
        return "-".join(one[:16] or "0" for one in self.drift.pair)


def changes(text: Text) -> list[Change]:
    """Return the changes of a text that are not in every language yet, each once."""
    return _changes(text, following.rows_of([text]), reckoning.classes([text]))


def _changes(text: Text, rows: following.Rows, ruled: reckoning.Ruled) -> list[Change]:
    known = ruled[text.key]
    found: dict[Pair, tuple[Drift, list[str]]] = {}
    for language in text.translations:
        drifts = reckoning.compare(text, rows.get((text.key, language), ()))
        for pair, drift in gravity.to_class(drifts).items():
            found.setdefault(pair, (drift, []))[1].append(language)
    return [
        Change(
            drift,
            worddiff.between(drift.before, drift.after),
            tuple(languages),
            known.get(pair),
            gravity.guess(drift.before, drift.after),
        )
        for pair, (drift, languages) in found.items()
    ]


def open_texts(user: User) -> list[tuple[Text, Sequence[Change]]]:
    """Return the texts of this author with changes that nobody has classed yet.

    As many queries for many courses of many texts as for one of few.
    """
    sources = rights.languages(user)
    mine = [one for one in texts.of_courses(texts.course_ids()) if one.source in sources]
    rows, ruled = following.rows_of(mine), reckoning.classes(mine)
    left = [
        (text, [one for one in _changes(text, rows, ruled) if one.gravity is None]) for text in mine
    ]
    return [(text, found) for text, found in left if found]


@transaction.atomic
def classify(*, actor: User, text: Text, chosen: Mapping[str, int]) -> int:
    """Note how grave the changes of a text are, by their names, and tell what readers see anew.

    Only who may change the text in its own language; raises PermissionDenied. Returns how many.
    """
    if text.source not in rights.languages(actor):
        raise PermissionDenied
    known = {one.name: one for one in changes(text)}
    decided = {name: Gravity(one) for name, one in chosen.items() if name in known}
    for name, grave in decided.items():
        before, after = known[name].drift.pair
        ChangeClass.objects.update_or_create(
            key=text.key,
            before_hash=before,
            after_hash=after,
            defaults={"gravity": grave, "decided_by": actor},
        )
    if decided:
        detail = {
            "text": text.content_id,
            "changes": len(decided),
            "gravest": max(decided.values()),
        }
        audit.record(actor=actor, verb="translation.classed", detail=detail)
        grave = _in_danger(known, decided)
        if text.kind in WHOLE and grave:
            wording.withdraw(text=text, languages=grave)
        following.follow_text(text)
    return len(decided)


def _in_danger(known: Mapping[str, Change], decided: Mapping[str, Gravity]) -> set[str]:
    """The languages that have not followed a change which is now a matter of safety."""
    return {
        language
        for name, grave in decided.items()
        if grave is Gravity.SAFETY
        for language in known[name].languages
    }

"""The debts of a bundle become those of the site: what was behind there is behind here."""

from collections.abc import Mapping
from uuid import UUID

from courses.domain import debts, gravity
from courses.domain.course import Course
from courses.domain.owed import Debt
from courses.models import ChangeClass
from courses.transfer.known import Known
from courses.translation import classing, following, reckoning, texts, wording
from courses.translation.text import Text


def settle(course: Course, before: Known) -> None:
    """Follow what was imported, with what the bundle says that its translations were made from.

    A class that somebody gave a change here stays.
    """
    found = texts.of_course(course.id)
    owed = {text.key: _owed(course, text) for text in found}
    for text in found:
        _rule(text, owed[text.key])
    following.follow(found, imported=True, bundled=_bundled(course, before, found, owed))
    for text in found:
        if text.kind in classing.WHOLE and owed[text.key]:
            _withdraw(text)


def _owed(course: Course, text: Text) -> dict[str, Debt]:
    """What is owed in a text, by language."""
    name = text.content_id.partition("/")[2]
    told = {code: one.of(text.kind, name) for code, one in course.behind.items()}
    return {code: debt for code, debt in told.items() if debt is not None}


def _rule(text: Text, owed: Mapping[str, Debt]) -> None:
    for (before, after), grave in debts.rulings(list(owed.values())).items():
        pair = {"key": text.key, "before_hash": before, "after_hash": after}
        ChangeClass.objects.get_or_create(**pair, defaults={"gravity": grave})


def _bundled(
    course: Course, before: Known, found: list[Text], owed: Mapping[UUID, Mapping[str, Debt]]
) -> following.Bundled:
    former = before.imported
    known = {text.key: _owed(former, text) if former else {} for text in found}
    return {
        (text.key, code): debts.brought(debt, known[text.key].get(code), text.raws[code])
        for text in found
        for code, debt in owed[text.key].items()
        if code in text.raws
    }


def _withdraw(text: Text) -> None:
    """A question or scenario whose words could do harm is asked or played in its source."""
    ruled, rows = reckoning.classes([text])[text.key], following.rows_of([text])
    grave = {
        code
        for code in text.translations
        for one in reckoning.compare(text, rows.get((text.key, code), ()))
        if gravity.effect(one, ruled).replaced
    }
    if grave:
        wording.withdraw(text=text, languages=grave)
        following.follow_text(text)

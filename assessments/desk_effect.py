"""What other limits do to a plan: its figures, what moves, what comes in and what falls out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import differences, reasons
from assessments.domain.currency import Currency
from assessments.marking import isolated
from assessments.reasons import sentence
from assessments.titles import Titles
from cms.press import formatting

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of two plans, in words; `differs` where the two are not the same."""

    label: str
    before: SafeString
    after: SafeString

    @property
    def differs(self) -> bool:
        """Tell whether the reader sees two different values."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Line:
    """An action: when it runs in the one plan and in the other, and why. "" where it is not."""

    title: SafeString
    before: SafeString
    after: SafeString
    why: SafeString


@dataclass(frozen=True, slots=True)
class Effect:
    """Two plans side by side."""

    told: SafeString
    figures: tuple[Figure, ...]
    moves: tuple[Line, ...]
    enters: tuple[Line, ...]
    leaves: tuple[Line, ...]


def of(now: Result, was: Result, language: str, rate: Currency | None = None) -> Effect:
    """Compare the result of a plan with that of another, in the words of a language."""
    titles = Titles(now, language), Titles(was, language)
    after, before = ({one["id"]: one for one in result["actions"]} for result in (now, was))
    return Effect(
        told=_told(now, was, language),
        figures=figures(now, was, language, rate),
        moves=tuple(
            _line(titles[0], language, before=before[name], after=one)
            for name, one in after.items()
            if name in before and _when(one) != _when(before[name])
        ),
        enters=tuple(
            _line(titles[0], language, after=one)
            for name, one in after.items()
            if name not in before
        ),
        leaves=tuple(
            _left(titles, language, one, now) for name, one in before.items() if name not in after
        ),
    )


def _told(now: Result, was: Result, language: str) -> SafeString:
    parts = differences.of_results(now, was, language)
    if not parts:
        return sentence(_("The same actions at the same dates."))
    # Every part is a finished sentence of ours whose words are escaped already.
    listed = SafeString(formatting.join(parts, language))
    return sentence(_("What changes: %(changes)s."), changes=listed)


def figures(
    now: Result, was: Result, language: str, rate: Currency | None = None
) -> tuple[Figure, ...]:
    """Put the outlines of two plans side by side."""
    both = now, was
    labels = _labels()
    values = [list(_values(result, language, rate)) for result in both]
    return tuple(
        Figure(label, before=before, after=after)
        for label, after, before in zip(labels, *values, strict=True)
    )


def _labels() -> tuple[str, ...]:
    return (
        _("Begins"),
        _("Last action ends"),
        _("Actions"),
        _("Left out"),
        _("People now"),
        _("Likely set-up cost"),
        _("Range of the set-up cost"),
        _("Likely running cost a year afterwards"),
        _("Stages reached"),
    )


def _values(result: Result, language: str, rate: Currency | None) -> Iterator[SafeString]:
    totals, last = result["totals"], differences.last_quarter(result)
    yield isolated(formatting.quarter(result["start"], language))
    yield isolated(formatting.quarter(last, language) if last else "-")
    yield isolated(formatting.number(len(result["actions"]), language))
    yield isolated(formatting.number(len(result["left_out"]), language))
    yield isolated(formatting.number(result["people"], language))
    yield _money(totals["set_up"]["likely"], language, rate)
    yield sentence(
        _("%(low)s to %(high)s"),
        low=_money(totals["set_up"]["low"], language, rate),
        high=_money(totals["set_up"]["high"], language, rate),
    )
    yield _money(totals["running_per_year"]["likely"], language, rate)
    yield _stages(result, language)


def _money(amount: int, language: str, rate: Currency | None) -> SafeString:
    shown = formatting.money(amount, language)
    if rate is None:
        return isolated(shown)
    other = formatting.money(rate.of(amount), language, currency=rate.code)
    # Translators: an amount in US dollars, and about the same in another currency
    return sentence(_("%(amount)s (about %(other)s)"), amount=shown, other=other)


def _stages(result: Result, language: str) -> SafeString:
    titles, alone = Titles(result, language), len(result["models"]) == 1
    text = _("“%(stage)s” in %(quarter)s")
    if not alone:
        text = _("“%(stage)s” (%(questionnaire)s) in %(quarter)s")
    reached = [
        sentence(
            text,
            stage=titles.stage(one["model"], one["stage"]),
            questionnaire=titles.model(one["model"]),
            quarter=formatting.quarter(one["quarter"], language),
        )
        for one in result["path"]
    ]
    if not reached:
        return sentence(_("no further one"))
    return SafeString(formatting.join(reached, language))


def _when(action: Mapping[str, Any]) -> tuple[str, str]:
    return action["start"], action["end"]


def _span(action: Mapping[str, Any] | None, language: str) -> SafeString:
    if action is None:
        return SafeString("")
    start, end = (formatting.quarter(one, language) for one in _when(action))
    if start == end:
        return isolated(start)
    return sentence(_("%(start)s to %(end)s"), start=start, end=end)


def _line(
    titles: Titles,
    language: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any],
) -> Line:
    return Line(
        title=isolated(titles.action(after["id"])),
        before=_span(before, language),
        after=_span(after, language),
        why=reasons.told(after["binding"], title=titles.action, language=language),
    )


def _left(
    titles: tuple[Titles, Titles], language: str, one: Mapping[str, Any], now: Result
) -> Line:
    """Say why an action of the former plan is in the new one no more."""
    found = [other["reason"] for other in now["left_out"] if other["id"] == one["id"]]
    why = (
        reasons.told(found[0], title=titles[0].action, language=language)
        if found
        else sentence(_("Nothing that this roadmap aims at asks for it."))
    )
    return Line(
        title=isolated(titles[1].action(one["id"])),
        before=_span(one, language),
        after=SafeString(""),
        why=why,
    )

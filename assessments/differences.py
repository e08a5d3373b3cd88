"""What one plan of a snapshot has that another has not, in one sentence or in its parts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain import quarters
from assessments.models import Plan
from assessments.reasons import sentence
from assessments.titles import Titles
from cms.press import formatting

Result = Mapping[str, Any]


def between(new: Plan, former: Plan, language: str) -> SafeString:
    """Say in one sentence what changed from a former plan to a new one."""
    if new.pk == former.pk:
        return sentence(_("Nothing changed: this is the roadmap that these answers give."))
    found = parts(new, former, language)
    if not found:
        return sentence(_("Compared with the former roadmap: the same actions at the same dates."))
    # Every part is a finished sentence of ours whose words are escaped already.
    listed = SafeString(formatting.join(found, language))
    return sentence(_("Compared with the former roadmap: %(changes)s."), changes=listed)


def parts(new: Plan, former: Plan, language: str) -> tuple[SafeString, ...]:
    """List what differs: actions, dates, stages, money; nothing where the results agree."""
    return of_results(new.result, former.result, language)


def of_results(now: Result, was: Result, language: str) -> tuple[SafeString, ...]:
    """List what differs between two results, one of which need not be kept anywhere."""
    titles = Titles(now, language), Titles(was, language)
    found = (
        _count(now, was),
        _end(now, was, language),
        _first(now, was, titles, language),
        *_stages(now, was, titles, language),
        _cost(now, was, language),
        _release(now, was),
    )
    said = tuple(one for one in found if one)
    return said or tuple(_moved(now, was))


def _count(now: Result, was: Result) -> SafeString | None:
    count, before = len(now["actions"]), len(was["actions"])
    if count == before:
        return None
    text = ngettext(
        "%(count)s action instead of %(before)s", "%(count)s actions instead of %(before)s", count
    )
    return sentence(text, count=count, before=before)


def last_quarter(result: Result) -> str:
    """Return the quarter in which the last action ends, or "" where there is none."""
    return max((one["end"] for one in result["actions"]), default="")


def _end(now: Result, was: Result, language: str) -> SafeString | None:
    end, before = last_quarter(now), last_quarter(was)
    if end == before or not end:
        return None
    shown = formatting.quarter(end, language)
    if not before:
        return sentence(_("the last action ends in %(quarter)s"), quarter=shown)
    distance = quarters.parse(end).minus(quarters.parse(before))
    text = (
        ngettext(
            "the last action ends %(count)s quarter later, in %(quarter)s",
            "the last action ends %(count)s quarters later, in %(quarter)s",
            distance,
        )
        if distance > 0
        else ngettext(
            "the last action ends %(count)s quarter earlier, in %(quarter)s",
            "the last action ends %(count)s quarters earlier, in %(quarter)s",
            -distance,
        )
    )
    return sentence(text, count=abs(distance), quarter=shown)


def _first(
    now: Result, was: Result, titles: tuple[Titles, Titles], language: str
) -> SafeString | None:
    if not now["actions"]:
        return None
    first = now["actions"][0]
    before = was["actions"][0] if was["actions"] else None
    if before and (first["id"], first["start"]) == (before["id"], before["start"]):
        return None
    return sentence(
        _("the first step is “%(action)s”, in %(quarter)s"),
        action=titles[0].action(first["id"]),
        quarter=formatting.quarter(first["start"], language),
    )


def _stages(
    now: Result, was: Result, titles: tuple[Titles, Titles], language: str
) -> Iterator[SafeString]:
    """Compare the furthest stage that each plan reaches of each model, and when."""
    after, before = (_path_of(one) for one in (now, was))
    for model in [*before, *(name for name in after if name not in before)]:
        reached, former = after.get(model, []), before.get(model, [])
        if len(reached) < len(former):
            yield sentence(
                _("it no longer reaches “%(stage)s”"),
                stage=titles[1].stage(model, former[-1]["stage"]),
            )
        elif reached[-1:] != former[-1:]:
            yield sentence(
                _("it reaches “%(stage)s” in %(quarter)s"),
                stage=titles[0].stage(model, reached[-1]["stage"]),
                quarter=formatting.quarter(reached[-1]["quarter"], language),
            )


def _path_of(result: Result) -> dict[str, list[Mapping[str, Any]]]:
    """Return the stages that a plan reaches of each model, in their order."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in result["path"]:
        found.setdefault(one["model"], []).append(one)
    return found


def _cost(now: Result, was: Result, language: str) -> SafeString | None:
    cost, before = (one["totals"]["set_up"]["likely"] for one in (now, was))
    shown, shown_before = (formatting.money(one, language) for one in (cost, before))
    if shown == shown_before:
        return None
    return sentence(
        _("the likely set-up cost is %(cost)s instead of %(before)s"),
        cost=shown,
        before=shown_before,
    )


def _release(now: Result, was: Result) -> SafeString | None:
    if now["library"] == was["library"]:
        return None
    return sentence(_("it uses the action library %(release)s"), release=now["library"])


def _moved(now: Result, was: Result) -> Iterator[SafeString]:
    """Count the actions whose dates or leaders differ where the outlines of the plans agree."""
    before = {one["id"]: one for one in was["actions"]}
    dates = leaders = 0
    for one in now["actions"]:
        other = before.get(one["id"])
        dates += other is None or (one["start"], one["end"]) != (other["start"], other["end"])
        leaders += other is not None and one.get("institution") != other.get("institution")
    if dates:
        text = ngettext(
            "%(count)s action has other dates", "%(count)s actions have other dates", dates
        )
        yield sentence(text, count=dates)
    if leaders:
        text = ngettext(
            "%(count)s action names who leads it", "%(count)s actions name who leads them", leaders
        )
        yield sentence(text, count=leaders)

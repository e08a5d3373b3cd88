"""What lies on the planning desk: where its form starts from, and what its page shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments import (
    desk_aims,
    desk_effect,
    desk_words,
    frameworks,
    given,
    library,
    notices,
    wording,
)
from assessments.desk_choices import posted_actions
from assessments.desk_form import DeskForm, Table
from assessments.domain import canonical, constraints
from assessments.domain.planning import Plan as Made
from assessments.domain.planning import PlanError
from assessments.domain.shape import ShapeError
from assessments.models import Plan, PlanVariant
from assessments.refine_form import Asked
from assessments.services import Refused, Wish, read_variant, still_with, try_plan
from assessments.titles import VERIFY
from assessments.views import refining
from cms.people.models import User
from cms.press import formatting

UNREADABLE = _("This variant was saved by an earlier version and can no longer be read. Delete it.")
_SAID = {"from": "begins", "to": "ends"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A plan, what it or a variant of it was made with, and what its form asks."""

    plan: Plan
    variant: PlanVariant | None
    known: given.Given
    asked: Asked
    table: Table


def opened(plan: Plan, variant: PlanVariant | None, sent: Mapping[str, Any], language: str) -> Desk:
    """Lay a plan, or a variant of it, on the desk; `sent` is the form as it arrived, if it did."""
    known = given.of(plan)
    if variant is not None:
        known = of_wish(read_variant(variant), known)
    asked = replace(refining.asked(plan, known), names=known.limits.roles)
    return Desk(plan, variant, known, asked, _table(plan, known, posted_actions(sent), language))


def of_wish(wish: Wish, known: given.Given) -> given.Given:
    """Return what a wish asks for, beside what is known of the country of a plan."""
    limits = constraints.parse(wish.limits)
    return replace(known, limits=limits, targets=dict(wish.targets))


def _table(plan: Plan, known: given.Given, more: Iterable[str], language: str) -> Table:
    release = library.release_serving(*(one["id"] for one in plan.result["models"]))
    mine = wording.of_plan(plan.result, language).own
    titles = wording.Words(wording.owner(release), language, own=mine)
    added = library.own_actions(plan.result)
    area_of = {one.id: one.area for one in (*release.actions, *added)}
    named = [*_ids(plan.result), *sorted({*known.limits.locks, *more})]
    actions = {one: str(titles(f"{one}/title")) for one in named if one in area_of}
    areas = {area_of[one] for one in actions} | {*known.limits.weights}
    areas |= {area for window in known.limits.donor_windows for area in window.theme}
    return Table(
        aims=tuple(desk_aims.of(plan.result, known, language)),
        areas={area: str(titles(f"areas/{area}")) for area in release.areas if area in areas},
        actions=actions,
    )


def _ids(result: Mapping[str, Any]) -> list[str]:
    """Name the actions of a result, and those that it leaves out; not what is to be found out."""
    found = [one["id"] for part in ("actions", "left_out") for one in result[part]]
    return list(dict.fromkeys(one for one in found if not one.startswith(VERIFY)))


def offer(form: DeskForm, made: Made, language: str) -> None:
    """Ask also for the actions that only the new plan has."""
    titles = wording.of_plan(made.result, language)
    for action in _ids(made.result):
        if action not in form.actions:
            form.offer_action(action, str(titles(f"{action}/title")))


def limits(desk: Desk, form: DeskForm, language: str) -> dict[str, Any]:
    """Return what the page needs to show the limits."""
    planned = {one["id"] for one in desk.plan.result["actions"]}
    locks = {True: [], False: []}
    for action in form.actions:
        locks[action in planned].append(form[f"lock-{action}"])
    touched = form.touched()
    return {
        "years": refining.years(form, language),
        "players": refining.players(desk.plan, form),
        "names": sorted(
            {*desk.known.limits.roles.values(), desk.plan.institution.name_in(language)}
        ),
        "budgets": [
            {"field": form[f"budget-{year}"], "label": _year(year, form), "near": year in touched}
            for year in form.years
        ],
        "windows": [_row(form, f"window-{row}-") for row in range(form.windows)],
        "places": [form[f"people-{role}"] for role in form.places],
        "planned": [_row(form, f"planned-{row}-") for row in range(form.planned)],
        "weights": [form[f"weight-{area}"] for area in desk.table.areas],
        "aims": [form[aim.field] for aim in desk.table.aims],
        "locks": locks[True],
        "others": locks[False],
        "started": desk.known.limits.start if desk.known.limits.start < desk.asked.today else None,
        "people_assumed": desk.known.people_assumed,
    }


def _row(form: DeskForm, prefix: str) -> dict[str, Any]:
    """Return the fields of a row; templates know no word "from" as a name."""
    found = {name.removeprefix(prefix): name for name in form.fields if name.startswith(prefix)}
    return {_SAID.get(part, part): form[name] for part, name in found.items()}


def _year(year: int, form: DeskForm) -> str:
    fiscal = str(form["fiscal"].value() or 1) != "1"
    return f"{year}/{(year + 1) % 100:02}" if fiscal else str(year)


def made_anew(user: User, desk: Desk) -> Made | None:
    """Make the plan on the desk again with its own limits; None where it comes out as it is.

    Facts of the country, actions of the institution's own or the method may have moved since.
    """
    wish = Wish(given.as_mapping(desk.known.limits), desk.known.targets)
    try:
        made = try_plan(
            user=user,
            snapshot_id=desk.plan.snapshot_id,
            limits=wish.limits,
            targets=wish.targets,
            also=still_with(desk.plan),
        )
    except (PlanError, ShapeError, Refused):
        return None
    return None if made.hash == desk.plan.sha256 else made


def effect(desk: Desk, made: Made | None, wish: Wish | None, language: str) -> dict[str, Any]:
    """Return what the page needs to show what the limits do."""
    was = desk.plan.result
    known = of_wish(wish, desk.known) if wish else desk.known
    now = made.result if made else was
    before = {_key(one) for one in was["notices"]}
    return {
        "computed": made is not None,
        "effect": desk_effect.of(now, was, language, known.limits.currency),
        "notices": [
            notices.told(one, words=_model_words(now, language))
            for one in now["notices"]
            if made and _key(one) not in before
        ],
        "remarks": list(desk_words.remarks(known.limits)),
        "summaries": desk_words.summaries(known, language),
    }


def _key(notice: Mapping[str, Any]) -> str:
    """Return what makes two notices the same."""
    return canonical.text(notice)


def _model_words(result: Mapping[str, Any], language: str) -> Any:
    versions = {one["id"]: one["version"] for one in result["models"]}

    def text(model: str, path: str) -> wording.Text:
        owner = wording.owner(frameworks.model(model, versions[model]))
        return wording.Words(owner, language)(path)

    return text


def variants(desk: Desk, language: str) -> list[dict[str, Any]]:
    """List the variants of the answers of a plan, with what each asks for."""
    found = PlanVariant.objects.filter(snapshot=desk.plan.snapshot_id).select_related("created_by")
    return [
        {
            "pk": one.pk,
            "name": one.name,
            "by": one.created_by,
            "saved_at": one.created_at,
            "here": one == desk.variant,
            "told": told(one, desk.known, language),
        }
        for one in found
    ]


def told(variant: PlanVariant, known: given.Given, language: str) -> SafeString:
    """Say what a variant asks for, in a few words."""
    try:
        return joined(given.told(of_wish(read_variant(variant), known), language), language)
    except ShapeError:
        return escape(UNREADABLE)


def joined(parts: Iterable[SafeString], language: str) -> SafeString:
    """Join finished phrases, whose words are escaped, into a list."""
    return SafeString(formatting.join(parts, language))

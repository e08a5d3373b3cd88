"""The limits of the planning desk: the five questions, and everything else that a plan keeps to."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments import desk_choices, desk_rows, players, typed
from assessments.desk_aims import Aim
from assessments.domain.constraints import Constraints
from assessments.domain.quarters import fiscal_year
from assessments.refine_form import MOST_MONEY, Asked, RefineForm, TypedNumber
from assessments.services import Wish
from cms.press import formatting

AFTER = 4
"""How many quarters after its end a plan still needs money for."""


@dataclass(frozen=True, slots=True)
class Table:
    """What lies on the desk beside the limits: stages, areas and actions, titles by id."""

    aims: tuple[Aim, ...]
    areas: Mapping[str, str]
    actions: Mapping[str, str]


class TypedRate(forms.CharField):
    """A number above 0 with decimals, typed as the reader writes it; None where empty."""

    def clean(self, value: Any) -> Decimal | None:
        """Return the number; a sentence says what to write instead."""
        text, language = super().clean(value), get_language() or "en"
        if not text:
            return None
        try:
            number = typed.decimal(text, language)
        except ValueError:
            number = Decimal(0)
        if not 0 < number < MOST_MONEY:
            example = formatting.number(Decimal("655.957"), language)
            raise forms.ValidationError(
                _("Write a number above 0, such as %(example)s."), params={"example": example}
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """Show a stored rate as the reader writes it, and what was typed as it was typed."""
        if not isinstance(value, Decimal):
            return value
        places = max(0, -int(value.normalize().as_tuple().exponent))
        return formatting.number(value, get_language() or "en", places)


class DeskForm(RefineForm):
    """All limits of a plan, prefilled with those of a plan or of a variant."""

    fiscal = forms.TypedChoiceField(
        label=gettext_lazy("The fiscal year begins in"),
        required=False,
        coerce=int,
        empty_value=1,
        choices=[(number, MONTHS[number * 3 - 2]) for number in range(1, 5)],
    )
    currency = forms.CharField(
        label=gettext_lazy("Code of the currency"),
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "dir": "ltr", "autocapitalize": "none"}),
    )
    rate = TypedRate(
        label=gettext_lazy("Units for one US dollar"),
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "dir": "ltr", "inputmode": "decimal"}),
    )
    rate_on = forms.DateField(
        label=gettext_lazy("Day of the rate"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
        error_messages={
            "invalid": gettext_lazy("Write the day as year, month and day, such as 2027-01-31.")
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the variant"), required=False, max_length=80, strip=True
    )

    def __init__(self, data: Any = None, *, asked: Asked, table: Table) -> None:
        super().__init__(data, asked=asked)
        self.table, self.limits_before = table, asked.limits
        self.language = get_language() or "en"
        self.places = players.leading(asked.limits, asked.roles)
        self.initial |= _initial(asked.limits, table) | desk_rows.initial(asked.limits, self.places)
        self._offer_places()
        for aim in table.aims:
            alone = len(table.aims) == 1
            self.fields[aim.field] = aim.asked(self.data, alone=alone)
        self._offer_years()
        self._offer_rows()
        for area, title in table.areas.items():
            self.fields[f"weight-{area}"] = forms.ChoiceField(
                label=title,
                required=False,
                choices=desk_choices.weights(asked.limits.weights.get(area), self.language),
            )
        self.actions: list[str] = []
        self.locks = desk_choices.locks(self.offered, asked.today, self.language)
        for action, title in table.actions.items():
            self.offer_action(action, title)

    def offer_action(self, action: str, title: str) -> None:
        """Ask for one more action whether it is fixed."""
        self.actions.append(action)
        self.fields[f"lock-{action}"] = forms.ChoiceField(
            label=title,
            required=False,
            choices=desk_choices.with_known(self.locks, self.limits_before.locks.get(action)),
            error_messages={"invalid_choice": _("Choose one of the entries listed.")},
        )

    def _offer_years(self) -> None:
        ends = self.offered[0], self.offered[-1].plus(AFTER)
        first, last = (fiscal_year(one, 1) for one in ends)
        self.years = tuple(range(first - 1, last + 1))
        for year in self.years:
            self.fields[f"budget-{year}"] = TypedNumber(
                label=str(year),
                least=0,
                most=MOST_MONEY,
                too_small=gettext_lazy("Money cannot be less than 0."),
            )

    def _offer_places(self) -> None:
        for role, name in self.places.items():
            self.initial[f"people-{role}"] = self.limits_before.people_by_institution.get(name)
            self.fields[f"people-{role}"] = desk_rows.people_at(name)

    def _offer_rows(self) -> None:
        limits, data = self.limits_before, self.data if self.is_bound else None
        quarters = {*self.offered, *(one.since for one in limits.planned_people)}
        for window in limits.donor_windows:
            quarters |= {window.opens, window.closes}
        self.windows = desk_rows.count("window", len(limits.donor_windows), data)
        self.planned = desk_rows.count("planned", len(limits.planned_people), data)
        offered = desk_rows.choices(sorted(quarters), self.language)
        self.fields |= dict(desk_rows.windows(self.windows, offered, self.table.areas))
        self.fields |= dict(desk_rows.planned(self.planned, offered, self.places))

    def clean(self) -> dict[str, Any]:
        """Judge rows, and whether a currency is whole."""
        data = super().clean()
        data["donor_windows"] = desk_rows.read_windows(self, self.windows)
        data["planned_people"] = desk_rows.read_planned(self, self.planned)
        self._clean_currency(data)
        self._clean_people(data)
        if self.data.get("do") == "save" and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write a name, so that you find the variant again."))
        return data

    def _clean_currency(self, data: dict[str, Any]) -> None:
        names = "currency", "rate", "rate_on"
        if not any(data.get(name) for name in names) or set(names) & self.errors.keys():
            return
        code = data["currency"] = (data.get("currency") or "").upper()
        if not code or formatting.currency(code, "en") is None or code == "USD":
            self.add_error(
                "currency",
                _("Write the three letters of a currency other than the US dollar, such as XOF."),
            )
        if not data.get("rate"):
            self.add_error("rate", _("Write how many units of the currency one US dollar is."))
        if not data.get("rate_on"):
            self.add_error("rate_on", _("Write on which day the rate held."))

    def _clean_people(self, data: dict[str, Any]) -> None:
        """Refuse two numbers for one institution that plays two of the roles."""
        if any(name.startswith("role-") for name in self.errors):
            return
        found: dict[str, int] = {}
        for role in self.places:
            people = data.get(f"people-{role}")
            if people is not None and found.setdefault(self._name_of(role), people) != people:
                self.add_error(
                    f"people-{role}",
                    _(
                        "This institution plays another role too, with another number of people."
                        " Write the same number at both, or leave one empty."
                    ),
                )

    def _name_of(self, role: str) -> str:
        return players.renamed(self.places[role], self.limits_before, self.played())

    def wish(self) -> Wish:
        """Return the whole limits of the new plan, and the stages to aim at that were chosen."""
        chosen = {aim.model: self.cleaned_data[aim.field] for aim in self.table.aims}
        return Wish(self.limits(), {model: stage for model, stage in chosen.items() if stage})

    def _currency(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        if not data.get("currency"):
            return None
        rate = f"{data['rate'].normalize():f}"
        return {"code": data["currency"], "per_dollar": rate, "on": str(data["rate_on"])}

    def limits(self) -> dict[str, Any]:
        """Return the whole limits as the planner reads them; what is not asked stays as it was."""
        data, before = self.cleaned_data, super().limits()
        return before | {
            "fiscal_year_begins": data["fiscal"],
            "budgets": self._budgets(),
            "donor_windows": data["donor_windows"],
            "people_by_institution": self._people_at(),
            "planned_people": [
                players.row(since, people, role and self._name_of(role))
                for since, people, role in data["planned_people"]
            ],
            "currency": self._currency(),
            "weights": self._typed("weight-", before["weights"], desk_choices.EVEN),
            "locks": self._typed("lock-", before["locks"], desk_choices.FREE),
        }

    def _people_at(self) -> dict[str, int]:
        """Return the people of each institution for which a number was typed."""
        typed_at = {role: self.cleaned_data.get(f"people-{role}") for role in self.places}
        return {
            self._name_of(role): people for role, people in typed_at.items() if people is not None
        }

    def _budgets(self) -> dict[str, int]:
        """Return the money of single years that the plan, or the year after it, touches."""
        data = self.cleaned_data
        return {
            str(year): data[f"budget-{year}"]
            for year in self.touched()
            if data.get(f"budget-{year}") is not None
        }

    def touched(self) -> tuple[int, ...]:
        """Return the fiscal years in which the plan as chosen needs money."""
        first, window = (
            getattr(self, "cleaned_data", self.initial).get("fiscal") or 1,
            self.window(),
        )
        ends = fiscal_year(window[0], first), fiscal_year(window[-1].plus(AFTER), first)
        return tuple(year for year in self.years if ends[0] <= year <= ends[1])

    def _typed(self, prefix: str, before: Mapping[str, Any], neutral: str) -> dict[str, Any]:
        """Return weights or locks by id: as chosen where asked, as they were where not."""
        found = {key: one for key, one in before.items() if prefix + key not in self.fields}
        for field, value in self.cleaned_data.items():
            if field.startswith(prefix) and (value or neutral) != neutral:
                found[field.removeprefix(prefix)] = (
                    desk_choices.read_lock(value) if prefix == "lock-" else value
                )
        return found


def _initial(limits: Constraints, table: Table) -> dict[str, Any]:
    shown = limits.currency
    return {
        "fiscal": limits.fiscal_year_begins,
        **{aim.field: aim.chosen for aim in table.aims},
        "currency": shown.code if shown else "",
        "rate": shown.rate if shown else None,
        "rate_on": shown.on if shown else None,
        **{f"budget-{year}": amount for year, amount in limits.budgets.items()},
        **{f"weight-{area}": str(one) for area, one in limits.weights.items()},
        **{
            f"weight-{area}": desk_choices.EVEN
            for area in table.areas
            if area not in limits.weights
        },
        **{f"lock-{name}": desk_choices.lock_value(lock) for name, lock in limits.locks.items()},
    }

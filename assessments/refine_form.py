"""The five questions that refine a plan: time, money, people, quarters to avoid, roles.

Every question can be skipped. What is typed comes out as the limits that the planner takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from assessments import given, leads, players, typed
from assessments.domain.constraints import HORIZON, LEADS, Constraints
from assessments.domain.quarters import Quarter, parse
from cms.press import formatting

LENGTHS = (8, 12, 16, 20)
LATEST_START = 8
"""How many quarters from this one on a plan may begin."""
MOST_MONEY = 10**12
MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the questions start from: the limits of the former plan, and who played which role."""

    limits: Constraints
    today: Quarter
    roles: tuple[str, ...]
    names: Mapping[str, str]


class TypedNumber(forms.CharField):
    """A whole number, typed with the separators and digits of the reader; None where empty."""

    def __init__(self, *, least: int, most: int, too_small: Promise, **kwargs: Any) -> None:
        self.least, self.most, self.too_small = least, most, too_small
        widget = forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "dir": "ltr"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        """Return the number; a sentence says what to write instead."""
        text, language = super().clean(value), get_language() or "en"
        if not text:
            return None
        try:
            number = typed.whole(text, language)
        except ValueError:
            example = formatting.number(250_000 if self.most > MOST_PEOPLE else 12, language)
            raise forms.ValidationError(
                _("Write a whole number in figures, such as %(example)s, or leave it empty."),
                params={"example": example},
            ) from None
        if number < self.least:
            raise forms.ValidationError(self.too_small)
        if number > self.most:
            raise forms.ValidationError(
                _("Write a number of at most %(most)s."),
                params={"most": formatting.number(self.most, language)},
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as the reader writes it, and what was typed as it was typed."""
        return formatting.number(value, get_language() or "en") if type(value) is int else value


class RefineForm(forms.Form):
    """Five questions, prefilled with the limits of the former plan."""

    start = forms.ChoiceField(
        label=gettext_lazy("Begins in"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "A roadmap begins in this quarter or a later one. Choose one of those listed."
            )
        },
    )
    horizon = forms.TypedChoiceField(
        label=gettext_lazy("Runs for"),
        required=False,
        coerce=int,
        empty_value=HORIZON,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the lengths listed.")},
    )
    budget = TypedNumber(
        label=gettext_lazy("Sure money a year, in US dollars"),
        least=0,
        most=MOST_MONEY,
        too_small=gettext_lazy("Money cannot be less than 0. Leave it empty if it is not known."),
    )
    people = TypedNumber(
        label=gettext_lazy("People who work on this"),
        least=1,
        most=MOST_PEOPLE,
        too_small=gettext_lazy(
            "Without people nothing can be done. Write 1 or more, or leave it empty if it is not"
            " known."
        ),
    )
    blackouts = forms.MultipleChoiceField(label=gettext_lazy("Quarters to avoid"), required=False)
    sittings = forms.MultipleChoiceField(
        label=gettext_lazy("Quarters in which parliament sits"), required=False
    )

    def __init__(self, data: Any = None, *, asked: Asked) -> None:
        super().__init__(data, initial=_initial(asked))
        self.asked = asked
        self.fields["start"].choices = [
            (str(one), _begin(one, asked.today)) for one in _starts(asked)
        ]
        lengths = sorted({*LENGTHS, asked.limits.horizon})
        self.fields["horizon"].choices = [(count, _length(count)) for count in lengths]
        self.offered = _offered(asked)
        for name in ("blackouts", "sittings"):
            self.fields[name].choices = [(str(one), str(one)) for one in self.offered]
            self.fields[name].error_messages["invalid_choice"] = _(
                "%(value)s is none of the quarters listed."
            )
        for role in asked.roles:
            self.fields[f"role-{role}"] = forms.CharField(
                label=leads.name(role),
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"list": "institutions"}),
            )
            self.fields[f"vacant-{role}"] = forms.BooleanField(
                label=_("Nobody yet"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Judge what no field can judge alone: a plan needs a quarter to work in."""
        data = super().clean() or {}
        inside = set() if {"start", "horizon"} & self.errors.keys() else set(self.window())
        if inside and inside <= {parse(one) for one in data.get("blackouts", ())}:
            self.add_error(
                "blackouts",
                _("Every quarter of this roadmap is ticked. Leave at least one to work in."),
            )
        sittings = {parse(one) for one in data.get("sittings", ())}
        if sittings and inside and sittings.isdisjoint(inside):
            self.add_error(
                "sittings",
                _(
                    "None of these quarters lies within the roadmap. Tick one that does, or none"
                    " if it may sit at any time."
                ),
            )
        for role in self.asked.roles:
            if data.get(f"role-{role}") and data.get(f"vacant-{role}"):
                self.add_error(
                    f"role-{role}",
                    _("You named somebody and also ticked “Nobody yet”. Keep one of the two."),
                )
        return data

    def window(self) -> list[Quarter]:
        """Return the quarters of the plan as chosen; before a choice, those of the former one."""
        data = getattr(self, "cleaned_data", self.initial)
        start = parse(data.get("start") or self.asked.today.plus(1))
        return [start.plus(number) for number in range(data.get("horizon") or HORIZON)]

    def limits(self) -> dict[str, Any]:
        """Return the whole limits of the new plan, as the planner reads them.

        What the questions do not touch (caps, constants, fiscal year) stays as it was. Ticks
        outside the plan play no part and are left out, so that they cannot make another plan.
        """
        data, inside = self.cleaned_data, {str(one) for one in self.window()}
        sittings = sorted(inside & set(data["sittings"]))
        return given.as_mapping(self.asked.limits) | {
            "start": str(self.window()[0]),
            "horizon": data["horizon"],
            "budget_per_year": data["budget"],
            "people": data["people"],
            "blackouts": sorted(inside & set(data["blackouts"])),
            "sittings": sittings or None,
            "roles": self.played(),
            **players.carried(self.asked.limits, self.played()),
            "vacant": [role for role in LEADS if self._vacant(role)],
        }

    def played(self) -> dict[str, str]:
        """Return who plays which role; one institution is spelled one way, however often typed."""
        asked = {role: self.cleaned_data[f"role-{role}"] for role in self.asked.roles}
        known: dict[str, str] = {}
        found = {}
        for role, typed_name in {**self.asked.limits.roles, **asked}.items():
            name = " ".join(typed_name.split())
            if name:
                found[role] = known.setdefault(name.casefold(), name)
        return found

    def _vacant(self, role: str) -> bool:
        if role in self.asked.roles:
            return bool(self.cleaned_data[f"vacant-{role}"])
        return role in self.asked.limits.vacant


def _initial(asked: Asked) -> dict[str, Any]:
    limits = asked.limits
    found = {
        "start": str(limits.start if limits.start >= asked.today else asked.today.plus(1)),
        "horizon": limits.horizon,
        "budget": limits.budget_per_year,
        "people": limits.people,
        "blackouts": [str(one) for one in limits.blackouts],
        "sittings": [str(one) for one in limits.sittings or ()],
    }
    for role in asked.roles:
        found[f"role-{role}"] = asked.names.get(role, "")
        found[f"vacant-{role}"] = role in limits.vacant
    return found


def _starts(asked: Asked) -> list[Quarter]:
    """The quarters in which a plan may begin; the former start stays among them if it is ahead."""
    found = {asked.today.plus(number) for number in range(LATEST_START + 1)}
    former = asked.limits.start
    return sorted(found | ({former} if former > asked.today else set()))


def _begin(one: Quarter, today: Quarter) -> str:
    shown = formatting.quarter(str(one), get_language() or "en")
    if one == today:
        return _("%(quarter)s (this quarter)") % {"quarter": shown}
    return _("%(quarter)s (next quarter)") % {"quarter": shown} if one == today.plus(1) else shown


def _offered(asked: Asked) -> list[Quarter]:
    """Every quarter that can lie in a plan whatever is chosen on this page."""
    last = max(_starts(asked)).plus(max(LENGTHS) - 1)
    return [asked.today.plus(number) for number in range(last.minus(asked.today) + 1)]


def _length(count: int) -> str:
    if count % 4:
        return ngettext("%(count)s quarter", "%(count)s quarters", count) % {"count": count}
    years = ngettext("%(count)s year", "%(count)s years", count // 4) % {"count": count // 4}
    # Translators: the length of a roadmap, such as 12 quarters (3 years)
    return ngettext("%(count)s quarter (%(years)s)", "%(count)s quarters (%(years)s)", count) % {
        "count": count,
        "years": years,
    }

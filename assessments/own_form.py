"""The form of an action of one's own: words, area and lead, months, money, people, needs, levels.

What is typed is kept whatever is wrong with it, and every mistake is told in words.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import isqrt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments import leads, library, services, wording
from assessments.domain import own
from assessments.domain.constraints import LEADS
from assessments.domain.shape import ShapeError
from assessments.models import OwnAction
from assessments.reasons import sentence
from assessments.refine_form import MOST_MONEY, MOST_PEOPLE, TypedNumber
from cms.people.models import Institution

RAISES = 3
"""How many answers one action may raise here."""
MOST_MONTHS = 60
TOP = 9
ENDS = ("low", "likely", "high")
SUMS = ("set_up", "running")
NOT_NEGATIVE = gettext_lazy("Write 0 or more.")
FIELDS = ("title", "outcome", "done_when", "language", "area", "lead", "months")
FIELDS = (*FIELDS, "staff", "staff_running", "needs")


def _money(label: Promise) -> TypedNumber:
    return TypedNumber(label=label, least=0, most=MOST_MONEY, too_small=NOT_NEGATIVE)


class OwnActionForm(forms.Form):
    """One action, new or as it is. `others` are the institution's other actions."""

    title = forms.CharField(label=gettext_lazy("What is to be done?"), max_length=200)
    outcome = forms.CharField(
        label=gettext_lazy("What is true once it is done?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    done_when = forms.CharField(
        label=gettext_lazy("How does one see that it is done?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of these words"), choices=settings.LANGUAGES
    )
    area = forms.ChoiceField(label=gettext_lazy("Area"))
    lead = forms.ChoiceField(label=gettext_lazy("Who leads it?"))
    months = TypedNumber(
        label=gettext_lazy("Months it is likely to take"),
        least=1,
        most=MOST_MONTHS,
        too_small=gettext_lazy("Write 1 or more: nothing is done in no time."),
    )
    set_up_low = _money(gettext_lazy("Once, at least"))
    set_up_likely = _money(gettext_lazy("Once, likely"))
    set_up_high = _money(gettext_lazy("Once, at most"))
    running_low = _money(gettext_lazy("Every year after it, at least"))
    running_likely = _money(gettext_lazy("Every year after it, likely"))
    running_high = _money(gettext_lazy("Every year after it, at most"))
    staff = TypedNumber(
        label=gettext_lazy("Person-months until it is done"),
        least=0,
        most=MOST_PEOPLE,
        too_small=NOT_NEGATIVE,
    )
    staff_running = TypedNumber(
        label=gettext_lazy("Person-months in every year after it"),
        least=0,
        most=MOST_PEOPLE,
        too_small=NOT_NEGATIVE,
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What must come first?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "One of these actions is not there any more. Choose again."
            )
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        institution: Institution,
        row: OwnAction | None = None,
    ) -> None:
        language = get_language() or settings.LANGUAGE_CODE
        super().__init__(data, initial=_initial(row) if row else {"language": language})
        self.row = row
        rows = services.own_actions(institution)
        self.others = [one for one in rows if row is None or one.pk != row.pk]
        release = library.release()
        self.words = wording.Words(wording.owner(release), language)
        self.fields["title"].widget.attrs["dir"] = "auto"
        self.fields["area"].choices = [
            (name, str(self.words(f"areas/{name}"))) for name in release.areas
        ]
        self.fields["lead"].choices = [(role, leads.name(role)) for role in LEADS]
        self.fields["needs"].choices = list(self._needable())
        for number in range(1, RAISES + 1):
            self.fields[f"indicator_{number}"] = forms.ChoiceField(
                label=_("Answer that it raises"),
                required=False,
                choices=[("", _("none")), *_indicators(language)],
            )
            self.fields[f"level_{number}"] = TypedNumber(
                label=_("To the level"),
                least=1,
                most=TOP,
                too_small=gettext_lazy("Write 1 or more: level 0 is there already."),
            )

    def _needable(self) -> Iterator[tuple[str, Any]]:
        """Yield what may be needed by areas: one's own first, then the library's."""
        if self.others:
            yield _("Actions of your own"), [(one.identifier, one.title) for one in self.others]
        release = library.release()
        for area in release.areas:
            found = [
                (one.id, str(self.words(f"{one.id}/title")))
                for one in release.actions
                if one.area == area
            ]
            if found:
                yield str(self.words(f"areas/{area}")), found

    def clean(self) -> dict[str, Any]:
        """Judge what no field can judge alone: sums, levels, and needs that go in a circle."""
        data = super().clean() or {}
        if data.get("months") is None and "months" not in self.errors:
            self.add_error("months", _("Write how many months it is likely to take."))
        for name in SUMS:
            self._sums(name, data)
        for number in range(1, RAISES + 1):
            self._level(number, data)
        if not self.errors:
            self._circle()
        return data

    def _sums(self, name: str, data: dict[str, Any]) -> None:
        """Complete low, likely and high; one figure is all three, and empty running cost is 0."""
        given = [data.get(f"{name}_{end}") for end in ENDS]
        if any(f"{name}_{end}" in self.errors for end in ENDS):
            return
        known = [one for one in given if one is not None]
        low, likely, high = given
        if not known and name == "running":
            low = likely = high = 0
        elif len(known) == 1:
            low = likely = high = known[0]
        elif low is not None and high is not None and likely is None:
            likely = isqrt(low * high)
        if low is None or likely is None or high is None:
            told = _("Write one sum, or the lowest and the highest; 0 if it costs nothing.")
            self.add_error(f"{name}_low", told)
        elif not low <= likely <= high:
            self.add_error(f"{name}_low", _("The lowest sum comes first, the highest last."))
        else:
            data |= {
                f"{name}_{end}": one for end, one in zip(ENDS, (low, likely, high), strict=True)
            }

    def _level(self, number: int, data: Mapping[str, Any]) -> None:
        name, level = data.get(f"indicator_{number}"), data.get(f"level_{number}")
        field = f"level_{number}"
        if field in self.errors or f"indicator_{number}" in self.errors:
            return
        if name and level is None:
            self.add_error(field, _("Write the level to which it raises this answer."))
        elif level is not None and not name:
            self.add_error(f"indicator_{number}", _("Choose the answer that it raises."))
        elif name and level > (top := _tops()[name]):
            self.add_error(
                field, _("The highest level of this question is %(top)s.") % {"top": top}
            )

    def _circle(self) -> None:
        """Name the circle that the needs would make, if any: nothing in it could ever begin."""
        try:
            actions = services.to_plan([*self.others, self.as_row()])
        except ShapeError:  # the service tells it
            return
        for way in own.circles(actions)[:1]:
            titles = {one.id: wording.Text(one.title, "", one.language) for one in actions}
            told = [
                sentence(
                    _("“%(action)s” needs “%(other)s”."), action=titles[one], other=titles[other]
                )
                for one, other in pairwise(way)
            ]
            self.add_error("needs", _joined(_CIRCLE, told))

    def values(self) -> dict[str, Any]:
        """Return what was typed as fields of the row."""
        data = self.cleaned_data
        found = {name: data[name] for name in FIELDS}
        found |= {f"{name}_{end}": data[f"{name}_{end}"] for name in SUMS for end in ENDS}
        found |= {name: found[name] or 0 for name in ("staff", "staff_running")}
        raised = {
            data[f"indicator_{number}"]: data[f"level_{number}"]
            for number in range(1, RAISES + 1)
            if data.get(f"indicator_{number}")
        }
        return found | {"raises": [{"indicator": name, "to": to} for name, to in raised.items()]}

    def as_row(self) -> OwnAction:
        """Return the row that would be kept, not saved; a new one has an id that none has."""
        identifier = self.row.identifier if self.row else "own-new"
        return OwnAction(identifier=identifier, **self.values())


_CIRCLE = gettext_lazy("Nothing of this could ever begin, because the needs go round in a circle.")


def _joined(first: Promise, told: Iterable[SafeString]) -> SafeString:
    return mark_safe(" ".join([sentence(str(first)), *told]))  # noqa: S308 - each part is escaped


def _initial(row: OwnAction) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in FIELDS}
    found |= {f"{name}_{end}": getattr(row, f"{name}_{end}") for name in SUMS for end in ENDS}
    for number, one in enumerate(row.raises, start=1):
        found |= {f"indicator_{number}": one["indicator"], f"level_{number}": one["to"]}
    return found


def _tops() -> dict[str, int]:
    return {
        f"{model.id}/{one.id}": model.top_of(one.id)
        for model in library.offered()
        for one in model.indicators()
    }


def _indicators(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """List the questions of every questionnaire that the library serves."""
    found = []
    for model in library.offered():
        if library.serves(model.id):
            words = wording.Words(wording.owner(model), language)
            names = [
                (f"{model.id}/{one.id}", str(words(f"{one.id}/title")))
                for one in model.indicators()
            ]
            found.append((str(words("model/title")), names))
    return found

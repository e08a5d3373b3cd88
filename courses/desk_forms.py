"""Forms of the learner's desk: a day to be ready by, and letters."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain import letters


class TargetForm(forms.Form):
    """The day by which somebody wants to be ready; one that is over is refused."""

    day = forms.DateField(
        label=_("Ready by"),
        help_text=_("Only you see this day. You can move it at any time."),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["day"].widget.attrs["min"] = today.isoformat()

    def clean_day(self) -> dt.date:
        """Refuse a day that is over, or so far away that it is a slip."""
        day: dt.date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over. Choose today or a later one."))
        if day.year > self.today.year + 5:
            raise forms.ValidationError(_("Choose a day within the next five years."))
        return day


class LearningLettersForm(forms.Form):
    """How often letters on one's own learning come, on which day, and when they must not."""

    HOW = (
        (letters.NEVER, _("Never")),
        (letters.WEEKLY, _("Once a week")),
        (letters.DAILY, _("Every day")),
    )
    DAYS = (
        (1, _("Monday")),
        (2, _("Tuesday")),
        (3, _("Wednesday")),
        (4, _("Thursday")),
        (5, _("Friday")),
        (6, _("Saturday")),
        (7, _("Sunday")),
    )
    HOURS = tuple((hour, f"{hour:02}:00") for hour in range(24))

    how = forms.ChoiceField(label=_("How often"), choices=HOW)
    weekday = forms.TypedChoiceField(label=_("Day of the weekly letter"), choices=DAYS, coerce=int)
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), choices=HOURS, coerce=int)
    quiet_to = forms.TypedChoiceField(
        label=_("Quiet until"),
        choices=HOURS,
        coerce=int,
        help_text=_("In these hours no letter comes. The same hour twice means no quiet hours."),
    )

    @classmethod
    def of(cls, wish: letters.Wish) -> "LearningLettersForm":
        """Return the form filled with what was chosen before."""
        return cls(initial={name: getattr(wish, name) for name in cls.base_fields})

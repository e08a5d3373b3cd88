"""What people type on the board: a report on an action, a comment, the address of evidence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.domain import execution, quarters
from assessments.domain.execution import Report
from assessments.domain.quarters import Quarter
from assessments.models import ActionProgress
from assessments.refine_form import MOST_MONEY, TypedNumber
from assessments.services import Told
from cms.people.models import User
from cms.press import formatting

PROBLEMS: Mapping[tuple[str, str], Promise] = {
    ("percent", "out-of-range"): _("Write a whole number from 0 to 100."),
    ("started", "missing"): _("Say in which quarter it began."),
    ("started", "in-the-future"): _("This quarter has not come yet. Choose one that has begun."),
    ("ended", "missing"): _("Say in which quarter it ended."),
    ("ended", "in-the-future"): _("This quarter has not come yet. Choose one that has begun."),
    ("ended", "before-start"): _("It cannot end before it began. Change one of the two quarters."),
    ("reason", "missing"): _("Say in a few words why it is blocked or dropped."),
}
BACK = 12
"""How many quarters before this one can be chosen."""


class ProgressForm(forms.Form):
    """Where an action stands. The owner is asked only of those who plan."""

    status = forms.ChoiceField(label=_("Status"), choices=ActionProgress.Status.choices)
    percent = TypedNumber(
        label=_("Progress in per cent"),
        least=0,
        most=execution.WHOLE,
        too_small=PROBLEMS["percent", "out-of-range"],
    )
    started = forms.ChoiceField(label=_("Began in"), required=False)
    ended = forms.ChoiceField(
        label=_("Ended in"), required=False, help_text=_("Only of what is done.")
    )
    cost = TypedNumber(
        label=_("Actual cost so far"),
        least=0,
        most=MOST_MONEY,
        too_small=_("Write 0 or more."),
    )
    reason = forms.CharField(
        label=_("Why it is blocked or dropped"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    owner_name = forms.CharField(
        label=_("Or an institution that carries it out"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        row: ActionProgress | None,
        members: Iterable[User] | None,
        now: Quarter,
        currency: str,
    ) -> None:
        super().__init__(data, initial=_initial(row))
        language = get_language() or "en"
        choices = list(_quarters(row, now, language))
        for name in ("started", "ended"):
            self.fields[name].choices = [("", _("not said")), *choices]
        named = (row.currency if row else "") or currency
        self.fields["cost"].help_text = formatting.currency(named, language) or named
        if members is None:
            del self.fields["owner"], self.fields["owner_name"]
        else:
            people = {str(one.pk): one.display_name for one in members}
            if row and row.owner:
                people.setdefault(str(row.owner_id), row.owner.display_name)
            self.fields["owner"].choices = [("", _("nobody yet")), *people.items()]

    def clean(self) -> dict[str, Any]:
        """Refuse two owners: a person and an institution cannot both answer for one action."""
        found = super().clean() or {}
        if found.get("owner") and found.get("owner_name"):
            self.add_error("owner_name", _("Name a person or an institution, not both."))
        return found

    def told(self) -> Told:
        """Return what was typed, for the service."""
        found = self.cleaned_data
        report = Report(
            status=found["status"],
            percent=found["percent"] or 0,
            started=_read(found["started"]),
            ended=_read(found["ended"]),
            reason=found["reason"],
        )
        owner = found.get("owner")
        return Told(
            report,
            cost=found["cost"],
            owner_id=int(owner) if owner else None,
            owner_name=found.get("owner_name", ""),
        )

    def mark(self, problems: Iterable[execution.Problem]) -> None:
        """Put each problem of a report in words beside its field."""
        for one in problems:
            self.add_error(one.field, PROBLEMS[one.field, one.code])


class CommentForm(forms.Form):
    """What somebody says of an action."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class WebAddress(forms.URLField):
    """The address of a page on the web; what a browser would run is none."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class LinkForm(forms.Form):
    """Something on the web that shows how far an action is."""

    title = forms.CharField(
        label=_("What it shows"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    url = WebAddress(
        label=_("Address"),
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )


def _initial(row: ActionProgress | None) -> dict[str, Any]:
    if row is None:
        return {"status": execution.NOT_STARTED, "percent": 0}
    names = ("status", "percent", "started", "ended", "cost", "reason", "owner_name")
    return {**{name: getattr(row, name) for name in names}, "owner": row.owner_id or ""}


def _quarters(row: ActionProgress | None, now: Quarter, language: str) -> Iterator[tuple[str, str]]:
    """Offer this quarter and those before it, and whatever stands there already."""
    found = {str(now.plus(-number)) for number in range(BACK)}
    found |= {one for one in (row.started, row.ended) if one} if row else set()
    for name in sorted(found, reverse=True):
        yield name, formatting.quarter(name, language)


def _read(value: str) -> Quarter | None:
    return quarters.parse(value) if value else None

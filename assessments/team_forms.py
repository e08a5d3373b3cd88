"""Forms of a round's team: whom to ask to take part, and which parts to give to whom."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments import answering, wording
from assessments.models import Round
from assessments.scopes import Reach
from cms.people import roles
from cms.people.models import Institution, Membership


class AskForm(forms.Form):
    """Whom to ask to take part, and how the letter reaches them."""

    label = forms.CharField(
        label=_("Which institution"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("As you call it; only you see this."),
    )
    email = forms.EmailField(
        label=_("E-mail address of its coordinator"),
        max_length=254,
        required=False,
        help_text=_("Empty: you get a letter to print, with a link and a QR code."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()


EVERYBODY = "everybody"


class GiveForm(forms.Form):
    """Which parts to give to whom, until when, and what to say with them."""

    parts = forms.MultipleChoiceField(
        label=_("Parts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part.")},
    )
    whom = forms.ChoiceField(label=_("To whom"))
    deadline = forms.DateField(
        label=_("Deadline"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: the deadline of the assessment."),
    )
    note = forms.CharField(
        label=_("Note to them"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, reached: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one, language = reached.round, get_language()
        words = wording.Words(wording.owner(answering.model_of(one)), language)
        mine = None if reached.may(roles.MANAGE) else _given_to(one, reached.leads)
        self.fields["parts"].choices = [
            (part.id, str(words(f"{part.id}/title")))
            for part in answering.parts_of(one)
            if mine is None or part.id in mine
        ]
        whole, team = mine is None, _institutions(reached)
        self.guests = [row.pk for row in team if row.pk != one.institution_id]
        several = [(EVERYBODY, _("every institution that takes part"))]
        self.fields["whom"].choices = [
            *(several if whole and len(self.guests) > 1 else []),
            *_choices(team, language, whole=whole),
        ]
        self.fields["whom"].initial = str(one.institution_id)

    def targets(self) -> list[tuple[uuid.UUID, Any]]:
        """Return the institutions, and the person or None for everybody there who answers."""
        if self.cleaned_data["whom"] == EVERYBODY:
            return [(guest, None) for guest in self.guests]
        institution, _slash, person = self.cleaned_data["whom"].partition("/")
        row = Membership.objects.filter(institution=institution, user=person or None).first()
        return [(uuid.UUID(institution), row.user if row else None)]


def _given_to(one: Round, institutions: Iterable[uuid.UUID]) -> set[str]:
    rows = one.delegations.filter(institution__in=institutions, person=None)
    return set(rows.values_list("part", flat=True))


def _institutions(reached: Reach) -> list[Institution]:
    """Return those of the team to which this person may give parts; the round's own first."""
    one = reached.round
    if not reached.may(roles.MANAGE):
        return list(Institution.objects.filter(pk__in=reached.leads))
    rows = one.participations.select_related("institution")
    return [one.institution, *(row.institution for row in rows)]


def _choices(institutions: Iterable[Institution], language: str | None, *, whole: bool) -> Any:
    """Offer each institution as a whole, and the people of it who may answer, by name."""
    members: dict[uuid.UUID, dict[int, str]] = {}
    held = Membership.objects.filter(
        institution__in=institutions,
        role__in=roles.granting(roles.ANSWER),
        user__is_active=True,
    )
    for row in held.select_related("user").order_by("user__display_name"):
        members.setdefault(row.institution_id, {})[row.user_id] = row.user.display_name
    return [
        (
            one.name_in(language),
            [
                *([(str(one.pk), _everybody(one.name_in(language)))] if whole else []),
                *((f"{one.pk}/{key}", name) for key, name in members.get(one.pk, {}).items()),
            ],
        )
        for one in institutions
    ]


def _everybody(institution: str) -> str:
    """Name the institution once more: a closed list does not show below which name a choice is."""
    return _("%(institution)s, everybody who answers") % {"institution": institution}

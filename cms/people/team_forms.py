"""Forms of a team: an invitation, and one of the roles."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.people import choices, roles


def _roles() -> list[tuple[str, Any]]:
    return list(roles.LABELS.items())


class RoleForm(forms.Form):
    """One of the roles."""

    role = forms.ChoiceField(label=_("Role"), choices=_roles)


class InvitationForm(RoleForm):
    """Whom to invite, into which role, in which language."""

    language = forms.ChoiceField(label=_("Language of the letter"), choices=choices.languages)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("Empty: you get a letter to print, with a link and a QR code."),
    )

    field_order = ("email", "role", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = roles.RESPONDENT
        self.fields["language"].initial = get_language()

"""Forms of people without e-mail: their account, and the printed code at the first sign-in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.people import choices, roles


def _roles() -> list[tuple[str, Any]]:
    every = roles.LABELS.items()
    return [(role, name) for role, name in every if role not in roles.WITH_SECOND_FACTOR]


class AccountForm(forms.Form):
    """For whom an account is opened, in which role, and the language of the letter."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=120,
        help_text=_("As others see it. The person can change it later."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=_roles,
        help_text=_("Coordinators and approvers need an account with an e-mail address."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=choices.languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()


class LearnerForm(AccountForm):
    """For whom a trainer opens an account, and the language of the letter; there is no role."""

    role = None


class CodeForm(forms.Form):
    """Login name and printed code, and the password that the person chooses."""

    login = forms.CharField(
        label=_("Login name"),
        max_length=64,
        help_text=_("It stands in your letter, such as bako-renu-34."),
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "username", "autocapitalize": "none"}
        ),
    )
    code = forms.CharField(
        label=_("Printed code"),
        max_length=40,
        help_text=_("Four groups of four signs; capitals and hyphens do not matter."),
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "one-time-code", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_(
            "Eight characters or more. A short sentence is easy to keep in mind and hard to guess."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("New password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Refuse a password that is too easy to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two passwords that differ."""
        said = super().clean() or self.cleaned_data
        again = said.get("password_again")
        if again and said.get("password", again) != again:
            self.add_error("password_again", _("These two passwords are not the same."))
        return said

"""Account forms: allauth's, with labels of our own in every language of the site."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.people import choices, logins, services
from cms.people.forms import ConsentForm, VoluntaryForm
from cms.people.models import User

EMAIL = _("E-mail address")
LOGIN = _("E-mail address or login name")
PASSWORD = _("Password")


def _plain(form: forms.Form, labels: dict[str, Any]) -> None:
    """Give the fields our labels and take the placeholders: a label must not vanish on typing."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.widget.attrs.pop("placeholder", None)


class LoginForm(allauth_forms.LoginForm):
    """Signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            max_length=254,
            widget=forms.TextInput(
                attrs={"dir": "ltr", "autocomplete": "username", "autocapitalize": "none"}
            ),
        )
        self.order_fields(["login", "password", "remember"])
        labels = {"login": LOGIN, "password": PASSWORD, "remember": _("Stay signed in here")}
        _plain(self, labels)
        # allauth puts the link to the reset into the help text; our page has it below the form.
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        """Return the address, also for somebody who signs in with a login name."""
        return logins.address(super().clean_login())


class SignupForm(ConsentForm, VoluntaryForm, allauth_forms.SignupForm):
    """Signing up: e-mail, password, shown name, language of letters, texts read."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As others see it. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    preferred_language = forms.ChoiceField(
        label=_("Language of letters to you"), choices=choices.languages
    )
    field_order = ("email", "password1", "display_name", "preferred_language", "agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"email": EMAIL, "password1": PASSWORD})
        # Four rules in four sentences fill a telephone's screen; a refusal names its rule.
        self.fields["password1"].help_text = _(
            "Eight characters or more. A short sentence is easy to keep in mind and hard to guess."
        )
        self.fields["preferred_language"].initial = get_language()

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Open the account; where another request just did so, answer as for an address taken."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            address = self.cleaned_data["email"]
            if not User.objects.filter(email=address).exists():
                raise
            self.account_already_exists = True
            return super().try_save(request)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Store what allauth does not know about."""
        services.welcome(
            user=user,
            language=get_language(),
            display_name=self.cleaned_data["display_name"],
            preferred_language=self.cleaned_data["preferred_language"],
            gender=self.cleaned_data["gender"],
            country=self.cleaned_data["country"],
        )


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Asking for a link that sets a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"email": EMAIL})


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """Setting a new password by a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"password1": _("New password"), "password2": _("New password, once more")})


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """Changing one's password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(
            self,
            {
                "oldpassword": _("Present password"),
                "password1": _("New password"),
                "password2": _("New password, once more"),
            },
        )


class SetPasswordForm(allauth_forms.SetPasswordForm):
    """Setting a first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"password1": _("New password"), "password2": _("New password, once more")})


class AddEmailForm(allauth_forms.AddEmailForm):
    """Changing one's e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"email": _("New e-mail address")})


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """Giving the password again before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, {"password": PASSWORD})
        self.fields["password"].help_text = ""  # the way to a new one stands below the form

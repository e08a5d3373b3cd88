"""Forms of the Wagtail admin: users, institutions, memberships."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserEditForm, UserForm

from cms.people import choices
from cms.people.models import Institution, Membership, User

USER_FIELDS = (
    "email",
    "display_name",
    "certificate_name",
    "preferred_language",
    "time_zone",
    "is_superuser",
    "groups",
)


class _PersonFields(UserForm):
    """What an administrator fills in about a person; names are one field.

    Gender and country are for the person alone: they are counted, never shown with a name.
    """

    first_name = None
    last_name = None
    preferred_language = forms.ChoiceField(
        label=_("Language of letters"), choices=choices.languages
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=choices.time_zones)


class PersonCreationForm(_PersonFields):
    """A new user; the person confirms the e-mail address at the first signing in."""

    class Meta:
        model = User
        fields = USER_FIELDS
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PersonEditForm(_PersonFields, UserEditForm):
    """A user who exists."""

    class Meta:
        model = User
        fields = (*USER_FIELDS, "is_active")
        widgets = {"groups": forms.CheckboxSelectMultiple}


class InstitutionForm(forms.ModelForm):
    """An institution, with a name in every language of the site."""

    country = forms.ChoiceField(label=_("Country"), help_text=choices.NOTICE)
    languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=choices.languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=choices.time_zones)

    class Meta:
        model = Institution
        fields = ("name", "country", "kind", "languages", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.country
        states = choices.states(fictional=Institution.demonstrates(), kept=kept)
        self.fields["country"].choices = states if kept else [("", "---------"), *states]
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": language},
                max_length=200,
                required=False,
                initial=(self.instance.names or {}).get(code, ""),
            )

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        data = dict(self.cleaned_data)
        spoken = {code: data.pop(f"name_{code}") for code, _name in settings.LANGUAGES}
        # Names in languages that the site has lost since are kept.
        kept = {**(self.instance.names or {}), **spoken}
        return {**data, "names": {code: name for code, name in kept.items() if name}}


class MembershipForm(forms.ModelForm):
    """Who does what in an institution."""

    class Meta:
        model = Membership
        fields = ("institution", "user", "role")

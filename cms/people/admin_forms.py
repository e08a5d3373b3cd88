"""Forms of the Wagtail admin: users, institutions, memberships."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserEditForm, UserForm

from cms.people import choices
from cms.people.institution_forms import DescriptionForm
from cms.people.models import Institution, InstitutionRequest, Membership, User

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


class InstitutionForm(DescriptionForm):
    """An institution as an administrator opens and changes it; the national lead among it."""

    country = forms.ChoiceField(label=_("Country"), help_text=choices.NOTICE)
    lead = forms.BooleanField(label=_("National lead of its country"), required=False)
    take_over = forms.BooleanField(
        label=_("Take the lead over from the institution that has it now"), required=False
    )
    field_order = ("name", "country", "kind", "lead", "take_over")

    class Meta(DescriptionForm.Meta):
        fields = ("name", "country", "kind", "languages", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.country
        states = choices.states(fictional=Institution.demonstrates(), kept=kept)
        self.fields["country"].choices = states if kept else [("", "---------"), *states]
        self.fields["lead"].initial = self.instance.is_national_lead

    def leading(self) -> tuple[bool, bool]:
        """Return whether it shall lead its country, and whether it may take the lead over."""
        return self.cleaned_data["lead"], self.cleaned_data["take_over"]

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        data = super().values()
        return {name: data[name] for name in data if name not in ("lead", "take_over")}


class DecisionForm(forms.ModelForm):
    """What becomes of a request for a new institution."""

    OPEN, DECLINE = "open", "decline"

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(OPEN, _("Open the institution")), (DECLINE, _("Decline"))],
        widget=forms.RadioSelect,
    )
    verification = forms.CharField(
        label=_("How it was verified"),
        help_text=_("Needed to open it. Seen by administrators only."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        label=_("Answer to the person"),
        help_text=_("Needed to decline. It is mailed to the person as you write it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = InstitutionRequest
        fields = ()

    def clean(self) -> dict[str, Any]:
        """Refuse a decision without the words that it needs."""
        said = super().clean() or self.cleaned_data
        if said.get("decision") == self.OPEN and not said.get("verification", "").strip():
            self.add_error("verification", _("Write down how you have verified the institution."))
        if said.get("decision") == self.DECLINE and not said.get("answer", "").strip():
            self.add_error("answer", _("Write the sentence that the person will read."))
        return said


class MembershipForm(forms.ModelForm):
    """Who does what in an institution."""

    class Meta:
        model = Membership
        fields = ("institution", "user", "role")

"""Forms of grave steps: emergency access with its reason, a deletion with the name typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people import emergency
from cms.people.models import Institution


class EmergencyForm(forms.Form):
    """Which institution, and why."""

    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.all(), empty_label=_("Choose one")
    )
    reason = forms.CharField(
        label=_("Reason"),
        strip=True,
        max_length=emergency.LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "At least 20 characters. The coordinators of the institution read it, with your name."
        ),
    )

    def clean_reason(self) -> str:
        """Refuse a reason that says nothing."""
        said = " ".join(self.cleaned_data["reason"].split())
        if len(said) < emergency.SHORTEST:
            raise forms.ValidationError(emergency.NO_REASON)
        return said


class DeletionForm(forms.Form):
    """The name of what is to be deleted, typed."""

    typed = forms.CharField(
        label=_("Name of the institution"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Type it as it stands above, so that no other one is deleted by mistake."),
    )

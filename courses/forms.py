"""Forms of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CertificateForm(forms.Form):
    """The name as it shall stand on the certificate."""

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=200,
        help_text=_("Exactly as it shall be printed, in any script. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )

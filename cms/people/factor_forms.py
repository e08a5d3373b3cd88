"""The forms of a second factor: one field for a code."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _


def _plain_digits(code: str) -> str:
    """Return the digits of any script as 0 to 9, without what stands between them."""
    return "".join(
        str(unicodedata.digit(sign)) for sign in code if unicodedata.digit(sign, -1) >= 0
    )


class AppCodeForm(forms.Form):
    """The code that the app shows."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits that the app shows now."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}
        ),
    )

    def clean_code(self) -> str:
        """Return the digits; a code without any is refused."""
        digits = _plain_digits(self.cleaned_data["code"])
        if not digits:
            raise forms.ValidationError(_("A code is made of digits: six, or eight to recover."))
        return digits


class CodeForm(AppCodeForm):
    """The code that the app shows, or one to recover with."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _(
            "The six digits that the app shows now, or one of your recovery codes."
        )

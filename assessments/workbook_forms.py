"""What people choose who answer without a network: institution, language, and the file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.imports import filled

XLSX = ".xlsx"
TOO_LARGE = _("The file is too large. Expected is a workbook (.xlsx) of at most 2 MB.")


class TakeForm(forms.Form):
    """For which institution, and in which language."""

    institution = forms.ChoiceField(label=_("Institution"))
    language = forms.ChoiceField(label=_("Language of the file"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, institutions: Sequence[tuple[str, str]], **more: Any) -> None:
        more.setdefault("initial", {})["language"] = get_language()
        super().__init__(*args, **more)
        field = self.fields["institution"]
        field.choices = institutions
        if len(institutions) == 1:
            field.widget, field.initial = forms.HiddenInput(), institutions[0][0]


class PaperForm(TakeForm):
    """The same on paper: blank, or with the answers so far."""

    BLANK, FILLED = "blank", "filled"
    content = forms.ChoiceField(
        label=_("What stands on it"),
        choices=[(BLANK, _("The questions alone")), (FILLED, _("With the answers so far"))],
        widget=forms.RadioSelect,
        initial=BLANK,
    )


class UploadForm(forms.Form):
    """A workbook that was filled in."""

    file = forms.FileField(
        label=_("Filled workbook"),
        help_text=_("The .xlsx file that was downloaded here, at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": XLSX}),
    )

    def clean_file(self) -> bytes:
        """Return the content; refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > filled.MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        content: bytes = file.read(filled.MOST_BYTES + 1)
        return content

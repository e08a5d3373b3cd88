"""The form with which a reader reports an error in a text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms import addresses
from cms.models import ErrorReport

LINES = {"rows": 5, "dir": "auto"}


class ReportForm(forms.Form):
    """What is wrong, on which page; a trap for machines that fill in every field."""

    page = forms.CharField(
        label=_("Address of the page"),
        max_length=addresses.LONGEST,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Copy the words that are wrong, and say why."),
        max_length=ErrorReport.LONGEST_TEXT,
        widget=forms.Textarea(attrs=LINES),
    )
    correction = forms.CharField(
        label=_("What should stand there?"),
        max_length=ErrorReport.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=LINES),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Only if you would like an answer. It is used for nothing else."),
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: object, host: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.host = host

    def clean_page(self) -> str:
        """Return the path of the page, or say that it is none of ours."""
        path = addresses.own_path(self.cleaned_data["page"], host=self.host)
        if not path:
            raise forms.ValidationError(
                _("This is no page of this site. Copy the address of the page from your browser.")
            )
        return path

    @property
    def reader_fields(self) -> list[forms.BoundField]:
        """The fields that people fill in."""
        return [field for field in self if field.name != "website"]

    @property
    def trapped(self) -> bool:
        """Tell whether a machine has filled in what people do not see."""
        return bool(self.cleaned_data.get("website"))

    def typed(self) -> dict[str, str]:
        """Return the report as `corrections.take` wants it."""
        return {field.name: self.cleaned_data[field.name] for field in self.reader_fields}

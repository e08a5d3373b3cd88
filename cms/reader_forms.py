"""The forms with which readers report an error in a text, or write to the operator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms import addresses
from cms.models import ContactMessage, FromReader

LINES = {"rows": 5, "dir": "auto"}
AN_EMAIL = {"dir": "ltr", "autocomplete": "email"}


class ReaderForm(forms.Form):
    """What a reader sends without an account; a trap for machines that fill in every field."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def reader_fields(self) -> list[forms.BoundField]:
        """The fields that people fill in."""
        return [field for field in self if field.name != "website"]

    @property
    def trapped(self) -> bool:
        """Tell whether a machine has filled in what people do not see."""
        return bool(self.cleaned_data.get("website"))

    def typed(self) -> dict[str, str]:
        """Return what was typed as the letterbox takes it."""
        return {field.name: self.cleaned_data[field.name] for field in self.reader_fields}


class ReportForm(ReaderForm):
    """What is wrong, on which page."""

    page = forms.CharField(
        label=_("Address of the page"),
        max_length=addresses.LONGEST,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Copy the words that are wrong, and say why."),
        max_length=FromReader.LONGEST_TEXT,
        widget=forms.Textarea(attrs=LINES),
    )
    correction = forms.CharField(
        label=_("What should stand there?"),
        max_length=FromReader.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=LINES),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Only if you would like an answer. It is used for nothing else."),
        required=False,
        widget=forms.EmailInput(attrs=AN_EMAIL),
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


class ContactForm(ReaderForm):
    """A message to the operator, and where to answer."""

    topic = forms.ChoiceField(label=_("What is it about?"), choices=ContactMessage.Topic.choices)
    text = forms.CharField(
        label=_("Your message"),
        help_text=_("Send no passwords and nothing that must stay secret."),
        max_length=FromReader.LONGEST_TEXT,
        widget=forms.Textarea(attrs=LINES),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Where we answer. It is used for nothing else."),
        widget=forms.EmailInput(attrs=AN_EMAIL),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )

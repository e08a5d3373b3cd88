"""The form of evidence: a file or a link, how much it proves, its dates; what was sent is kept."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import Evidence
from assessments.services import evidence
from cms.press.models import Upload

LEVELS = {
    Evidence.Level.CLAIMED: _("Claimed: it is said so, nothing in writing shows it yet"),
    Evidence.Level.DOCUMENT: _("Internal document: in writing, not published"),
    Evidence.Level.PUBLIC: _("Public: anybody can look it up"),
}
CHOOSE = _("Choose a file, or write an address.")
NOT_BOTH = _("Give a file or an address, not both. Each can be evidence of its own.")


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    wrong = {"invalid": _("Write the day as year, month and day, such as 2026-03-14.")}
    return forms.DateField(
        label=label, help_text=help_text, required=False, widget=widget, error_messages=wrong
    )


class VersionForm(forms.Form):
    """What a version holds and what is said of it. `sent` is a file that is here already."""

    level = forms.ChoiceField(
        label=_("How much does it show?"), choices=[*LEVELS.items()], widget=forms.RadioSelect
    )
    url = forms.CharField(
        label=_("Address of a page"),
        required=False,
        max_length=500,
        widget=forms.URLInput({"dir": "ltr", "autocomplete": "off"}),
        help_text=_("In place of a file. It begins with https:// and is not opened by this site."),
    )
    dated = _day(_("Date of the document"))
    valid_until = _day(_("Valid until"), _("Leave it empty if it does not end."))
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    upload = forms.UUIDField(widget=forms.HiddenInput, required=False)

    sent: Upload | None = None
    file_errors: tuple[str, ...] = ()

    def clean_url(self) -> str:
        """Take https addresses only, without a name or password in them."""
        url: str = self.cleaned_data["url"]
        if not url:
            return ""
        wrong = gettext("Write a whole address that begins with https://, such as %(example)s.")
        try:
            URLValidator(schemes=["https"])(url)
        except forms.ValidationError as strange:
            example = "https://www.example.org/law.pdf"
            raise forms.ValidationError(wrong % {"example": example}) from strange
        if urlsplit(url).username or urlsplit(url).password:
            raise forms.ValidationError(gettext("Leave out the name and password before the @."))
        return url

    def clean(self) -> dict[str, Any]:
        """Refuse dates in the wrong order."""
        data = super().clean() or self.cleaned_data
        dated, until = data.get("dated"), data.get("valid_until")
        if dated and until and until < dated:
            self.add_error("valid_until", gettext("It cannot end before it was written."))
        return data

    def take(self, sent: Upload | None, refused: str) -> None:
        """Join what became of the file to what was typed."""
        self.sent = sent
        url = self.cleaned_data.get("url")
        if refused:
            self.file_errors = (refused,)
        elif sent and url:
            self.add_error("url", NOT_BOTH)
        elif not sent and not url and "url" not in self.errors:
            self.file_errors = (str(CHOOSE),)

    @property
    def is_right(self) -> bool:
        """Tell whether fields and file are all right."""
        return self.is_valid() and not self.file_errors

    def said(self) -> evidence.Said:
        """Return what is said of it."""
        data = self.cleaned_data
        return evidence.Said(data["level"], data["dated"], data["valid_until"])

    def given(self) -> evidence.Given:
        """Return what it holds; a form without a key is one of its own."""
        data = self.cleaned_data
        upload = self.sent.pk if self.sent and not data["url"] else None
        return evidence.Given(data["key"] or uuid.uuid4(), upload, data["url"])


class EvidenceForm(VersionForm):
    """New evidence: its title before the rest."""

    title = forms.CharField(
        label=_("What is it?"),
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Such as the title and number of a law. You will find it by this."),
    )
    field_order = ("title", "level")

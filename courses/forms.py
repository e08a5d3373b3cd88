"""Forms of this room."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class LessonForm(WagtailAdminPageForm):
    """A lesson in the editor: a film can be read along in the language of its page."""

    def clean(self) -> dict[str, Any]:
        """Ask for captions in the language of the page, save of a draft that is not finished."""
        cleaned: dict[str, Any] = super().clean()
        language = self.instance.locale.language_code
        for block in () if self.is_deferred_validation else cleaned.get("body") or ():
            if block.block_type == "video" and language not in block.value.languages:
                sentence = _("The video “%(title)s” has no captions in the language of this page.")
                title = {"title": block.value["title"]}
                self.add_error("body", ValidationError(sentence, params=title))
        return cleaned


class CertificateForm(forms.Form):
    """The name as it shall stand on the certificate."""

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=200,
        help_text=_("Exactly as it shall be printed, in any script. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )

"""What a learner writes at a lesson."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.blocklabels import Label
from courses.models.notes import LONGEST

BLOCK = re.compile(r"[0-9A-Za-z-]{0,64}")


class NoteForm(forms.Form):
    """A note at a lesson, or at one of its passages; without words it is a bookmark."""

    block = forms.CharField(label=_("Passage"), required=False, max_length=64)
    text = forms.CharField(
        label=_("Note"),
        required=False,
        help_text=_("At most 4,000 characters. Without words it is a bookmark."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "maxlength": LONGEST}),
    )
    event = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, passages: Iterable[Label], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("The whole lesson")), *((one.id, one.name) for one in passages)]
        self.fields["block"].widget = forms.Select(choices=choices)
        self.fields["event"].initial = uuid4

    def clean_text(self) -> str:
        """Count a line break as one sign, whatever the browser makes of it."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if len(text) > LONGEST:
            raise forms.ValidationError(
                _("The note has %(number)s characters. At most 4,000 are kept."),
                params={"number": len(text)},
            )
        return text

    def clean_block(self) -> str:
        """Take the id of a passage, also of one that is gone; anything else is the whole lesson."""
        block = str(self.cleaned_data["block"])
        return block if BLOCK.fullmatch(block) else ""

    def clean_event(self) -> Any:
        """Take the id of the form; a form without one is sent once."""
        return self.cleaned_data["event"] or uuid4()

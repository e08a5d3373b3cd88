"""Forms of those who write courses: a new one, a copy, whose it is."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.people.models import Institution

# Addresses below /learn/ that are no course
RESERVED = frozenset(
    {
        *("attempts", "calendar", "institutions", "invitations", "letters", "manage", "marking"),
        *("mine", "notes", "paths", "runs", "sharing", "teaching"),
    }
)
OF_THE_SITE = _("This site: everybody edits it who writes courses here")


class IdField(forms.RegexField):
    """The id of a new course."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            r"^[a-z0-9]+(-[a-z0-9]+)*$",
            max_length=60,
            label=_("Id of the course"),
            help_text=_(
                "Small letters, digits and hyphens, such as first-aid-for-data. It stands in the"
                " address and is never changed."
            ),
            widget=forms.TextInput(
                attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
            ),
            **more,
        )


class OwnedForm(forms.Form):
    """A course that is to be made: under which id, and whose it is."""

    content_id = IdField()
    institution = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=Institution.objects.none(),
        required=False,
        empty_label=OF_THE_SITE,
        help_text=_("Those who have a role there edit it; all others read it and copy it."),
    )

    def __init__(
        self,
        *args: Any,
        institutions: QuerySet[Institution],
        taken: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._taken = set(taken)
        field = self.fields["institution"]
        field.queryset = institutions
        found = list(institutions[:2])
        if len(found) == 1:
            field.initial = found[0].pk

    def clean_content_id(self) -> str:
        """Refuse an id that is taken: progress hangs on it."""
        said: str = self.cleaned_data["content_id"]
        if said in self._taken or said in RESERVED:
            raise forms.ValidationError(_("This id is taken. Choose another one."))
        return said


class NewCourseForm(OwnedForm):
    """A new course from the template."""

    title = forms.CharField(
        label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    language = forms.ChoiceField(
        label=_("First written in"),
        help_text=_("Translations are made from this language. No other is needed."),
    )
    field_order = ("title", "language", "content_id", "institution")

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages


class HandOverForm(forms.Form):
    """Whose a course shall be."""

    institution = forms.ModelChoiceField(
        label=_("Belongs to"), queryset=Institution.objects.none(), required=False
    )

    def __init__(
        self, *args: Any, institutions: QuerySet[Institution], to_site: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["institution"]
        field.queryset = institutions
        field.empty_label = OF_THE_SITE if to_site else None
        field.required = not to_site

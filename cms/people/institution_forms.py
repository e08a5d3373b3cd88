"""Forms of an institution: what it says of itself, and asking for a new one."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cms.people import choices, pictures
from cms.people.models import Institution, InstitutionRequest

LINES = {"rows": 4, "dir": "auto"}


class DescriptionForm(forms.ModelForm):
    """An institution, with a name in every language of the site."""

    languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=choices.languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=choices.time_zones)

    class Meta:
        model = Institution
        fields: tuple[str, ...] = ("name", "kind", "languages", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": language},
                max_length=200,
                required=False,
                initial=(self.instance.names or {}).get(code, ""),
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        data = dict(self.cleaned_data)
        spoken = {code: data.pop(f"name_{code}") for code, _name in settings.LANGUAGES}
        # Names in languages that the site has lost since are kept.
        kept = {**(self.instance.names or {}), **spoken}
        return {**data, "names": {code: name for code, name in kept.items() if name}}


class AboutForm(DescriptionForm):
    """An institution as its coordinator describes it, with its logo."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 2 MB and 4000 pixels on each side."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    remove_logo = forms.BooleanField(label=_("Take the present logo away"), required=False)

    def __init__(self, *args: Any, has_logo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["remove_logo"]
        names = [f"name_{code}" for code, _name in settings.LANGUAGES]
        self.order_fields(["name", *names, "kind", "languages", "time_zone"])

    def values(self) -> dict[str, Any]:
        """Return what `institutions.describe` takes; of a file just more than it may have."""
        data = super().values()
        sent: UploadedFile | None = data.pop("logo", None)
        content = sent.read(pictures.LARGEST_BYTES + 1) if sent else None
        return {**data, "logo": content, "remove_logo": bool(data.get("remove_logo"))}


class RequestForm(forms.ModelForm):
    """Which institution shall be opened, who asks, and why."""

    country = forms.ChoiceField(label=_("Country"), help_text=choices.NOTICE)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": ""}),
    )

    class Meta:
        model = InstitutionRequest
        fields = ("name", "country", "kind", "website", "function", "reasons")
        labels = {
            "name": _("Name of the institution"),
            "kind": _("Kind"),
            "function": _("Your function there"),
            "reasons": _("Why shall it be opened?"),
        }
        help_texts = {
            "reasons": _(
                "What you would like to do here, and how we can verify that you speak for the "
                "institution. Only administrators of the site read it."
            )
        }
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "function": forms.TextInput(attrs={"dir": "auto"}),
            "reasons": forms.Textarea(attrs=LINES),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = choices.states(fictional=Institution.demonstrates())
        self.fields["country"].choices = [("", "---------"), *states]

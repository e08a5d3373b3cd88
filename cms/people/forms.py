"""Forms: one's own profile, and that one has read the texts in force."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.people import choices
from cms.people.models import TextVersion, User


class VoluntaryForm(forms.Form):
    """Gender and country: empty by default, with the reason why they are asked."""

    voluntary = ("gender", "country")
    why_asked = _(
        "To report, in totals only, how many women this site reaches and in which countries. "
        "No page shows your answer with your name to anybody but you. You need not answer, "
        "and you can empty both again on your profile."
    )

    gender = forms.ChoiceField(label=_("Gender"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", _("Not stated"))
        self.fields["gender"].choices = [empty, *User.Gender.choices]
        self.fields["country"].choices = [empty, *choices.countries()]

    @property
    def voluntary_fields(self) -> list[forms.BoundField]:
        """The fields that stand under the reason."""
        return [self[name] for name in self.voluntary]


class ProfileForm(VoluntaryForm):
    """A person's own profile."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As others see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    certificate_name = forms.CharField(
        label=_("Name on certificates"),
        max_length=200,
        required=False,
        help_text=_("Exactly as it shall be printed, in any script. Empty: your name as above."),
    )
    preferred_language = forms.ChoiceField(
        label=_("Language of letters to you"), choices=choices.languages
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=choices.time_zones)

    @classmethod
    def of(cls, user: User) -> "ProfileForm":
        """Return the form filled with what the person said before."""
        return cls(initial={name: getattr(user, name) for name in cls.base_fields})


class ConsentForm(forms.Form):
    """That a person has read what is in force; the box is never ticked for anybody."""

    agreed = forms.BooleanField(
        label=_("I have read the privacy notice and the terms of use"),
        error_messages={"required": _("Tick the box when you have read both texts.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].help_text = links_to_texts()


def links_to_texts() -> SafeString:
    """Return a link to the page of each text; what was typed beside it stays where it is."""
    links = format_html_join(
        " · ",
        '<a href="/{}/{}/" target="_blank" rel="noopener">{}</a>',
        ((get_language(), text.value, text.label) for text in TextVersion.Text),
    )
    return format_html("{} {}", _("In a new tab:"), links)

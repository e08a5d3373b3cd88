"""What people type: the start of a round, and which report they want in which language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from assessments import editions, frameworks, wording
from assessments.domain.maturity import MaturityModel
from cms.people import access, roles
from cms.people.models import Institution, User


class InstitutionChoice(forms.ModelChoiceField):
    """Institutions by their name in the language of the page."""

    def label_from_instance(self, institution: Institution) -> str:
        """Return the name in the language in force."""
        return institution.name_in(get_language())


class StartForm(forms.Form):
    """Who answers which questionnaire, and what the round is called."""

    institution = InstitutionChoice(
        label=_("Institution"), queryset=Institution.objects.none(), empty_label=None
    )
    model = forms.ChoiceField(label=_("Questionnaire"))
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Such as the year and the occasion. You will find the round by it."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = access.institutions(user, roles.MANAGE)
        language = get_language() or settings.LANGUAGE_CODE
        self.fields["model"].choices = [
            (model.id, _named(model, language))
            for model in sorted(frameworks.offered(), key=lambda one: one.demonstration)
        ]
        self.fields["title"].initial = _("Self-assessment %(year)s") % {
            "year": timezone.localdate().year
        }


def _named(model: MaturityModel, language: str) -> str:
    title = str(wording.text(wording.owner(model), "model/title", language))
    if not model.demonstration:
        return title
    # Translators: a questionnaire in a list, and that it is not for real use
    return gettext("%(title)s (demonstration)") % {"title": title}


class LettersForm(forms.Form):
    """Whether a person wants the weekly letter."""

    digest = forms.BooleanField(label=_("Send me the weekly letter about actions"), required=False)


class ReportForm(forms.Form):
    """Which edition of the report is written, in which format and in which language."""

    edition = forms.ChoiceField(
        label=_("Edition"),
        choices=[*editions.TITLES.items()],
        widget=forms.RadioSelect,
        initial=editions.BRIEF,
    )
    written_as = forms.ChoiceField(
        label=_("Format"),
        choices=[*editions.NAMES.items()],
        initial=editions.PDF,
        help_text=_(
            "Every edition is there as PDF and as Word document; a workbook and data belong to"
            " the report and to the edition for partners, a calendar to the report."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the report"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """Refuse a format that the edition does not have, and say which it has."""
        told = super().clean() or self.cleaned_data
        if "edition" in told and "written_as" in told:
            problem = editions.problem(told["edition"], told["written_as"])
            if problem:
                self.add_error("written_as", problem)
        return told

"""What people type: the start of a round, and which report they want in which language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from assessments import editions, frameworks, wording
from assessments.domain.maturity import MaturityModel
from assessments.models import Round
from assessments.services.rounds import Details
from cms.people import access, roles
from cms.people.models import Institution, User


class InstitutionChoice(forms.ModelChoiceField):
    """Institutions by their name in the language of the page."""

    def label_from_instance(self, institution: Institution) -> str:
        """Return the name in the language in force."""
        return institution.name_in(get_language())


class DetailsForm(forms.Form):
    """What a coordinator says of a round."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Such as the year and the occasion. You will find the round by it."),
    )
    depth = forms.ChoiceField(
        label=_("How much is asked"),
        choices=Round.Depth.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A rapid round may become a full one at any time; what was answered stays. Its report"
            " is called a first sketch."
        ),
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
    deadline = forms.DateField(
        label=_("Deadline"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    scope = forms.CharField(
        label=_("What it covers"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("For example: the central government, without the provinces."),
    )
    tlp = forms.ChoiceField(
        label=_("Label of the Traffic Light Protocol"),
        choices=Round.Tlp.choices,
        help_text=_("How far the answers may travel. It stands on every page and document."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = timezone.localdate().year
        for name, value in (
            ("title", _("Self-assessment %(year)s") % {"year": year}),
            ("depth", Round.Depth.FULL),
            ("year", year),
            ("tlp", Round.Tlp.AMBER),
        ):
            self.fields[name].initial = value

    def details(self) -> Details:
        """Return what was typed, as the service takes it."""
        known = {name: self.cleaned_data[name] for name in DetailsForm.base_fields}
        return Details(**known, **self.more())

    def more(self) -> dict[str, Any]:
        """Return what only some rounds are told."""
        return {}


class StartForm(DetailsForm):
    """Who answers which questionnaires, and what the round is called."""

    institution = InstitutionChoice(
        label=_("Institution"), queryset=Institution.objects.none(), empty_label=None
    )
    model = forms.MultipleChoiceField(
        label=_("Questionnaires"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One or several; each is answered, signed and scored by itself."),
        error_messages={"required": _("Choose at least one questionnaire.")},
    )

    field_order = ("institution", "model", "title")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = access.institutions(user, roles.MANAGE)
        language = get_language() or settings.LANGUAGE_CODE
        offered = sorted(frameworks.offered(), key=lambda one: one.demonstration)
        self.fields["model"].choices = [(model.id, _named(model, language)) for model in offered]
        self.fields["model"].initial = [model.id for model in offered] if len(offered) == 1 else []
        # A form sent without it is one of before rapid rounds were there: it asks everything
        self.fields["depth"].required = False
        self.fields["tlp"].required = False

    def clean_depth(self) -> str:
        """Return the depth, full where nothing was said."""
        return self.cleaned_data["depth"] or Round.Depth.FULL

    def clean_tlp(self) -> str:
        """Return the label, amber where nothing was said."""
        return self.cleaned_data["tlp"] or Round.Tlp.AMBER


class RoundForm(DetailsForm):
    """What may still be changed of a round that was started."""

    target = forms.ChoiceField(
        label=_("Stage aimed at"),
        required=False,
        help_text=_("Roadmaps aim at it unless you choose another on the planning desk."),
    )
    results_open = forms.BooleanField(
        label=_("Respondents of our institution see the results"), required=False
    )

    def __init__(self, *args: Any, one: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = frameworks.model(one.model_slug, one.model_version)
        words = wording.Words(wording.owner(model), get_language())
        self.fields["target"].choices = [
            ("", _("as the method says: one or two stages ahead")),
            *((stage.id, str(words(f"{stage.id}/title"))) for stage in model.stages),
        ]
        for name in self.fields:
            self.fields[name].initial = getattr(one, name)

    def more(self) -> dict[str, Any]:
        """Return the target, and whether results are open."""
        return {name: self.cleaned_data[name] for name in ("target", "results_open")}


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

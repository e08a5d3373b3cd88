"""Forms for files that trainers bring: a bundle, questions, the text of a lesson."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, ModulePage
from courses.models.items import Difficulty
from courses.models.lessons import outcomes

ID = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Small letters, digits and single hyphens."))


class BundleForm(forms.Form):
    """A course bundle."""

    file = forms.FileField(
        label=_("Bundle"),
        help_text=_("An archive (.zip), as the export of another installation gives it."),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )


class QuestionsForm(forms.Form):
    """Questions, and what they get where the file does not say it."""

    file = forms.FileField(
        label=_("File with questions"),
        help_text=_("GIFT (.gift, .txt), Moodle XML (.xml) or a sheet of items (.xlsx)."),
        widget=forms.FileInput(attrs={"accept": ".gift,.txt,.xml,.xlsx"}),
    )
    objective = forms.ChoiceField(
        label=_("Objective"), help_text=_("For questions that do not name one themselves.")
    )
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=Difficulty, initial="medium")
    bank = forms.CharField(
        label=_("Bank"),
        required=False,
        max_length=60,
        validators=[ID],
        help_text=_("The id of a set that quizzes draw from; it may be new."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def __init__(self, course: CoursePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].choices = list(outcomes(course).items())


class TextForm(forms.Form):
    """The text of a lesson."""

    file = forms.FileField(
        label=_("File with the text"),
        help_text=_("Word (.docx) or Markdown (.md). Each heading begins a block of its own."),
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown"}),
    )
    module = forms.TypedChoiceField(label=_("Module"), coerce=int)
    title = forms.CharField(
        label=_("Title of the lesson"),
        required=False,
        max_length=255,
        help_text=_("Empty: the title in the file, else its name."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, modules: Sequence[ModulePage], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = {one.pk: one for one in modules}
        self.fields["module"].choices = [(one.pk, _named(one)) for one in modules]

    def clean_module(self) -> ModulePage:
        """Return the module."""
        return self._modules[self.cleaned_data["module"]]


def _named(module: ModulePage) -> str:
    language = get_language_info(module.locale.language_code)["name_local"]
    return f"{module.title} ({language})"

"""The list of all models, and how a draft begins: new, from a file, copied, revised."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments import imports, services
from assessments.domain import drafting
from assessments.imports.bounds import MOST_BYTES
from assessments.modelling import versions
from assessments.modelling.doors import LABEL, REFUSED, Page
from assessments.modelling.fields import Area, IdField, LinesField
from assessments.modelling.forms import GATES
from assessments.models import ModelDraft
from assessments.services.drafts import ADD


class Index(Page):
    """Every model: drafts, published here, shipped."""

    template_name = "assessments/modelling/index.html"

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return LABEL

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list."""
        return self.answer(
            drafts=versions.drafts(),
            published=versions.published(),
            shipped=versions.shipped(),
            may_add=request.user.has_perm(ADD),
        )


class NewForm(forms.Form):
    """What a new model needs to have the right shape; everything can be changed but the id."""

    title = forms.CharField(label=_("Title"), max_length=200)
    id = IdField(required=False, help_text=_("Made of the title if empty; it cannot be changed."))
    summary = forms.CharField(label=_("Summary"), widget=Area(2))
    notice = forms.CharField(
        label=_("Notice"),
        widget=Area(2),
        help_text=_("What a result is not: whose model it is, and that it is no audit."),
    )
    source_language = forms.ChoiceField(
        label=_("Language of the texts"), choices=settings.LANGUAGES
    )
    gate = forms.ChoiceField(label=_("How stages are reached"), choices=GATES, initial="mean")
    scale = LinesField(
        label=_("Levels"),
        rows=6,
        help_text=_("A line for each level, from the lowest (0) to the highest."),
    )
    below = forms.CharField(label=_("Below the first stage"), max_length=200)


class CopyForm(forms.Form):
    """The id of the copy."""

    id = IdField()


class FileForm(forms.Form):
    """A file with a model."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("TOML, YAML, or an XLSX workbook that was made of the template."),
        widget=forms.FileInput(attrs={"accept": ", ".join(imports.READERS)}),
    )


class Begin(Page):
    """A form from which a draft begins; what was typed comes back whenever none does."""

    permissions = (ADD,)
    template_name = "assessments/modelling/begin.html"
    form_class: type[forms.Form]
    title: Any
    button: Any = _("Begin the draft")

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return self.title

    def begin(self, told: dict[str, Any]) -> ModelDraft:
        """Begin the draft."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """Return what stands in the form at first."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self._shown(self.form_class(initial=self.initial()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin the draft, or say all that stands against it."""
        form = self.form_class(request.POST, request.FILES)
        if not form.is_valid():
            return self._shown(form, status=REFUSED)
        try:
            draft = self.begin(form.cleaned_data)
        except services.Refused as no:
            form.add_error(None, str(no.sentence))
            return self._shown(form, status=REFUSED)
        except imports.Unreadable as no:
            return self._shown(form, status=REFUSED, sentences=no.problems)
        return redirect("modelling:draft", draft.pk)

    def _shown(self, form: forms.Form, status: int = 200, sentences: Any = ()) -> HttpResponse:
        return self.answer(
            status=status,
            form=form,
            sentences=sentences,
            is_import=isinstance(form, FileForm),
            submit_button_label=self.button,
            submit_button_active_label=_("Working…"),
        )


class Create(Begin):
    """A new model."""

    form_class = NewForm
    title = _("New model")

    def initial(self) -> dict[str, Any]:
        """Propose the language of the person."""
        return {"source_language": get_language()}

    def begin(self, told: dict[str, Any]) -> ModelDraft:
        """Begin a model with the right shape and no part."""
        name = told.pop("id") or drafting.free_id({}, told["title"])
        title, language = told.pop("title"), told.pop("source_language")
        mapping = drafting.fresh(name, title, language, **told)
        return services.create_draft(user=self.request.user, mapping=mapping)


class Import(Begin):
    """A model from a file."""

    form_class = FileForm
    title = _("Import a model")
    button = _("Import")

    def begin(self, told: dict[str, Any]) -> ModelDraft:
        """Read the file as a whole, or not at all."""
        file = told["file"]
        content = file.read(MOST_BYTES + 1)  # one more is enough to be refused
        return services.import_draft(user=self.request.user, name=file.name, content=content)


class Copy(Begin):
    """A copy of any version under another id."""

    form_class = CopyForm
    title = _("Copy a model under another id")

    def initial(self) -> dict[str, Any]:
        """Propose an id."""
        return {"id": f"{self.kwargs['slug'][:54]}-copy"}

    def begin(self, told: dict[str, Any]) -> ModelDraft:
        """Copy the version."""
        slug, number = self.kwargs["slug"], self.kwargs["number"]
        return services.copy_model(
            user=self.request.user, slug=slug, version=number, new_slug=told["id"]
        )


class Revise(Page):
    """Begins the next version of a published model."""

    permissions = (ADD,)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin it, or say why not."""
        try:
            draft = services.revise(user=request.user, slug=self.kwargs["slug"])
        except services.Refused as no:
            self.refuse(no.sentence)
            return redirect("modelling:index")
        return redirect("modelling:draft", draft.pk)

"""The text of a scenario: edited as a new version, or written anew."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from courses.authoring.doors import REFUSED, CourseRoom, Refused
from courses.authoring.forms import NewForm
from courses.authoring.items import number_of, preview_url
from courses.authoring.proposals import KEPT, address
from courses.authoring.scenarios import ScenarioRoom
from courses.domain import alone, beginnings, keys, toml
from courses.domain.problems import BundleError
from courses.domain.scenario import Structure
from courses.models import Proposal, ScenarioVersion
from courses.models import Scenario as ScenarioRow
from courses.problemwords import in_words
from courses.services import proposing, writing

LONGEST = 400_000


class TextForm(forms.Form):
    """The two texts of a scenario: what leads where, and the words in one language."""

    use_required_attribute = False

    structure = forms.CharField(
        label=gettext_lazy("Scenes, choices and news"),
        max_length=LONGEST,
        help_text=gettext_lazy("Everything that is no word, as in the file scenario.toml."),
        widget=forms.Textarea(attrs={"rows": 30, "dir": "ltr", "spellcheck": "false"}),
    )
    words = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=LONGEST,
        help_text=gettext_lazy("All words in the language of the course, by the ids above."),
        widget=forms.Textarea(attrs={"rows": 30, "dir": "auto"}),
    )


class TextRoom(CourseRoom):
    """A page with the text of a scenario."""

    writes = True
    template_name = "courses/authoring/scenario_form.html"

    def show(self, form: TextForm, seen: int, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page with the form."""
        language = get_language_info(self.source)
        return self.answer(status, form=form, seen=seen, language=language, **more)

    def write(self, form: TextForm, name: str, seen: int) -> ScenarioVersion | Proposal:
        """Save what was typed, as a version or as a proposal."""
        what: dict[str, Any] = {
            "actor": self.request.user,
            "course": self.course,
            "name": name,
            "seen": seen,
            "structure": unix(form.cleaned_data["structure"]),
            "words": unix(form.cleaned_data["words"]),
        }
        if self.may_write:
            return writing.write_scenario(**what)
        return proposing.propose_scenario(**what)

    def lead(self, one: Proposal) -> HttpResponse:
        """Say that something was proposed, and lead there."""
        self.tell(KEPT)
        return redirect(address(self.course.content_id, one))


def unix(text: str) -> str:
    """Return a text with the line ends of a file: browsers send others."""
    return text.replace("\r\n", "\n")


class Edit(ScenarioRoom, TextRoom):
    """The text of a scenario that is there."""

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return _("Edit the scenario")

    def between(self) -> list[dict[str, Any]]:
        """Return the course and the scenario."""
        return [*super().between(), self.crumb(self.own, self.name)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        before = self._before()
        one = None if self.may_write else self.proposal()
        if one is not None:
            structure, words = proposing.plot(one)
        elif before is not None:
            structure, words = before.play.structure, before.wording(self.source).words
        else:
            raise Http404
        initial = {"structure": alone.written(structure), "words": alone.written(words)}
        return self._show(TextForm(initial=initial), before.number if before else 0)

    def _before(self) -> ScenarioVersion | None:
        owner = self.held()
        return writing.newest(owner) if owner else None

    def _show(self, form: TextForm, seen: int, status: int = 200, **more: Any) -> HttpResponse:
        return self.show(form, seen, status, preview=self.preview(), back=self.own, **more)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save a version, or say what is wrong."""
        before, form = self._before(), TextForm(request.POST)
        if before is None and (self.may_write or self.proposal() is None):
            raise Http404
        seen = number_of(request.POST.get("seen"))
        if not form.is_valid():
            return self._show(form, seen, REFUSED)
        try:
            version = self.write(form, self.name, seen)
        except BundleError as error:
            return self._show(form, seen, REFUSED, problems=in_words(error.problems))
        except Refused as no:
            return self._show(form, seen, REFUSED, refusal=no.sentence)
        if isinstance(version, Proposal):
            return self.lead(version)
        self._tell(before, version)
        return redirect(self.own)

    def _tell(self, before: ScenarioVersion, version: ScenarioVersion) -> None:
        if version.pk == before.pk:
            self.tell(_("Nothing was changed, so there is no new version."))
            return
        self.tell(_("Saved as version %(number)s.") % {"number": version.number})
        left = _languages(before) - _languages(version)
        if left:
            names = ", ".join(get_language_info(code)["name_local"] for code in sorted(left))
            told = _("Not translated any more, so played in its first language: %(languages)s.")
            self.warn(told % {"languages": names})


def _languages(version: ScenarioVersion) -> set[str]:
    return set(version.texts.values_list("language", flat=True))


class Create(TextRoom):
    """The text of a new scenario; it begins as a small story."""

    header_icon = "list-ul"

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return _("New scenario")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what it begins as."""
        structure = beginnings.structure("new-scenario")
        initial = {"structure": structure, "words": words_of(structure)}
        return self._show(TextForm(initial=initial))

    def _show(self, form: TextForm, status: int = 200, **more: Any) -> HttpResponse:
        preview = preview_url("scenario", self.course.content_id, "-")
        more |= {"is_new": True, "preview": preview, "back": self.home}
        return self.show(form, 0, status, **more)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the first version under the id that its text names, or say what is wrong."""
        form = TextForm(request.POST)
        if not form.is_valid():
            return self._show(form, REFUSED)
        table, wrong = toml.read(unix(form.cleaned_data["structure"]), "scenario.toml")
        if wrong:
            return self._show(form, REFUSED, problems=in_words(wrong))
        name = str(table.get("id", ""))
        if self._taken(name):
            form.add_error("structure", _("There is a scenario with this id already."))
            return self._show(form, REFUSED)
        new = NewForm({"id": name})
        if not new.is_valid() or not name:
            form.add_error("structure", _("Give it an id of small letters, digits and hyphens."))
            return self._show(form, REFUSED)
        try:
            written = self.write(form, name, 0)
        except BundleError as error:
            return self._show(form, REFUSED, problems=in_words(error.problems))
        except Refused as no:
            return self._show(form, REFUSED, refusal=no.sentence)
        if isinstance(written, Proposal):
            return self.lead(written)
        self.tell(_("Saved. Play it yourself first; learners find it once you show it to them."))
        return redirect("authoring:scenario", self.course.content_id, name)

    def _taken(self, name: str) -> bool:
        content_id = keys.content_id(self.course.content_id, name)
        held = ScenarioRow.objects.filter(content_id=content_id).exists()
        return held or proposing.held(self.course, "scenario", name) is not None


def words_of(structure: str) -> str:
    """Return the words that a structure asks for, each still to be written."""
    table, _wrong = toml.read(structure, "")
    return beginnings.words(Structure.model_validate(table))

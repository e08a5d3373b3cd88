"""One scenario: its scenes and versions, its text, a new one."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from courses.authoring.doors import REFUSED, CourseRoom, Refused
from courses.authoring.forms import NewForm
from courses.authoring.items import languages_of, number_of, preview_url
from courses.domain import alone, beginnings, keys, toml
from courses.domain.problems import BundleError
from courses.domain.scenario import Structure
from courses.models import Scenario as ScenarioRow
from courses.models import ScenarioRun, ScenarioVersion
from courses.problemwords import in_words
from courses.services import writing

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


class ScenarioRoom(CourseRoom):
    """A page of one scenario."""

    header_icon = "list-ul"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take note of its name; it is looked up once the person was let in."""
        super().setup(request, *args, **kwargs)
        self.name = kwargs["scenario"]

    def find(self) -> ScenarioRow:
        """Return the scenario of this address."""
        content_id = keys.content_id(self.course.content_id, self.name)
        found = ScenarioRow.objects.filter(content_id=content_id).first()
        if found is None:
            raise Http404
        return found

    @property
    def own(self) -> str:
        """The address of the scenario."""
        return reverse("authoring:scenario", args=[self.course.content_id, self.name])

    def preview(self) -> str:
        """The address at which it is played as learners play it."""
        return preview_url("scenario", self.course.content_id, self.name)


class Scenario(ScenarioRoom):
    """What a scenario is: its scenes with what leads where, its versions and languages."""

    template_name = "courses/authoring/scenario.html"

    def get_page_title(self) -> Any:
        """Name it by its id."""
        return self.name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.show()

    def show(self, status: int = 200, refusal: str = "") -> HttpResponse:
        """Return the page."""
        scenario = self.find()
        version = writing.newest(scenario)
        text = version.wording(get_language())
        versions = scenario.versions.order_by("-number").defer("structure")
        return self.answer(
            status,
            scenario=scenario,
            version=version,
            text=text,
            scenes=_scenes(version, text.words),
            versions=versions,
            languages=languages_of(self, version),
            preview=self.preview(),
            runs=ScenarioRun.objects.filter(scenario=scenario).count(),
            unwritten=_is_unwritten(version),
            refusal=refusal,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it to learners, or withdraw it."""
        scenario, do = self.find(), request.POST.get("do")
        if do not in ("show", "withdraw"):
            return redirect(self.own)
        live = do == "show"
        if live and _is_unwritten(writing.newest(scenario)):
            return self.show(REFUSED, _("Some words are not written yet: they still say “…”."))
        writing.show_scenario(actor=request.user, course=self.course, scenario=scenario, live=live)
        self.tell(_("Learners find it on the page of the course.") if live else _("Withdrawn."))
        return redirect(self.own)


def _is_unwritten(version: ScenarioVersion) -> bool:
    texts = sorted(version.texts.all(), key=lambda one: one.pk)
    return beginnings.unwritten(alone.written(texts[0].words))


def _scenes(version: ScenarioVersion, words: Any) -> list[dict[str, Any]]:
    """The scenes in their order, each with its choices and where they lead."""
    titles = {name: text.title for name, text in words.scenes.items()}
    return [
        {
            "id": scene.id,
            "title": titles[scene.id],
            "ending": scene.ending,
            "choices": [
                {
                    "text": words.scenes[scene.id].choices[choice.id].text,
                    "to": choice.to,
                    "title": titles.get(choice.to, ""),
                }
                for choice in scene.choices
            ],
        }
        for scene in version.play.structure.scenes
    ]


class TextRoom(CourseRoom):
    """A page with the text of a scenario."""

    writes = True
    template_name = "courses/authoring/scenario_form.html"

    def show(self, form: TextForm, seen: int, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page with the form."""
        language = get_language_info(self.source)
        return self.answer(status, form=form, seen=seen, language=language, **more)

    def write(self, form: TextForm, name: str, seen: int) -> ScenarioVersion:
        """Save what was typed as a version."""
        return writing.write_scenario(
            actor=self.request.user,
            course=self.course,
            name=name,
            seen=seen,
            structure=unix(form.cleaned_data["structure"]),
            words=unix(form.cleaned_data["words"]),
        )


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
        version = writing.newest(self.find())
        initial = {
            "structure": alone.written(version.play.structure),
            "words": alone.written(version.wording(self.source).words),
        }
        return self._show(TextForm(initial=initial), version.number)

    def _show(self, form: TextForm, seen: int, status: int = 200, **more: Any) -> HttpResponse:
        return self.show(form, seen, status, preview=self.preview(), back=self.own, **more)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save a version, or say what is wrong."""
        before, form = writing.newest(self.find()), TextForm(request.POST)
        seen = number_of(request.POST.get("seen"))
        if not form.is_valid():
            return self._show(form, seen, REFUSED)
        try:
            version = self.write(form, self.name, seen)
        except BundleError as error:
            return self._show(form, seen, REFUSED, problems=in_words(error.problems))
        except Refused as no:
            return self._show(form, seen, REFUSED, refusal=no.sentence)
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
            self.write(form, name, 0)
        except BundleError as error:
            return self._show(form, REFUSED, problems=in_words(error.problems))
        self.tell(_("Saved. Play it yourself first; learners find it once you show it to them."))
        return redirect("authoring:scenario", self.course.content_id, name)

    def _taken(self, name: str) -> bool:
        content_id = keys.content_id(self.course.content_id, name)
        return ScenarioRow.objects.filter(content_id=content_id).exists()


def words_of(structure: str) -> str:
    """Return the words that a structure asks for, each still to be written."""
    table, _wrong = toml.read(structure, "")
    return beginnings.words(Structure.model_validate(table))

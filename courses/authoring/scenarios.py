"""One scenario: its scenes, versions and languages; shown to learners, or withdrawn."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.authoring.doors import REFUSED, CourseRoom
from courses.authoring.items import languages_of, preview_url
from courses.authoring.proposals import address
from courses.domain import alone, beginnings, keys
from courses.models import Proposal, ScenarioRun, ScenarioVersion
from courses.models import Scenario as ScenarioRow
from courses.services import proposing, writing


class ScenarioRoom(CourseRoom):
    """A page of one scenario."""

    header_icon = "list-ul"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take note of its name; it is looked up once the person was let in."""
        super().setup(request, *args, **kwargs)
        self.name = kwargs["scenario"]

    def held(self) -> ScenarioRow | None:
        """Return the scenario of this address; nothing where it is proposed only, or not there."""
        content_id = keys.content_id(self.course.content_id, self.name)
        return ScenarioRow.objects.filter(content_id=content_id).first()

    def proposal(self) -> Proposal | None:
        """Return what is proposed under its name."""
        return proposing.held(self.course, "scenario", self.name)

    def find(self) -> ScenarioRow:
        """Return the scenario of this address."""
        found = self.held()
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
        """Show it; what is only proposed has a page of its own."""
        one = self.proposal()
        if one is not None and self.held() is None:
            return redirect(address(self.course.content_id, one))
        return self.show(proposed=one and address(self.course.content_id, one))

    def show(
        self, status: int = 200, refusal: str = "", proposed: str | None = None
    ) -> HttpResponse:
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
            proposed=proposed,
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

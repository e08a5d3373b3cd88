"""Scenarios: versions that never change, words by language, and what each person chose in a run."""

import json
import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from courses.domain import playing, scenario
from courses.models.immutable import Immutable
from courses.models.outline import minutes


class Scenario(models.Model):
    """A scenario as long as it lives. Its content id is `course/scenario`.

    `live` as long as the course has it; runs stay on record in either case.
    """

    content_id = models.CharField(_("id"), max_length=130, unique=True)
    course_key = models.UUIDField(_("course"), db_index=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    live = models.BooleanField(_("live"), default=True)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ("position", "content_id")

    def __str__(self) -> str:
        return self.content_id

    @property
    def name(self) -> str:
        """The id within the course."""
        return self.content_id.rpartition("/")[2]

    @property
    def course(self) -> str:
        """The content id of the course."""
        return self.content_id.partition("/")[0]


class ScenarioVersion(Immutable):
    """A scenario as it was played: scenes, choices, news, without words."""

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    structure = models.JSONField(_("structure"))
    sha256 = models.CharField(_("SHA-256 of the structure"), max_length=64)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("scenario version")
        verbose_name_plural = _("scenario versions")
        ordering = ("scenario", "number")
        constraints = [
            models.UniqueConstraint(
                fields=("scenario", "number"), name="courses_scenario_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id}, {self.number}"

    @cached_property
    def play(self) -> playing.Play:
        """The scenario, ready to be played."""
        return playing.Play(scenario.Structure.model_validate(self.structure))

    def wording(self, language: str) -> "ScenarioText":
        """The words in `language`, else in the language the version was first written in."""
        texts = self.texts.filter(language=language) or self.texts.order_by("pk")[:1]
        return texts[0]


class ScenarioText(Immutable):
    """The words of a scenario version in one language."""

    version = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    texts = models.JSONField(_("texts"))
    sha256 = models.CharField(_("SHA-256 of the texts"), max_length=64)

    class Meta:
        verbose_name = _("scenario text")
        verbose_name_plural = _("scenario texts")
        constraints = [
            models.UniqueConstraint(
                fields=("version", "language"), name="courses_scenario_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"

    @cached_property
    def words(self) -> scenario.Text:
        """The words as a value. Stored dates are text, which only JSON may say."""
        return scenario.Text.model_validate_json(json.dumps(self.texts))


class ScenarioRun(models.Model):
    """One story of one person, pinned to a version. It holds ids, so it reads in any language.

    `ending` repeats what the steps say; it stays empty where the person began again instead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scenario_runs"
    )
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ending = models.CharField(_("ending"), max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("run of a scenario")
        verbose_name_plural = _("runs of scenarios")
        ordering = ("-started_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("user", "scenario"),
                condition=Q(ended_at__isnull=True),
                name="courses_one_open_run",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def open(self) -> bool:
        """Whether the story still goes on."""
        return self.ended_at is None

    def choices(self) -> list[str]:
        """What was chosen, in order."""
        return list(self.steps.order_by("number").values_list("choice", flat=True))

    def state(self) -> playing.State:
        """Where the story stands: replayed from the steps."""
        return self.version.play.replay(self.choices())


class ScenarioStep(Immutable):
    """One choice of a run. `client_id` counts a form once, however often it arrives."""

    run = models.ForeignKey(ScenarioRun, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField(_("number"))
    choice = models.CharField(_("choice"), max_length=60)
    client_id = models.UUIDField(_("id of the event"))
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a run")
        verbose_name_plural = _("steps of a run")
        ordering = ("run", "number")
        constraints = [
            models.UniqueConstraint(fields=("run", "number"), name="courses_run_step_once"),
            models.UniqueConstraint(fields=("run", "client_id"), name="courses_run_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


def listed(course_key: uuid.UUID, language: str, user: Any) -> list[dict[str, Any]]:
    """The live scenarios of a course for its page, in a language: one query, two for a person.

    `ending` is the title of the ending that this person came to last, or nothing; `begun` tells
    whether a story is open.
    """
    texts = _newest(course_key, language)
    runs: list[ScenarioRun] = []
    if user.pk and texts:
        runs = list(ScenarioRun.objects.filter(user=user, scenario__in=list(texts)))
    ended = {run.scenario_id: run.ending for run in reversed(runs) if run.ending}
    begun = {run.scenario_id for run in runs if run.open}
    return [_listed(text, ended.get(key, ""), key in begun) for key, text in texts.items()]


def _newest(course_key: uuid.UUID, language: str) -> dict[int, ScenarioText]:
    """The words of the newest versions, by the key of their scenario, in the order of the course.

    What a version lacks in a language is told in its first one, which has the lowest key.
    """
    versions = ScenarioVersion.objects.filter(scenario=OuterRef("version__scenario"))
    texts = ScenarioText.objects.filter(
        version__scenario__course_key=course_key,
        version__scenario__live=True,
        version=Subquery(versions.order_by("-number").values("pk")[:1]),
    )
    found: dict[int, ScenarioText] = {}
    place = ("version__scenario__position", "version__scenario__content_id")
    for text in texts.select_related("version__scenario").order_by(*place, "-pk"):
        held = found.get(text.version.scenario_id)
        if held is None or held.language != language:
            found[text.version.scenario_id] = text
    return found


def _listed(text: ScenarioText, ending: str, begun: bool) -> dict[str, Any]:
    words = text.texts
    return {
        "scenario": text.version.scenario,
        "language": text.language,
        "title": words["title"],
        "summary": words["summary"],
        "duration": minutes(text.version.structure["minutes"]),
        "ending": words["scenes"].get(ending, {}).get("title", ""),
        "begun": begun,
    }

"""The courses with their questions and scenarios, and the bank of one course."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.authoring.doors import LABEL, CourseRoom, Page, courses
from courses.authoring.rows import KINDS
from courses.models import Item, ItemVersion, Proposal, Scenario, ScenarioVersion, lessons
from courses.models.items import Difficulty


class Index(Page):
    """Every course that this person may change."""

    template_name = "courses/authoring/index.html"

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return LABEL

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list."""
        asked = _counted(Item.objects.filter(retired=False))
        played = _counted(Scenario.objects.filter(live=True))
        rows = [
            (page, asked.get(page.translation_key, 0), played.get(page.translation_key, 0))
            for page, _writes in courses(request.user)
        ]
        return self.answer(rows=rows)


def _counted(rows: QuerySet[Any]) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("course_key").annotate(Count("pk")))


@dataclass(frozen=True)
class Row:
    """A question in the list."""

    item: Item
    version: ItemVersion
    prompt: str
    language: str
    kind: Any
    objective: str
    difficulty: Any
    languages: list[str]


@dataclass(frozen=True)
class Played:
    """A scenario in the list."""

    scenario: Scenario
    version: ScenarioVersion
    title: str
    language: str
    languages: list[str]


class Filter(forms.Form):
    """What of a bank is shown."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *KINDS.items()]
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), required=False, choices=[("", _("All")), *Difficulty.choices]
    )
    objective = forms.ChoiceField(label=_("Objective"), required=False)

    def __init__(self, data: Any, outcomes: Mapping[str, str]) -> None:
        super().__init__(data)
        self.fields["objective"].choices = [("", _("All")), *outcomes.items()]

    def wanted(self) -> dict[str, str]:
        """Return what was chosen; what cannot be chosen counts as nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class Course(CourseRoom):
    """The bank of a course, and its scenarios."""

    template_name = "courses/authoring/course.html"

    def get_page_title(self) -> Any:
        """Name the course."""
        return self.course.title

    def between(self) -> list[dict[str, Any]]:
        """Return nothing: this is the page of the course."""
        return []

    def _outcomes(self) -> dict[str, str]:
        """What the lessons teach, in the language of whoever reads where it is there."""
        here = (page for page in self.pages if page.locale.language_code == get_language())
        own = next(here, self.course)
        found = lessons.outcomes(self.course)
        return found if own.pk == self.course.pk else {**found, **lessons.outcomes(own)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        outcomes = self._outcomes()
        form = Filter(request.GET, outcomes)
        wanted = form.wanted()
        found = bank(self.course.translation_key, outcomes)
        shown = [
            row
            for row in found
            if all(row.version.structure.get(name) == value for name, value in wanted.items())
        ]
        return self.answer(
            rows=shown,
            total=len(found),
            filter=form,
            kinds=KINDS.items(),
            scenarios=scenarios(self.course.translation_key),
            proposals=Proposal.objects.filter(
                course_key=self.course.translation_key
            ).select_related("author"),
        )


def bank(course_key: UUID, outcomes: Mapping[str, str]) -> list[Row]:
    """The questions of a course, the retired ones last; three queries."""
    versions: dict[int, ItemVersion] = {}
    rows = ItemVersion.objects.filter(item__course_key=course_key).select_related("item")
    for version in rows.prefetch_related("texts").order_by("item__content_id", "number"):
        versions[version.item_id] = version
    return sorted(
        (_row(version, outcomes) for version in versions.values()),
        key=lambda row: (row.item.retired, row.item.content_id),
    )


def _row(version: ItemVersion, outcomes: Mapping[str, str]) -> Row:
    words, structure = version.wording(get_language() or ""), version.structure
    return Row(
        item=version.item,
        version=version,
        prompt=words.prompt,
        language=words.language,
        kind=KINDS[structure["kind"]],
        objective=outcomes.get(structure["objective"], structure["objective"]),
        difficulty=Difficulty(structure["difficulty"]).label,
        languages=sorted(text.language for text in version.texts.all()),
    )


def scenarios(course_key: UUID) -> list[Played]:
    """The scenarios of a course, those that are not shown last; three queries."""
    versions: dict[int, ScenarioVersion] = {}
    rows = ScenarioVersion.objects.filter(scenario__course_key=course_key)
    place = ("scenario__position", "scenario__content_id", "number")
    ready = rows.select_related("scenario").prefetch_related("texts")
    for version in ready.order_by(*place):
        versions[version.scenario_id] = version
    found: dict[bool, list[Played]] = defaultdict(list)
    for version in versions.values():
        texts = sorted(version.texts.all(), key=lambda text: text.pk)
        here = next((text for text in texts if text.language == get_language()), texts[0])
        row = Played(
            scenario=version.scenario,
            version=version,
            title=here.texts["title"],
            language=here.language,
            languages=sorted(text.language for text in texts),
        )
        found[version.scenario.live].append(row)
    return [*found[True], *found[False]]

"""Which of the five steps an institution stands at: computed from what is stored, and a day.

What people have learned or carried out is not stored for an institution, so those two steps
are never taken as done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments import given, library
from assessments.domain import quarters
from assessments.domain.quarters import Quarter
from assessments.services.standings import Standing
from assessments.titles import VERIFY

ASSESS, ROADMAP, LEARN, DO, AGAIN = STEPS = ("assess", "roadmap", "learn", "do", "again")

Action = Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """One institution on one day."""

    standing: Standing
    today: date

    @cached_property
    def now(self) -> Quarter:
        """The quarter of the day."""
        return quarters.of_day(self.today)

    @cached_property
    def given(self) -> given.Given | None:
        """What the newest plan was made with."""
        return given.of(self.standing.plan) if self.standing.plan else None

    @property
    def actions(self) -> list[Action]:
        """The actions of the newest plan, by start."""
        return list(self.standing.plan.result["actions"]) if self.standing.plan else []

    @cached_property
    def has_begun(self) -> bool:
        """Tell whether the plan's first quarter is there or over."""
        plan = self.standing.plan
        return bool(plan) and quarters.parse(plan.result["start"]) <= self.now

    @cached_property
    def under_way(self) -> list[Action]:
        """The actions on which work should go on in this quarter."""
        return [one for one in self.actions if str(self.now) in one["quarters"]]

    @cached_property
    def coming(self) -> list[Action]:
        """The actions that begin next: in the nearest quarter in which any begins."""
        ahead = [one for one in self.actions if quarters.parse(one["start"]) > self.now]
        return [one for one in ahead if one["start"] == ahead[0]["start"]]

    @cached_property
    def lesson_ids(self) -> tuple[str, ...]:
        """The lessons that help with what is under way, else with what comes next."""
        plan = self.standing.plan
        if plan is None:
            return ()
        release = library.planned_with(plan.result)
        names = [one["id"] for one in self.under_way or self.coming]
        found = [
            lesson
            for name in names
            if not name.startswith(VERIFY)
            for lesson in release.action(name).lessons
        ]
        return tuple(dict.fromkeys(found))

    @property
    def signed_url(self) -> str:
        """The address of the newest result, or of its round where results are not open."""
        name = "result" if self.standing.results else "round"
        signed = self.standing.signed
        return reverse(f"assessments:{name}", args=[signed.pk]) if signed else ""

    @cached_property
    def signed_on(self) -> date | None:
        """The day of the newest signature."""
        signed = self.standing.signed
        return timezone.localtime(signed.snapshot.signed_at).date() if signed else None

    @cached_property
    def again_on(self) -> date | None:
        """The day from which a new assessment is worth its time: a year after the signature."""
        day = self.signed_on
        if day is None:
            return None
        leap = (day.month, day.day) == (2, 29)
        return day.replace(year=day.year + 1, day=28 if leap else day.day)

    @cached_property
    def is_due_again(self) -> bool:
        """Tell whether a year has passed, or the plan is over."""
        plan = self.standing.plan
        over = bool(plan) and quarters.parse(plan.result["end"]) < self.now
        return over or (self.again_on is not None and self.again_on <= self.today)

    @cached_property
    def here(self) -> str:
        """The step at which the institution stands."""
        one = self.standing
        if one.signed is None:
            return ASSESS
        if one.open is not None:
            return AGAIN
        if one.plan is None:
            return ROADMAP
        if self.is_due_again:
            return AGAIN
        if self.has_begun:
            return DO
        if self.given and self.given.is_default:
            return ROADMAP
        return LEARN if self.lesson_ids else DO

    @property
    def given_answers(self) -> int:
        """How many questions of the open round have an answer."""
        return sum(part.given for part in self.standing.progress)

    @property
    def asked_questions(self) -> int:
        """How many questions the open round asks."""
        return sum(part.asked for part in self.standing.progress)

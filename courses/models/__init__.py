"""What is taught, and how far each learner is, as rows."""

from courses.models.attempts import Attempt, AttemptItem, AttemptStep
from courses.models.certificates import Certificate
from courses.models.immutable import ImmutableError
from courses.models.issuers import Issuer, IssuerWords
from courses.models.items import Item, ItemText, ItemVersion
from courses.models.learning import Completion, Enrolment
from courses.models.lessons import LessonPage, QuizItem, QuizPage
from courses.models.notes import Note
from courses.models.pages import CourseIndexPage, CoursePage, ModulePage
from courses.models.scenarios import (
    Scenario,
    ScenarioRun,
    ScenarioStep,
    ScenarioText,
    ScenarioVersion,
)
from courses.models.searched import Passage

__all__ = [
    "Attempt",
    "AttemptItem",
    "AttemptStep",
    "Certificate",
    "Completion",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "ImmutableError",
    "Issuer",
    "IssuerWords",
    "Item",
    "ItemText",
    "ItemVersion",
    "LessonPage",
    "ModulePage",
    "Note",
    "Passage",
    "QuizItem",
    "QuizPage",
    "Scenario",
    "ScenarioRun",
    "ScenarioStep",
    "ScenarioText",
    "ScenarioVersion",
]

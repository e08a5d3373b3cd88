"""What is taught, and how far each learner is, as rows."""

from courses.models.attempts import Attempt, AttemptItem, AttemptStep, Purpose
from courses.models.brought import Arrival, ImportedBundle
from courses.models.certificates import Certificate
from courses.models.corrections import Accommodation, Correction
from courses.models.desk import CalendarFeed, LetterChoice, TargetDate
from courses.models.enrolling import CourseInvitation, EnrolmentCode, EnrolmentRule, Way
from courses.models.immutable import ImmutableError
from courses.models.issuers import Issuer, IssuerWords
from courses.models.items import Item, ItemText, ItemVersion
from courses.models.learning import Completion, Enrolment
from courses.models.lessons import LessonPage
from courses.models.notes import Note
from courses.models.owning import CourseOwner
from courses.models.pages import CourseIndexPage, CoursePage, ModulePage
from courses.models.paths import LearningPath
from courses.models.proposals import Proposal
from courses.models.quizzes import QuizBand, QuizItem, QuizPage, QuizRule
from courses.models.releases import CourseRelease
from courses.models.scenarios import (
    Scenario,
    ScenarioRun,
    ScenarioStep,
    ScenarioText,
    ScenarioVersion,
)
from courses.models.searched import Passage
from courses.models.segments import (
    ChangeClass,
    Segment,
    SegmentDraft,
    TextQuestion,
    TextState,
)
from courses.models.sharing import LearningCount, NameConsent

__all__ = [
    "Accommodation",
    "Arrival",
    "Attempt",
    "AttemptItem",
    "AttemptStep",
    "CalendarFeed",
    "Certificate",
    "ChangeClass",
    "Completion",
    "Correction",
    "CourseIndexPage",
    "CourseInvitation",
    "CourseOwner",
    "CoursePage",
    "CourseRelease",
    "Enrolment",
    "EnrolmentCode",
    "EnrolmentRule",
    "ImmutableError",
    "ImportedBundle",
    "Issuer",
    "IssuerWords",
    "Item",
    "ItemText",
    "ItemVersion",
    "LearningCount",
    "LearningPath",
    "LessonPage",
    "LetterChoice",
    "ModulePage",
    "NameConsent",
    "Note",
    "Passage",
    "Proposal",
    "Purpose",
    "QuizBand",
    "QuizItem",
    "QuizPage",
    "QuizRule",
    "Scenario",
    "ScenarioRun",
    "ScenarioStep",
    "ScenarioText",
    "ScenarioVersion",
    "Segment",
    "SegmentDraft",
    "TargetDate",
    "TextQuestion",
    "TextState",
    "Way",
]

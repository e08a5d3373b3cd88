"""The rows of each kind of question: answers, pairs, steps, gaps, units, criteria."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.authoring.fields import (
    FigureField,
    HiddenId,
    HiddenIds,
    LineField,
    LinesField,
    RowForm,
    WholeField,
)

FEEDBACK = _("What is said about it")


class OptionRow(RowForm):
    """An answer to choose."""

    needed = told = ("text", "feedback")

    id = HiddenId()
    text = LineField(label=pgettext_lazy("of a question", "Answer"))
    feedback = LineField(label=FEEDBACK)
    correct = forms.BooleanField(label=_("This answer is right"))


class TruthRow(OptionRow):
    """One of the two answers of true or false: its id is fixed."""

    fixed = True


class PairRow(RowForm):
    """Something, and the partner that belongs to it."""

    needed = told = ("text", "partner", "feedback")

    id = HiddenId()
    was = HiddenId()
    text = LineField(label=_("What is matched"))
    partner = LineField(label=_("The partner that belongs to it"))
    feedback = LineField(label=FEEDBACK)


class StepRow(RowForm):
    """A step, and its place in the right order."""

    needed = told = ("text", "feedback")

    id = HiddenId()
    place = WholeField(12, label=_("Its place in the right order"))
    text = LineField(label=pgettext_lazy("to be ordered", "Step"))
    feedback = LineField(label=FEEDBACK)


class GapRow(RowForm):
    """A gap in the text: what belongs there, and what else is offered."""

    needed = told = ("id", "right", "wrong", "feedback")

    id = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("Name of the gap, as in the text"),
        max_length=60,
        error_messages={"invalid": _("Use small letters, digits and hyphens only.")},
    )
    was = HiddenId()
    before = HiddenIds()
    right = LineField(label=_("What belongs there"))
    wrong = LinesField(label=_("What else is offered, one a line"))
    feedback = LineField(label=FEEDBACK)


class UnitRow(RowForm):
    """A unit of the number."""

    needed = told = ("text", "factor")

    id = HiddenId()
    text = LineField(label=_("Unit"))
    factor = FigureField(label=_("How many of the unit of the answer it is"))


class CriterionRow(RowForm):
    """A line of the rubric."""

    needed = told = ("text", "points")

    id = HiddenId()
    text = LineField(label=_("What is asked for"))
    points = WholeField(100, label=_("The most points for it"))


@dataclass(frozen=True)
class Table:
    """The rows of a kind: their heading, one of them, how to fill them, how many at least."""

    form: type[RowForm]
    heading: Any
    one: Any
    help: Any
    least: int = 2
    spare: int = 3


ANSWERS = Table(
    OptionRow,
    _("Answers"),
    pgettext_lazy("of a question", "Answer"),
    _("Learners see them mixed. What is said about an answer is read by whoever chose it."),
)
TABLES: Mapping[str, Table] = {
    "single": ANSWERS,
    "multiple": ANSWERS,
    "true-false": Table(
        TruthRow, _("Answers"), pgettext_lazy("of a question", "Answer"), "", spare=0
    ),
    "matching": Table(
        PairRow,
        _("Pairs"),
        _("Pair"),
        _("A partner that is written in the same words twice is one and serves twice."),
    ),
    "ordering": Table(
        StepRow,
        _("Steps"),
        pgettext_lazy("to be ordered", "Step"),
        _("Learners see them mixed. A step without a place comes last."),
    ),
    "cloze": Table(
        GapRow,
        _("Gaps"),
        _("Gap"),
        _("The text names each gap in braces, such as {who}; here stands what is offered there."),
        least=1,
    ),
    "numeric": Table(
        UnitRow,
        _("Units"),
        _("Unit"),
        _("None, if the number stands alone. The unit of the answer itself counts 1."),
        least=0,
    ),
    "essay": Table(
        CriterionRow, _("Rubric"), _("Criterion"), _("A trainer gives points for each."), least=1
    ),
}
KINDS: Mapping[str, Promise] = {
    "single": _("One answer is right"),
    "multiple": _("Several answers are right"),
    "true-false": _("True or false"),
    "matching": _("Matching"),
    "ordering": _("Putting in order"),
    "cloze": _("Text with gaps"),
    "numeric": _("A number"),
    "short": _("A word or two"),
    "essay": _("A short text that a trainer marks"),
}

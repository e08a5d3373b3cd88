"""The kinds of things that a model is made of: their forms, and what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.drafting import Kind
from assessments.modelling.forms import (
    ContradictionForm,
    NodeForm,
    ScaleForm,
    StageForm,
    TargetForm,
    ThingForm,
)
from assessments.modelling.indicators import IndicatorForm


@dataclass(frozen=True, slots=True)
class Said:
    """A form, and the sentences of its pages."""

    form: type[ThingForm]
    add: str | Promise
    change: str | Promise
    remove: str | Promise


KINDS: Mapping[Kind, Said] = {
    "node": Said(NodeForm, _("Add a part"), _("Edit the part"), _("Remove this part")),
    "indicator": Said(
        IndicatorForm,
        _("Add an indicator"),
        _("Edit the indicator"),
        _("Remove this indicator"),
    ),
    "stage": Said(StageForm, _("Add a stage"), _("Edit the stage"), _("Remove this stage")),
    "scale": Said(ScaleForm, _("Add a scale"), _("Edit the scale"), _("Remove this scale")),
    "target": Said(TargetForm, _("Add a target"), _("Edit the target"), _("Remove this target")),
    "contradiction": Said(
        ContradictionForm, _("Add a rule"), _("Edit the rule"), _("Remove this rule")
    ),
}

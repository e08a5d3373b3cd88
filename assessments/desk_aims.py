"""Which stage of each questionnaire a plan aims at, as the planning desk asks for it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments import frameworks, wording
from assessments.given import Given


@dataclass(frozen=True, slots=True)
class Aim:
    """What can be aimed at on one questionnaire.

    `stages` are the titles of those ahead, by id; `reached` the ids of the others; `chosen` is the
    one that was named, or "".
    """

    model: str
    title: str
    stages: Mapping[str, str]
    reached: Collection[str]
    chosen: str

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"target-{self.model}"

    def asked(self, sent: Mapping[str, Any], *, alone: bool) -> forms.ChoiceField:
        """Return its field; what was sent decides what a wrong choice is told."""
        label = _("Stage to aim at")
        usual = _("as the method has it: the next one, or the one after it in a longer roadmap")
        wrong = (
            _("You stand at this stage already, or beyond it. Choose a higher one.")
            if sent.get(self.field) in self.reached
            else _("Choose one of the stages listed.")
        )
        return forms.ChoiceField(
            label=label if alone else f"{label}: {self.title}",
            required=False,
            choices=[("", usual), *self.stages.items()],
            error_messages={"invalid_choice": wrong},
        )


def of(result: Mapping[str, Any], known: Given, language: str) -> Iterator[Aim]:
    """Yield what can be aimed at on each questionnaire of a stored plan."""
    for one in result["models"]:
        model = frameworks.model(one["id"], one["version"])
        words = wording.Words(wording.owner(model), language)
        here = one["scorecard"]["overall"]["stage"]["low"]
        stages = {stage.id: str(words(f"{stage.id}/title")) for stage in model.stages}
        yield Aim(
            model=model.id,
            title=str(words("model/title")),
            stages=dict(list(stages.items())[here:]),
            reached=tuple(stages)[:here],
            chosen=known.targets.get(model.id, ""),
        )

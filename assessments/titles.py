"""The titles of actions and stages that a stored result names, in one language, without a query."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments import frameworks, wording
from assessments.domain import texts
from assessments.models import Plan, Round

VERIFY = "verify/"
RULE = "rule/"


def looking_into(dimension: object) -> str:
    """Return the title of the task to find out what is known about a part of the questionnaire.

    Sentences quote titles, so the part stands in the inner quotation marks of the language.
    """
    return _("Find out what is known about ‘%(dimension)s’") % {"dimension": dimension}


def questionnaire(one: Round, language: str) -> wording.Text:
    """Return the title of the model that a round asks about."""
    model = frameworks.model(one.model_slug, one.model_version)
    return wording.Words(wording.owner(model), language)("model/title")


def plan(one: Plan, language: str) -> str:
    """Name a roadmap: over one result as its round is named, over several by what they asked."""
    models = one.result["models"]
    if len(models) == 1:
        return one.snapshot.round.title
    found = Titles(one.result, language)
    between = pgettext("between phrases of a list", "; ")
    return between.join(str(found.model(model["id"])) for model in models)


class Titles:
    """The titles of one stored result."""

    def __init__(self, result: Mapping[str, Any], language: str) -> None:
        self._models = {
            one["id"]: wording.Words(
                wording.owner(frameworks.model(one["id"], one["version"])), language
            )
            for one in result["models"]
        }
        self._actions = wording.of_plan(result, language)

    def action(self, name: str) -> wording.Text | str:
        """Return the title of an action of the library, or of a task to find something out.

        Of a rule, "rule/one-team", what it assumes.
        """
        if name.startswith(RULE):
            return self._actions(f"{texts.of_rule(name.removeprefix(RULE))}/reason")
        if not name.startswith(VERIFY):
            return self._actions(f"{name}/title")
        _prefix, model, dimension = name.split("/")
        return looking_into(self._models[model](f"{dimension}/title"))

    def stage(self, model: str, stage: str) -> wording.Text:
        """Return the title of a stage."""
        return self._models[model](f"{stage}/title")

    def model(self, model: str) -> wording.Text:
        """Return the title of a questionnaire."""
        return self._models[model]("model/title")

"""What was signed as the domain takes it: model and answers, and the versions between two."""

import json

from assessments import answering, frameworks
from assessments.domain.comparison import Given
from assessments.domain.maturity import MaturityModel
from assessments.models import Snapshot


def model_of_snapshot(snapshot: Snapshot) -> MaturityModel:
    """Return the version of the model that was signed; KeyError where it is not there any more."""
    return answering.model_of(snapshot.round)


def given(snapshot: Snapshot) -> Given:
    """Return the model and the frozen answers; KeyError where the model is not there any more."""
    return Given(model_of_snapshot(snapshot), json.loads(snapshot.content)["answers"])


def between(one: MaturityModel, other: MaturityModel) -> tuple[MaturityModel, ...]:
    """Return the versions of a model that lie between two of them, oldest first."""
    low, high = sorted((one.version, other.version))
    numbers = frameworks.versions(one.id)
    return tuple(frameworks.model(one.id, number) for number in numbers if low < number < high)

"""What must or should come before an action, and how an action is named."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from assessments.domain.shape import Value, Whole, Words

OWN = "own-"
"""How the id of an action begins that an institution has added for itself."""
ActionId = Annotated[
    str, StringConstraints(pattern=r"^([A-Z]\d\d(-[a-z0-9]+)*|own(-[a-z0-9]+)+)$", max_length=60)
]
IndicatorId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]


class Predicate(Value):
    """A claim about the answers: this indicator is surely at this level or higher."""

    indicator: IndicatorId
    at_least: Whole


class Need(Value):
    """What must (hard) or should (soft) come first: one of `any_of`, unless `already` is true."""

    any_of: tuple[ActionId, ...]
    kind: Literal["hard", "soft"]
    lag: Whole = 0
    already: Predicate | None = None
    reason: Words

"""An institution's own actions from a file: its shape, and whether they fit models and library."""

from collections.abc import Sequence

from assessments import headless, library
from assessments.domain import formats, own
from assessments.domain.maturity import MaturityModel
from assessments.domain.own import OwnAction


def read(path: str | None, models: Sequence[MaturityModel]) -> tuple[OwnAction, ...]:
    """Read the actions for a plan over these models, or raise Unusable with everything.

    Without a file there are none. Where no release serves the models the plan will say so.
    """
    if path is None:
        return ()
    with headless.named(path):
        found = formats.own(headless.table(path)).actions
        try:
            release = library.release_for(*(one.id for one in models))
        except KeyError:
            return found
        if wrong := own.problems(found, release, models, name="actions"):
            raise headless.Unusable(wrong)
    return found

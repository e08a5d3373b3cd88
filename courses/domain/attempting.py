"""What an attempt comes to: the events of each item, replayed by the rules of a behaviour.

*Deferred*: answers can change until the attempt is handed in; the last one counts. *Immediate*: a
learner may have an answer checked; it is explained and closed. *Retry*: a checked answer that is
not wholly right is explained with a hint and can be changed, at a price, until the tries are used.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from courses.domain import quiz
from courses.domain.itemkinds import EssayItem, Response, Structure
from courses.domain.values import Frozen

Behaviour = Literal["deferred", "immediate", "retry"]
Kind = Literal["answer", "check", "grade"]
Verdict = Literal["new", "same", "overtaken"]


class Terms(Frozen):
    """The rules of one attempt, pinned when it begins.

    `tries` and `penalty` are those of *retry*: how often an answer can be checked, and the percent
    of the mark that it costs to change an answer after a check.
    """

    behaviour: Behaviour = "deferred"
    tries: Annotated[int, Field(ge=1, le=10)] = 3
    penalty: Annotated[int, Field(ge=0, le=100)] = 30

    @property
    def checks(self) -> bool:
        """Whether an answer can be checked before the attempt is handed in."""
        return self.behaviour != "deferred"


@dataclass(frozen=True)
class Event:
    """One event of one item. `id` names it, however often it arrives; `points` are a grade's."""

    kind: Kind
    id: str
    response: Response = ()
    points: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How an item stands: the response that counts, marked, and what it is worth after penalties.

    `checks` counts the answers that were checked; `closed` items take no more; `pending` ones wait
    for a trainer.
    """

    response: Response
    marked: quiz.Marked
    marks: Fraction
    checks: int = 0
    closed: bool = False
    pending: bool = False


def outcome(structure: Structure, events: Iterable[Event], terms: Terms) -> Outcome:
    """Replay the events of an item, in the order in which they were taken."""
    response: Response = ()
    failed, dear, checks, closed = 0, 0, 0, False
    points: Mapping[str, int] | None = None
    for event in _once(events):
        if event.kind == "grade":
            points = event.points
        elif closed:
            continue
        elif event.kind == "answer":
            response, dear = event.response, failed
        elif terms.checks and response and not structure.marked_by_hand:
            checks += 1
            full = quiz.mark(structure, response).full
            failed += not full
            used = terms.behaviour == "immediate" or checks >= terms.tries
            closed = full or used
    marked, pending = quiz.mark(structure, response), False
    if isinstance(structure, EssayItem) and response:
        pending = points is None
        marked = quiz.graded(structure, points) if points is not None else marked
    # Whoever stands by an answer that was checked pays nothing for that check.
    price = Fraction(dear * terms.penalty, 100) if terms.behaviour == "retry" else 0
    worth = max(Fraction(0), marked.marks - price)
    return Outcome(response, marked, worth, checks, closed, pending)


def _once(events: Iterable[Event]) -> Iterable[Event]:
    """The events without those that arrived before under the same name."""
    seen: set[str] = set()
    for event in events:
        if event.id not in seen:
            seen.add(event.id)
            yield event


def verdict(former: Sequence[Event], event: Event, seen: Collection[str] | None) -> Verdict:
    """What becomes of an answer that arrives after the `former` events of its item.

    `seen` names the answers that its page knew, None where the page could not say. One that
    arrives again, or says what stands, is the *same*; one from a page that does not know the
    answer that stands is *overtaken*: it is not written over what was said elsewhere.
    """
    answers = [one for one in former if one.kind == "answer"]
    if event.id in {one.id for one in former}:
        return "same"
    standing = answers[-1] if answers else None
    if event.response == (standing.response if standing else ()):
        return "same"
    if standing is not None and seen is not None and standing.id not in seen:
        return "overtaken"
    return "new"

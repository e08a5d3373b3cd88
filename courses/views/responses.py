"""What a page sends about a question, read into a response of the question's kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import services
from courses.domain import typed
from courses.domain.itemkinds import (
    ChoiceItem,
    NumericItem,
    Response,
    SlotsItem,
    Structure,
)


@dataclass(frozen=True)
class Sent:
    """An answer as it arrived: its id, its response, and the answers that its page knew."""

    client_id: UUID
    response: Response
    seen: frozenset[str] | None


def sent(structure: Structure, name: str, fields: QueryDict, *, fresh: bool) -> Sent:
    """Read an answer; raises Refused where it is no answer to the question.

    A script names every change afresh. A plain page carries one id until it is loaded anew: there
    the same event with another response is another event, and what is changed after a step back
    is not lost.
    """
    response = read(structure, name, fields)
    try:
        event = UUID(fields.get(f"event-{name}", ""))
    except ValueError:
        event = uuid4()
    known = fields.get(f"seen-{name}")
    seen = None if known is None else frozenset(known.split())
    return Sent(event if fresh else uuid5(event, "\0".join(response)), response, seen)


def read(structure: Structure, name: str, fields: QueryDict) -> Response:
    """Read the fields of a question; raises Refused where they hold no answer to it."""
    field = f"answer-{name}"
    match structure:
        case ChoiceItem():
            return _canonical(structure, fields.getlist(field))
        case SlotsItem():
            given = {slot: fields.get(f"{field}.{slot}", "") for slot in structure.slots()}
            return _canonical(structure, [f"{slot}={one}" for slot, one in given.items() if one])
        case NumericItem():
            return _canonical(structure, _number(structure, name, fields))
    return _canonical(structure, [fields.get(field, "")])


def is_there(name: str, fields: Mapping[str, object]) -> bool:
    """Whether a page sends anything about a question at all."""
    return any(key in (f"answer-{name}", f"event-{name}") for key in fields) or any(
        key.startswith(f"answer-{name}.") for key in fields
    )


def _number(structure: NumericItem, name: str, fields: QueryDict) -> list[str]:
    text = fields.get(f"answer-{name}", "").strip()
    if not text:
        return []
    value = typed.number(text, get_language() or "en")
    if value is None:
        raise services.Refused(
            _("“%(text)s” is not read as a number. Write digits, such as 12 or 12.5.")
            % {"text": text[:40]}
        )
    unit = fields.get(f"unit-{name}", "") or structure.first_unit
    return [typed.plain(value), unit] if structure.units else [typed.plain(value)]


def _canonical(structure: Structure, given: list[str]) -> Response:
    try:
        return structure.canonical(given)
    except ValueError as error:
        raise services.Refused(services.NO_ANSWER) from error

"""A mapping in, a frozen value out, or every problem as a sentence with its place."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails


class Value(BaseModel):
    """The parent of everything that is read from a file: frozen, and a stranger key is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ShapeError(ValueError):
    """What was read has not the expected shape; `problems` holds a sentence for each place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def whole(value: object) -> object:
    """Read a whole number; a ValueError says that one was expected."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("expected a whole number")
    return value


def _truth(value: object) -> object:
    if not isinstance(value, bool):
        raise ValueError("expected true or false")
    return value


def exact(value: object) -> Fraction:
    """Read a whole number or a text such as "7/18"; decimals are refused, they are not exact."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}(/[1-9]\d{0,8})?", value):
        return Fraction(value)
    raise ValueError('expected a whole number or a fraction in quotes such as "1/2"')


Whole = Annotated[int, BeforeValidator(whole)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Exact = Annotated[
    Fraction,
    PlainValidator(exact),
    PlainSerializer(str),
    WithJsonSchema(
        {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?\\d+(/\\d+)?$"}]}
    ),
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]

AnyValue = TypeVar("AnyValue", bound=Value)


def read(kind: type[AnyValue], mapping: Mapping[str, Any], more: Iterable[str] = ()) -> AnyValue:
    """Make a value of the mapping, or raise ShapeError with all problems, `more` included.

    `more` are problems that the caller found in the raw mapping, so that an author sees
    everything at once.
    """
    found = list(more)
    try:
        value = kind.model_validate(dict(mapping))
    except ValidationError as error:
        found = [sentence(detail) for detail in error.errors()] + found
        raise ShapeError(found) from None
    if found:
        raise ShapeError(found)
    return value


def place(location: Iterable[int | str]) -> str:
    """Write a location as a path: dimensions[0].indicators[3].levels."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path or "(the file)"


def sentence(detail: ErrorDetails) -> str:
    """Say in words what one validation error found, and where."""
    where = place(detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return f"{where}: is missing"
    if kind == "extra_forbidden":
        return f"{where}: is not a known key"
    if kind == "value_error":
        return f"{where}: {context['error']}, found {shown(detail['input'])}"
    if kind == "string_too_short":
        return f"{where}: expected a text, found an empty one"
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        return f"{where}: expected an id like {pattern}, found {shown(detail['input'])}"
    if kind == "literal_error":
        return f"{where}: expected {context['expected']}, found {shown(detail['input'])}"
    expected = _EXPECTED.get(kind, detail["msg"][0].lower() + detail["msg"][1:])
    return f"{where}: {expected}, found {shown(detail['input'])}"


_EXPECTED = {
    "string_type": "expected a text",
    "tuple_type": "expected a list",
    "mapping_type": "expected a table",
    "model_type": "expected a table",
    "model_attributes_type": "expected a table",
}


def shown(value: object) -> str:
    """Show a wrong input in few characters."""
    told = repr(value)
    return told if len(told) <= 60 else told[:57] + "..."

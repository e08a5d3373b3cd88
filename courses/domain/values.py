"""The kinds of value a bundle is made of: ids, lines, prose, frozen tables."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)

from courses.domain import unfit
from courses.domain.problems import Problem, listed
from courses.domain.problems import Sentence as _

Value = TypeVar("Value")
Model = TypeVar("Model", bound=BaseModel)


class Frozen(BaseModel):
    """A value that cannot change and knows every one of its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _line(text: str) -> str:
    if not text or text != text.strip() or "\n" in text or "\r" in text:
        raise ValueError(_("expected one line of text without blanks at its ends."))
    return text


def _prose(text: str) -> str:
    if not text or text != text.strip() or "\r" in text:
        raise ValueError(_("expected text without blank lines at its ends."))
    if any(line.startswith(":::") for line in text.split("\n")):
        raise ValueError(
            _("a line of text cannot begin with `:::`, which opens and closes blocks.")
        )
    return text


def _freeze(table: Mapping[str, Value]) -> Mapping[str, Value]:
    return MappingProxyType(dict(table))


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z]{2,8})?$")]
Line = Annotated[str, AfterValidator(_line)]
Prose = Annotated[str, AfterValidator(_prose)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"<>]+$", max_length=500)]
Slug = Annotated[str, StringConstraints(pattern=r"^[\w-]+$", max_length=255)]
FromList = BeforeValidator(_tuple)
FromTable = AfterValidator(_freeze)


def lean(value: Any) -> Any:
    """A frozen value as dictionaries, tuples and scalars, by the names of the files.

    What holds its default is left out, so that files stay short.
    """
    fields = getattr(type(value), "model_fields", None)
    if fields is not None:
        pairs = ((field, name, getattr(value, name)) for name, field in fields.items())
        return {
            field.alias or name: lean(entry)
            for field, name, entry in pairs
            if field.is_required() or entry != field.get_default(call_default_factory=True)
        }
    if isinstance(value, Mapping):
        return {name: lean(entry) for name, entry in value.items()}
    if isinstance(value, tuple):
        return tuple(lean(entry) for entry in value)
    return value


def build(
    model: type[Model], table: Mapping[str, Any], place: str
) -> tuple[Model | None, list[Problem]]:
    """A value of `model` made from `table`, or every reason why not, with its path."""
    try:
        return model.model_validate(dict(table)), []
    except ValidationError as error:
        return None, [_problem(model, detail, place) for detail in error.errors(include_url=False)]


def _problem(model: type[BaseModel], detail: Any, place: str) -> Problem:
    path = _path(detail["loc"])
    where = f"{place}, {path}" if path else place
    match detail["type"]:
        case "missing":
            return Problem(where, _("this is missing."))
        case "extra_forbidden" if len(detail["loc"]) == 1:
            return Problem(
                where,
                _(
                    "this name is not known; expected %(names)s.",
                    names=listed(sorted(model.model_fields)),
                ),
            )
        case "extra_forbidden":
            return Problem(where, _("this name is not known here."))
        case "string_pattern_mismatch":
            return Problem(
                where,
                _(
                    "%(input)s does not have the expected form; see the format.",
                    input=repr(detail["input"]),
                ),
            )
    return Problem(where, unfit.sentence(detail))


def _path(parts: Iterable[int | str]) -> str:
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f"{'.' if text else ''}{part}"
    return text.removesuffix(".[key]")

"""What pydantic finds wrong with a value, as sentences of ours; on command lines in its words."""

import re
from collections.abc import Mapping
from typing import Any

from courses.domain.problems import Listed, Sentence
from courses.domain.problems import Sentence as _

_QUOTED = re.compile(r"'([^']*)'")

KINDS: Mapping[str, Sentence] = {
    "string": _("expected text."),
    "int": _("expected a whole number."),
    "float": _("expected a number."),
    "decimal": _("expected a number."),
    "bool": _("expected `true` or `false`."),
    "date": _("expected a day, such as 2027-01-31."),
    "mapping": _("expected a table of values."),
    "dict": _("expected a table of values."),
    "model": _("expected a table of values."),
    "tuple": _("expected a list."),
    "list": _("expected a list."),
}
"""What is expected by the first word of a type of error: `string_type`, `int_parsing`."""


def sentence(detail: Mapping[str, Any]) -> Sentence:
    """The sentence of one error of a validation."""
    told = str(detail["msg"]).removeprefix("Value error, ")
    english = f"{told[:1].lower()}{told[1:].removesuffix('.')}."
    return _said(detail["type"], detail.get("ctx", {}), english).spoken(english)


def _said(kind: str, context: Mapping[str, Any], english: str) -> Sentence:
    match kind:
        case "value_error" if isinstance(own := context["error"].args[0], Sentence):
            return own
        case "literal_error" | "enum":
            told = str(context["expected"])
            return _("expected %(names)s.", names=Listed(told, _QUOTED.findall(told), either=True))
        case "string_too_long":
            return _("expected at most %(most)s signs.", most=context["max_length"])
        case "too_short":
            least, found = context["min_length"], context["actual_length"]
            return _("expected %(least)s or more here, found %(found)s.", least=least, found=found)
        case "greater_than_equal":
            return _("expected %(least)s or more.", least=context["ge"])
        case "greater_than":
            return _("expected more than %(least)s.", least=context["gt"])
        case "less_than_equal":
            return _("expected %(most)s or less.", most=context["le"])
        case "multiple_of":
            return _("expected a multiple of %(step)s.", step=context["multiple_of"])
    known = KINDS.get(kind.partition("_")[0])
    return known or _("this does not fit here: %(told)s", told=english)

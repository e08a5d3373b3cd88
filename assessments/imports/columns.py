"""The sheets of the workbook and their columns: one table for its reader, its writer, its help."""

from dataclasses import dataclass
from typing import Literal

from assessments.domain.maturity import GATES

Kind = Literal["text", "id", "whole", "exact", "truth", "ids", "wholes", "any"]

HELP = "Read me"
OWN_SCALE = "model"
"""In the sheet of scales, the name of the levels of the model itself; no id may be the same."""

MOVED, DROPPED, UNCHANGED = "moved", "dropped", "unchanged"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the key of the mapping, what a cell holds, and what it may be.

    `among` are the only values; `ids_of` names the sheet in whose first column the value stands.
    """

    heading: str
    key: str
    kind: Kind
    note: str
    among: tuple[str, ...] = ()
    ids_of: str = ""
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, a sentence on what belongs there, and its columns from the left."""

    name: str
    told: str
    columns: tuple[Column, ...]


def _texts(heading: str, key: str, note: str) -> Column:
    return Column(heading, key, "text", note, width=50)


def _owner(heading: str, sheet: str) -> Column:
    return Column(heading, "owner", "id", f"an id of the sheet {sheet}", ids_of=sheet, width=24)


_CONDITION = (
    Column("Asks about", "indicator", "id", "whose answer decides", ids_of="Indicators", width=24),
    Column("At least", "at_least", "whole", "the lowest answer that fulfils it, counted from 0"),
    Column("At most", "at_most", "whole", "the highest answer that fulfils it"),
    Column("Among", "among", "wholes", "or single answers, such as 0, 2"),
)

FIELDS = (
    Column("id", "id", "id", "small letters, digits and hyphens; never used again"),
    Column("version", "version", "whole", "1, 2, 3 ..."),
    _texts("title", "title", "the name of the framework"),
    _texts("summary", "summary", "what it is, in a line"),
    _texts(
        "notice", "notice", "what a result is not: whose framework it is, and that it is no audit"
    ),
    Column("source language", "source_language", "text", "the language of the texts, such as en"),
    Column("demonstration", "demonstration", "truth", "yes if it is not for real use"),
    Column("replaces", "replaces", "ids", "ids of frameworks that are offered no more"),
    Column("gate", "gate", "text", "how a stage is reached", among=GATES),
    Column("mean", "mean", "text", "how the whole is averaged", among=("nested", "flat")),
    Column(
        "not applicable",
        "not_applicable",
        "text",
        "how an answer that does not apply counts",
        among=("excluded", "at-target"),
    ),
    _texts("below", "below", "the name of the state below the first stage"),
)
"""The rows of the sheet Model, which is read downwards."""

MODEL = Sheet(
    "Model",
    "What holds for the whole framework, a line for each.",
    (
        Column("Field", "field", "text", "leave as it is", width=20),
        Column("Value", "value", "any", "fill in", width=50),
        _texts("What it is", "note", "is not read"),
    ),
)
SCALES = Sheet(
    "Scales",
    f"A row for each answer, the least first. The scale {OWN_SCALE} holds the levels of the "
    "framework itself, whose values are 0, 1, 2 and so on; other scales have values of their own.",
    (
        Column("Scale", "owner", "id", f"{OWN_SCALE}, or an id", width=24),
        _texts("Title", "title", "of the scale, in its first row"),
        Column("Met from", "met_from", "whole", "the number of the answer, in its first row"),
        _texts("Answer", "answer", "its name"),
        Column("Value", "value", "exact", "a whole number, or a fraction as text such as 1/2"),
    ),
)
STAGES = Sheet(
    "Stages",
    "The stages from the lowest to the highest.",
    (
        Column("Id", "id", "id", "of the stage", width=24),
        _texts("Title", "title", "its name"),
        _texts("Summary", "summary", "what it means, in a line"),
        Column(
            "At least", "at_least", "exact", "the score with which it begins, for gates of bands"
        ),
    ),
)
TARGETS = Sheet(
    "Targets",
    "Named profiles to aim at; their levels stand in the sheet Minimum levels.",
    (
        Column("Id", "id", "id", "of the target", width=24),
        _texts("Title", "title", "its name"),
        _texts("Summary", "summary", "whom it is for"),
    ),
)
PARTS = Sheet(
    "Parts",
    "Dimensions and the factors within them, in the order in which they are asked.",
    (
        Column("Id", "id", "id", "of the part", width=24),
        Column(
            "Within", "owner", "id", "the part above; empty at the top", ids_of="Parts", width=24
        ),
        _texts("Title", "title", "its name"),
        _texts("Summary", "summary", "what it is about"),
        Column("Weight", "weight", "whole", "1 if empty"),
        Column("Gate", "gate", "text", "only where it differs from the part above", among=GATES),
    ),
)
INDICATORS = Sheet(
    "Indicators",
    "One question in a row, in the order in which they are asked.",
    (
        Column("Id", "id", "id", "of the indicator", width=24),
        _owner("Part", "Parts"),
        _texts("Title", "title", "for tables"),
        _texts("Question", "question", "one question"),
        _texts("Why", "why", "why it matters, in two sentences at most"),
        Column("Weight", "weight", "whole", "1 if empty, never 0"),
        Column("Core", "core", "truth", "yes if it belongs to a rapid round"),
        Column("Scale", "scale", "id", "empty for the levels of the framework", ids_of="Scales"),
        Column("Stage", "stage", "id", "for gates that go by stages", ids_of="Stages"),
    ),
)
LEVELS = Sheet(
    "Levels",
    "What a visitor would see at each level of an indicator: a row for each level, from 0.",
    (
        _owner("Indicator", "Indicators"),
        Column("Level", "level", "whole", "0, 1, 2 ..."),
        _texts("Text", "text", "what a visitor would see"),
    ),
)
EVIDENCE = Sheet(
    "Evidence",
    "Examples of what can be shown, a row for each.",
    (_owner("Indicator", "Indicators"), _texts("Text", "text", "what can be shown")),
)
CONDITIONS = Sheet(
    "Conditions",
    "When an indicator is asked at all: every row marked all holds, and one of those marked any.",
    (
        _owner("Indicator", "Indicators"),
        Column("Kind", "kind", "text", "all or any", among=("all", "any")),
        *_CONDITION,
    ),
)
MINIMUM = Sheet(
    "Minimum levels",
    "The least level of each indicator. Every further column is headed by the id of a stage or of "
    "a target; an empty cell means that it does not speak of the indicator.",
    (_owner("Indicator", "Indicators"),),
)
CONTRADICTIONS = Sheet(
    "Contradictions",
    "Answers that cannot all be true together: a row for each condition, two or more under one id.",
    (
        Column("Id", "owner", "id", "of the contradiction", width=24),
        _texts("Text", "text", "the warning, in the first row"),
        *_CONDITION,
    ),
)
REFERENCES = Sheet(
    "References",
    "Where other frameworks speak of the same; ids only, never their text.",
    (
        _owner("Indicator", "Indicators"),
        Column("Framework", "framework", "text", "its name", width=24),
        Column("Id", "id", "text", "the id there", width=24),
        Column(
            "Relation",
            "relation",
            "text",
            "how this indicator relates to it; empty if it only points",
            among=("equal", "subset", "superset", "intersects"),
        ),
    ),
)
MIGRATIONS = Sheet(
    "Migrations",
    "How answers to an older version carry over; what is not named keeps its id.",
    (
        Column("From version", "version", "whole", "the older version"),
        Column("What", "what", "text", "what became of it", among=(MOVED, DROPPED, UNCHANGED)),
        Column("Old", "old", "ids", "ids in the older version", width=30),
        Column("New", "new", "ids", "ids in this version", width=30),
        Column("Levels", "levels", "wholes", "for each old level the new one; empty if the same"),
    ),
)
TRANSLATIONS = Sheet(
    "Translations",
    "Every further column is headed by a language, such as fr. An empty cell has no translation.",
    (
        Column("Path", "path", "text", "leave as it is", width=34),
        _texts("Source", "source", "is not read"),
    ),
)
SHEETS = (
    MODEL,
    SCALES,
    STAGES,
    TARGETS,
    PARTS,
    INDICATORS,
    LEVELS,
    EVIDENCE,
    CONDITIONS,
    MINIMUM,
    CONTRADICTIONS,
    REFERENCES,
    MIGRATIONS,
    TRANSLATIONS,
)
OPEN = {MINIMUM.name, TRANSLATIONS.name}
"""Sheets with further columns that the author heads."""
NEEDED = {MODEL.name, SCALES.name, STAGES.name, PARTS.name, INDICATORS.name}

"""A model and its translations as a workbook that reads back as the same; or an empty one."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.domain import texts
from assessments.domain.conditions import Condition
from assessments.domain.maturity import Dimension, Indicator, MaturityModel, Stage, Target
from assessments.exports import model_toml
from assessments.imports import cells, columns
from assessments.imports.columns import OWN_SCALE, Column, Sheet

Translations = Mapping[str, Mapping[str, str]]
Line = Mapping[str, Any]

LONGEST = 32_767
"""Characters of a cell; more would be cut off in silence."""
LAST = 2_000
"""Down to this row the lists of allowed values reach."""


def write(model: MaturityModel, translations: Translations | None = None) -> bytes:
    """Give the workbook of a model; ValueError if a text is too long for a cell."""
    told = translations or {}
    owners = [*(one.id for one in model.stages), *(one.id for one in model.targets)]
    return _book(
        dict(_lines(model, told)), {columns.MINIMUM: owners, columns.TRANSLATIONS: [*told]}
    )


def blank() -> bytes:
    """Give an empty workbook with the same sheets, headings, lists of values and help."""
    fields: list[Line] = [{"field": one.heading, "note": one.note} for one in columns.FIELDS]
    return _book({columns.MODEL: fields}, {columns.TRANSLATIONS: ["fr", "es", "ar"]})


def _lines(model: MaturityModel, told: Translations) -> Iterator[tuple[Sheet, list[Line]]]:
    yield columns.MODEL, list(_fields(model))
    yield columns.SCALES, list(_scales(model))
    yield columns.STAGES, [model_toml.mapping(one) for one in model.stages]
    yield columns.TARGETS, [model_toml.mapping(one) for one in model.targets]
    parts = [line for one in model.dimensions for line in _parts(one, None)]
    asked = [(node, one) for node in model.nodes() for one in node.indicators]
    yield columns.PARTS, parts
    yield columns.INDICATORS, [{**model_toml.mapping(one), "owner": n.id} for n, one in asked]
    yield columns.LEVELS, [line for _, one in asked for line in _levels(one)]
    yield columns.EVIDENCE, [{"owner": o.id, "text": text} for _, o in asked for text in o.evidence]
    yield columns.CONDITIONS, [line for _, one in asked for line in _conditions(one)]
    yield columns.MINIMUM, list(_minimums(model))
    yield columns.CONTRADICTIONS, list(_contradictions(model))
    references = [(one.id, other) for _, one in asked for other in one.references]
    yield columns.REFERENCES, [{**model_toml.mapping(r), "owner": name} for name, r in references]
    yield columns.MIGRATIONS, list(_migrations(model))
    yield columns.TRANSLATIONS, list(_translations(model, told))


def _fields(model: MaturityModel) -> Iterator[Line]:
    told = model_toml.mapping(model)
    for field in columns.FIELDS:
        yield {"field": field.heading, "value": told.get(field.key), "note": field.note}


def _scales(model: MaturityModel) -> Iterator[Line]:
    own = {"owner": OWN_SCALE, "met_from": model.met_from}
    for level, title in enumerate(model.scale):
        yield {**(own if level == 0 else {"owner": OWN_SCALE}), "answer": title}
    for scale in model.scales:
        first = {"owner": scale.id, "title": scale.title, "met_from": scale.met_from}
        for n, answer in enumerate(scale.answers):
            value = model_toml.plain(answer.value)
            head = first if n == 0 else {"owner": scale.id}
            yield {**head, "answer": answer.title, "value": value}


def _parts(node: Dimension, owner: str | None) -> Iterator[Line]:
    yield {**model_toml.mapping(node), "owner": owner}
    for factor in node.factors:
        yield from _parts(factor, node.id)


def _levels(one: Indicator) -> Iterator[Line]:
    for level, text in enumerate(one.levels):
        yield {"owner": one.id, "level": level, "text": text}


def _conditions(one: Indicator) -> Iterator[Line]:
    if one.depends_on is None:
        return
    for kind in ("all", "any"):
        for condition in getattr(one.depends_on, kind):
            yield {"owner": one.id, "kind": kind, **_condition(condition)}


def _condition(condition: Condition) -> Line:
    return model_toml.mapping(condition)


def _minimums(model: MaturityModel) -> Iterator[Line]:
    owners: list[Stage | Target] = [*model.stages, *model.targets]
    names = dict.fromkeys(name for one in owners for name in one.minimum)
    for name in names:
        levels = {one.id: one.minimum[name] for one in owners if name in one.minimum}
        yield {"owner": name, **levels}


def _contradictions(model: MaturityModel) -> Iterator[Line]:
    for rule in model.contradictions:
        for n, condition in enumerate(rule.all):
            head = {"owner": rule.id, "text": rule.text} if n == 0 else {"owner": rule.id}
            yield {**head, **_condition(condition)}


def _migrations(model: MaturityModel) -> Iterator[Line]:
    for one in model.migrations:
        head = {"version": one.version}
        for move in one.moves:
            yield {**head, "what": columns.MOVED, **model_toml.mapping(move)}
        if one.dropped:
            yield {**head, "what": columns.DROPPED, "old": [*one.dropped]}
        if not one.moves and not one.dropped:
            yield {**head, "what": columns.UNCHANGED}


def _translations(model: MaturityModel, told: Translations) -> Iterator[Line]:
    sources = texts.of_model(model)
    strangers = {path: "" for language in told.values() for path in language}
    for path in {**sources, **strangers}:
        own = {language: texts_.get(path) for language, texts_ in told.items()}
        yield {"path": path, "source": sources.get(path), **own}


def _book(lines: Mapping[Sheet, list[Line]], added: Mapping[Sheet, list[str]]) -> bytes:
    book = Workbook()
    _help(book.active)
    for sheet in columns.SHEETS:
        page = book.create_sheet(sheet.name)
        more = [Column(name, name, "text", "", width=40) for name in added.get(sheet, ())]
        _sheet(page, (*sheet.columns, *more), lines.get(sheet, []))
        if sheet is columns.MODEL:
            _model_lists(page)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _help(page: Worksheet) -> None:
    page.title = columns.HELP
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 100
    lines: list[tuple[str, str]] = [
        (
            "A maturity framework",
            "Each sheet holds one concern. Leave names and headings as they are.",
        ),
        ("Values only", "Formulas, macros and links to other files are refused."),
        ("Ids", "Small letters, digits and hyphens, such as incident-response; never used twice."),
    ]
    for sheet in columns.SHEETS:
        lines.append((sheet.name, sheet.told))
        lines += [(f"    {one.heading}", one.note) for one in sheet.columns]
    for number, (name, told) in enumerate(lines, start=1):
        _put(page, number, 1, name)
        _put(page, number, 2, told)
        page.cell(number, 1).font = Font(bold=not name.startswith(" "))


def _sheet(page: Worksheet, heads: Iterable[Column], lines: list[Line]) -> None:
    page.freeze_panes = "A2"
    for number, column in enumerate(heads, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        if column.kind in {"text", "id", "exact", "ids", "wholes"}:
            page.column_dimensions[letter].number_format = "@"
        _put(page, 1, number, column.heading)
        page.cell(1, number).font = Font(bold=True)
        _list(page, column, f"{letter}2:{letter}{LAST}")
        for row, line in enumerate(lines, start=2):
            _put(page, row, number, line.get(column.key))


def _put(page: Worksheet, row: int, number: int, value: Any) -> None:
    """Write a cell; a text is always a text, whatever sign it begins with."""
    if value is None:
        return
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    cell = page.cell(row, number)
    if not isinstance(value, str):
        cell.value = value
        return
    told = cells.escaped(value)
    if len(told) > LONGEST:
        raise ValueError(f"{page.title}!{cell.coordinate}: is too long for a cell: {len(told)}")
    cell.value = told
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = told.startswith(("=", "+", "-", "@"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _list(page: Worksheet, column: Column, cells_: str) -> None:
    """Let a cell be chosen from a list: of fixed values, or of the ids of a sheet."""
    among = ("yes", "no") if column.kind == "truth" else column.among
    if among:
        formula = f'"{",".join(among)}"'
    elif column.ids_of:
        formula = f"'{column.ids_of}'!$A$2:$A${LAST}"
    else:
        return
    rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = column.heading, "Choose from the list."
    rule.add(cells_)
    page.add_data_validation(rule)


def _model_lists(page: Worksheet) -> None:
    for number, field in enumerate(columns.FIELDS, start=2):
        _list(page, field, f"B{number}")

"""A model as a workbook: its sheets become the mapping that a TOML file would hold."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.imports import cells, columns, grid, nodes_of_sheets
from assessments.imports.columns import OWN_SCALE
from assessments.imports.grid import ADDED, Grid, Row
from assessments.imports.imported import Imported, Unreadable

Table = dict[str, Any]


def read(content: bytes) -> Imported:
    """Read a model, or raise Unreadable with every cell that cannot be read."""
    found = grid.read(content)
    book = _Book(found)
    mapping = book.mapping()
    if found.problems:
        raise Unreadable(found.problems)
    return Imported(mapping, book.translations(), (), book.places)


class _Book:
    """The rows of a workbook on their way to a mapping, with the place of everything."""

    def __init__(self, found: Grid) -> None:
        self.grid = found
        self.places: dict[str, str] = {}

    def mapping(self) -> Table:
        """The mapping of the model; what is empty is absent."""
        told = self._model()
        scales, own = self._scales()
        told["scale"] = own.pop("answers", [])
        told |= own
        told["stages"] = self._listed(columns.STAGES, "stages")
        told["dimensions"] = nodes_of_sheets.tree(self.grid, self.places)
        more = {
            "scales": scales,
            "targets": self._listed(columns.TARGETS, "targets"),
            "contradictions": self._contradictions(),
            "migrations": self._migrations(),
        }
        self._minimums(told["stages"], more["targets"])
        return told | {name: one for name, one in more.items() if one}

    def translations(self) -> dict[str, dict[str, str]]:
        """The texts of each language by path."""
        languages = self.grid.added.get(columns.TRANSLATIONS.name, [])
        told: dict[str, dict[str, str]] = {language: {} for language in languages}
        for row in self.grid.of(columns.TRANSLATIONS):
            for language in languages:
                if (text := row.values.get(ADDED + language)) is None:
                    continue
                if path := row.values.get("path"):
                    told[language][path] = text
                    place = f"translations.{language}.{path}"
                    self.places[place] = row.place(ADDED + language)
        return {language: texts for language, texts in told.items() if texts}

    def _model(self) -> Table:
        known = {field.heading: field for field in columns.FIELDS}
        told: Table = {}
        for row in self.grid.of(columns.MODEL):
            name, value = row.values.get("field"), row.values.get("value")
            field = known.get(name.strip().lower()) if name else None
            if field is None:
                self._wrong(row, "field", f"expected one of {', '.join(known)}")
            elif field.key in told:
                self._wrong(row, "field", f"{name} stands there twice")
            elif value is not None:
                told[field.key] = self._typed(row, field, value)
                self.places[field.key] = row.place("value")
        return told

    def _typed(self, row: Row, field: columns.Column, value: object) -> Any:
        try:
            return cells.value(field.kind, value)
        except ValueError as error:
            self._wrong(row, "value", str(error))
        return None

    def _listed(self, sheet: columns.Sheet, path: str) -> list[Table]:
        """A table for each row, keyed as its columns are."""
        told: list[Table] = []
        for row in self.grid.of(sheet):
            self._placed(f"{path}[{len(told)}]", row, row.values)
            told.append(dict(row.values))
        return told

    def _scales(self) -> tuple[list[Table], Table]:
        """The named scales in their order, and the levels of the model itself."""
        own: Table = {}
        scales: dict[str, Table] = {}
        numbers: dict[str, int] = {}
        for row in self.grid.of(columns.SCALES):
            name = row.values.get("owner")
            if name is None:
                self._wrong(row, "owner", "is missing")
                continue
            scale = own if name == OWN_SCALE else scales.setdefault(name, {"id": name})
            path = "" if scale is own else f"scales[{numbers.setdefault(name, len(numbers))}]"
            answers = scale.setdefault("answers", [])
            self._once(row, scale, ("met_from",) if scale is own else ("title", "met_from"), path)
            self._answer(row, answers, path, own=scale is own)
        return list(scales.values()), own

    def _answer(self, row: Row, answers: list[Any], path: str, *, own: bool) -> None:
        title, value = row.values.get("answer"), row.values.get("value")
        if title is None and value is None:
            return
        if own:
            if value is not None and value != len(answers):
                self._wrong(row, "value", f"expected {len(answers)}, or nothing, found {value}")
            self.places[f"scale[{len(answers)}]"] = row.place("answer")
            answers.append(title)
            return
        answer = {"title": title, "value": value}
        self._placed(f"{path}.answers[{len(answers)}]", row, {"value": value})
        answers.append({key: one for key, one in answer.items() if one is not None})

    def _contradictions(self) -> list[Table]:
        told: dict[str, Table] = {}
        numbers: dict[str, int] = {}
        for row in self.grid.of(columns.CONTRADICTIONS):
            name = row.values.get("owner")
            if name is None:
                self._wrong(row, "owner", "is missing")
                continue
            numbers.setdefault(name, len(numbers))
            rule = told.setdefault(name, {"id": name, "all": []})
            path = f"contradictions[{numbers[name]}]"
            self._once(row, rule, ("text",), path)
            if condition := nodes_of_sheets.condition(row):
                self._placed(f"{path}.all[{len(rule['all'])}]", row, condition)
                rule["all"].append(condition)
        return list(told.values())

    def _once(self, row: Row, table: Table, keys: Iterable[str], path: str) -> None:
        """Take what the first of several rows says; a later one may repeat it, not change it."""
        self.places.setdefault(path or "scale", row.place())
        for key in keys:
            if (value := row.values.get(key)) is None:
                continue
            if table.setdefault(key, value) != value:
                self._wrong(row, key, f"expected what stands in the first row, found {value}")
            self.places.setdefault(f"{path}.{key}".lstrip("."), row.place(key))

    def _migrations(self) -> list[Table]:
        told: dict[Any, Table] = {}
        numbers: dict[Any, int] = {}
        for row in self.grid.of(columns.MIGRATIONS):
            version, what = row.values.get("version"), row.values.get("what")
            numbers.setdefault(version, len(numbers))
            one = told.setdefault(version, {"version": version})
            path = f"migrations[{numbers[version]}]"
            self.places.setdefault(path, row.place())
            if what == columns.MOVED:
                moves = one.setdefault("moves", [])
                move = {key: row.values.get(key, []) for key in ("old", "new", "levels")}
                self._placed(f"{path}.moves[{len(moves)}]", row, move)
                moves.append(move)
            elif what == columns.DROPPED:
                one.setdefault("dropped", []).extend(row.values.get("old", []))
            elif what != columns.UNCHANGED:
                self._wrong(row, "what", "expected moved, dropped or unchanged")
        return list(told.values())

    def _minimums(self, stages: list[Table], targets: list[Table]) -> None:
        """Give every stage and target the levels of the column that its id heads."""
        owners: dict[str, tuple[str, Table]] = {}
        for path, tables in (("stages", stages), ("targets", targets)):
            for n, one in enumerate(tables):
                owners.setdefault(one.get("id", ""), (f"{path}[{n}].minimum", one))
        for one in targets:
            one["minimum"] = {}
        for row in self.grid.of(columns.MINIMUM):
            for key in (one for one in row.values if one.startswith(ADDED)):
                self._minimum(row, key, owners)

    def _minimum(self, row: Row, key: str, owners: Mapping[str, tuple[str, Table]]) -> None:
        name, indicator = key.removeprefix(ADDED), row.values.get("owner")
        if name not in owners:
            self._wrong(row, key, f"there is no stage and no target {name}")
        elif indicator is None:
            self._wrong(row, "owner", "is missing")
        else:
            path, owner = owners[name]
            levels = owner.setdefault("minimum", {})
            if indicator in levels:
                self._wrong(row, "owner", f"{indicator} stands there twice")
            levels[indicator] = row.values[key]
            self.places[f"{path}.{indicator}"] = row.place(key)

    def _placed(self, path: str, row: Row, values: Mapping[str, Any]) -> None:
        self.places[path] = row.place()
        self.places |= {f"{path}.{key}": row.place(key) for key in values}

    def _wrong(self, row: Row, key: str, told: str) -> None:
        self.grid.problems.append(f"{row.place(key)}: {told}")

"""A course as text files: read, judged, and written back.

The files of a bundle, by path: `course.toml`, `sources.toml`, `facts.toml`, `items/<id>.toml`,
`images/*` (drawings in SVG, and photographs), `captions/*.vtt`, `scenarios/<id>/scenario.toml`,
and for each language `<language>/course.toml`, `<language>/items.toml`, `<language>/<lesson>.md`,
`<language>/behind.toml` and `scenarios/<id>/<language>.toml`.
`docs/course-bundles.md` and `docs/scenarios.md` explain every field.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from courses.domain import (
    debts,
    fences,
    itemkinds,
    parity,
    prerequisites,
    scenario,
    sense,
    staging,
    toml,
)
from courses.domain.course import Course, Fact, ItemText, Outline, Source, Titles, Words
from courses.domain.itemkinds import Structure
from courses.domain.lesson import LessonText
from courses.domain.owed import Behind
from courses.domain.problems import BundleError, Problem, listed
from courses.domain.problems import Sentence as _
from courses.domain.scenario import Scenario
from courses.domain.values import build, lean

File = str | bytes
FORMAT = 1
"""The newest format that is read here; a bundle says which it has, if it is not the first."""
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
"""Files that are no text."""

Model = TypeVar("Model", bound=BaseModel)


def parse(files: Mapping[str, File]) -> Course:
    """The course in `files` (path in the bundle -> text, bytes for photographs).

    Raises BundleError with every mistake of form in every file. Whether the course makes sense is
    asked of `problems`.
    """
    reader = _Reader(files)
    reader.refuse_newer()
    outline = reader.value("course.toml", Outline)
    sources = reader.table("sources.toml", Source)
    facts = reader.table("facts.toml", Fact)
    items = {path[6:-5]: reader.item(path) for path in reader.under("items/", ".toml")}
    images = {path[7:]: reader.text(path) for path in reader.under("images/", ".svg")}
    pictures = {
        path[7:]: reader.bytes_of(path)
        for ending in PICTURES
        for path in reader.under("images/", ending)
    }
    captions = {path[9:]: reader.text(path) for path in reader.under("captions/", ".vtt")}
    words = {language: reader.words(language, outline) for language in reader.languages(outline)}
    scenarios = {name: reader.scenario(name, list(words), outline) for name in reader.scenarios()}
    behind = {language: reader.behind(language) for language in words}
    if outline:
        reader.refuse_rest()
    if reader.problems or outline is None:
        raise BundleError(reader.problems)
    parts = {
        "sources": sources,
        "facts": facts,
        "items": items,
        "words": words,
        "scenarios": scenarios,
        "behind": {language: told for language, told in behind.items() if told},
    }
    parts |= {"images": images, "captions": captions, "pictures": pictures}
    return Course.model_validate({"outline": outline, **parts})


def problems(course: Course, known: prerequisites.Known = MappingProxyType({})) -> list[Problem]:
    """What does not make sense in a course of sound form: dangling ids, languages that differ.

    `known` are the prerequisites of the other courses that there are, by id.
    """
    return [
        *sense.problems(course),
        *prerequisites.problems(course, known),
        *parity.problems(course),
        *staging.problems(course),
        *debts.problems(course),
    ]


def asked_before(text: str) -> list[str]:
    """The prerequisites in the text of a `course.toml`; none where it cannot be read."""
    table, _wrong = toml.read(text, "course.toml")
    named = table.get("prerequisites", [])
    return [str(name) for name in named] if isinstance(named, list) else []


def files(course: Course) -> dict[str, File]:
    """The bundle of a course in canonical form. Promise: `parse(files(course)) == course`."""
    return {**texts(course), **{f"images/{name}": one for name, one in course.pictures.items()}}


def texts(course: Course) -> dict[str, str]:
    """The files of the bundle that are texts."""
    texts = {"course.toml": _toml(course.outline)}
    for path, table in (("sources.toml", course.sources), ("facts.toml", course.facts)):
        if table:
            texts[path] = _toml(table)
    texts |= {f"items/{name}.toml": _toml(item) for name, item in course.items.items()}
    texts |= {f"images/{name}": text for name, text in course.images.items()}
    texts |= {f"captions/{name}": text for name, text in course.captions.items()}
    for language, words in course.words.items():
        texts[f"{language}/course.toml"] = _toml(words.titles)
        if words.items:
            texts[f"{language}/items.toml"] = _toml(words.items)
        texts |= {
            f"{language}/{name}.md": fences.write(text) for name, text in words.lessons.items()
        }
    texts |= {f"{code}/{debts.FILE}": _toml(told) for code, told in course.behind.items()}
    for name, play in course.scenarios.items():
        folder = f"scenarios/{name}"
        texts[f"{folder}/scenario.toml"] = toml.write(lean(play.structure), inline=scenario.INLINE)
        texts |= {
            f"{folder}/{language}.toml": toml.write(lean(text))
            for language, text in play.texts.items()
        }
    return texts


def _toml(value: Any) -> str:
    return toml.write(lean(value))


def _partial(outline: Outline | None, language: str) -> bool:
    told = outline.languages.get(language) if outline else None
    return told is not None and told.partial


class _Reader:
    """Reads the files one by one and keeps what went wrong and what nobody asked for."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self.files = {path: text for path, text in files.items() if isinstance(text, str)}
        self.pictures = {path: one for path, one in files.items() if isinstance(one, bytes)}
        self.unread = set(files)
        self.problems: list[Problem] = []

    def under(self, folder: str, ending: str) -> list[str]:
        paths = (*self.files, *self.pictures)
        return sorted(one for one in paths if one.startswith(folder) and one.endswith(ending))

    def refuse_newer(self) -> None:
        """A newer format may say anything: nothing else about the bundle would help."""
        told = toml.read(self.files.get("course.toml", ""), "")[0].get("format", FORMAT)
        if isinstance(told, int) and told > FORMAT:
            sentence = _(
                "this bundle has format %(told)s, this site reads formats up to %(newest)s; "
                "update the site, or export the bundle for it.",
                told=told,
                newest=FORMAT,
            )
            raise BundleError([Problem("course.toml, format", sentence)])

    def bytes_of(self, path: str) -> bytes:
        self.unread.discard(path)
        return self.pictures.get(path, b"")

    def text(self, path: str) -> str:
        self.unread.discard(path)
        return self.files[path]

    def value(self, path: str, model: type[Model]) -> Model | None:
        if path not in self.files:
            self.problems.append(Problem(path, _("this file is missing.")))
            return None
        table, wrong = toml.read(self.text(path), path)
        if wrong:
            self.problems += wrong
            return None
        return self._kept(build(model, table, path))

    def item(self, path: str) -> Structure | None:
        table, wrong = toml.read(self.text(path), path)
        if wrong:
            self.problems += wrong
            return None
        kind = table.get("kind")
        if kind not in itemkinds.KINDS:
            names = listed(list(itemkinds.KINDS))
            sentence = _("expected one of %(names)s.", names=names)
            self.problems.append(Problem(f"{path}, kind", sentence))
            return None
        made, wrong = build(itemkinds.KINDS[kind], table, path)
        self.problems += wrong
        return made

    def table(self, path: str, model: type[Model]) -> dict[str, Model]:
        if path not in self.files:
            return {}
        table, wrong = toml.read(self.text(path), path)
        self.problems += wrong
        found = {}
        for name, entry in table.items():
            if not isinstance(entry, dict):
                self.problems.append(
                    Problem(f"{path}, {name}", _("expected a table `[%(name)s]`.", name=name))
                )
            elif (value := self._kept(build(model, entry, f"{path}, {name}"))) is not None:
                found[name] = value
        return found

    def words(self, language: str, outline: Outline | None) -> Words | None:
        titles = self.value(f"{language}/course.toml", Titles)
        items = self.table(f"{language}/items.toml", ItemText)
        lessons: dict[str, LessonText] = {}
        for name in self._lessons(language, outline):
            path = f"{language}/{name}.md"
            if path not in self.files:
                if not _partial(outline, language):
                    self.problems.append(Problem(path, _("this file is missing.")))
            elif (text := self._kept(fences.read(self.text(path), path))) is not None:
                lessons[name] = text
        if titles is None:
            return None
        return Words(titles=titles, lessons=lessons, items=items)

    def behind(self, language: str) -> Behind | None:
        """What a language owes; a bundle of texts that are all up to date has no such file."""
        path = f"{language}/{debts.FILE}"
        return self.value(path, Behind) if path in self.files else None

    def scenarios(self) -> list[str]:
        """The names of the folders that hold a scenario."""
        return sorted({path.split("/")[1] for path in self.under("scenarios/", ".toml")})

    def scenario(
        self, name: str, languages: Iterable[str], outline: Outline | None
    ) -> Scenario | None:
        folder = f"scenarios/{name}"
        structure = self.value(f"{folder}/scenario.toml", scenario.Structure)
        paths = {
            language: path
            for language in languages
            if (path := f"{folder}/{language}.toml") in self.files
            or not _partial(outline, language)
        }
        texts = {language: self.value(path, scenario.Text) for language, path in paths.items()}
        if structure is None or None in texts.values():
            return None
        return Scenario.model_validate({"structure": structure, "texts": texts})

    def languages(self, outline: Outline | None) -> list[str]:
        """The declared languages; where that cannot be read, the folders that look like one."""
        if outline:
            return list(outline.languages)
        return sorted(path.removesuffix("/course.toml") for path in self.under("", "/course.toml"))

    def _lessons(self, language: str, outline: Outline | None) -> list[str]:
        if outline:
            return [lesson.id for lesson in outline.lessons]
        folder = f"{language}/"
        return [path.removeprefix(folder)[:-3] for path in self.under(folder, ".md")]

    def refuse_rest(self) -> None:
        """A file that nothing reads is a typing error or a language that is not declared."""
        sentence = _("nothing refers to this file; declare it in `course.toml` or remove it.")
        self.problems += [Problem(path, sentence) for path in sorted(self.unread)]

    def _kept(self, read: tuple[Model | None, Iterable[Problem]]) -> Model | None:
        self.problems += read[1]
        return read[0]

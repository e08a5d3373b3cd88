"""What the lessons of a course refer to, collected while they are written; and what is wrong."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.domain.course import Course, Fact, Source
from courses.domain.problems import BundleError, Problem, Sentence
from courses.domain.problems import Sentence as _
from courses.domain.values import build
from courses.transfer.body import cited
from courses.transfer.leaving import filed

Value = TypeVar("Value", bound=BaseModel)


GONE = {
    "image": _("its image was deleted from the site; choose another one."),
    "caption": _("its caption was deleted from the site; choose another one."),
    "film": _("its video was deleted from the site; choose another one."),
}


class Collected:
    """Sources, facts and files by their names in the bundle, problems and notes."""

    def __init__(self, course_id: str, former: Course | None) -> None:
        self.course_id = course_id
        self.former = former
        self.notes: list[Problem | Sentence] = []
        self.sources: dict[str, Source] = dict(former.sources) if former else {}
        self.facts: dict[str, Fact] = dict(former.facts) if former else {}
        self.images: dict[str, str] = {}
        self.pictures: dict[str, bytes] = {}
        self.captions: dict[str, str] = {}
        self._problems: list[Problem] = []
        self._used: set[str] = set()
        self._named: dict[tuple[str, int], str] = {}

    def problem(self, place: str, sentence: Sentence) -> None:
        """Note what no bundle can say."""
        self._problems.append(Problem(place, sentence))

    def refuse(self) -> None:
        """Raise BundleError with all that was noted, if anything was."""
        if self._problems:
            raise BundleError(dict.fromkeys(self._problems))

    def built(self, model: type[Value], table: Mapping[str, Any], place: str) -> Value | None:
        """A value of a bundle; None where a problem is noted."""
        value, problems = build(model, table, place)
        self._problems += problems
        return value

    def source(self, table: Mapping[str, Any], wish: str, place: str) -> str:
        """The id of a publication: one that is known already, or its own."""
        made = self.built(Source, table, place)
        if made is None:
            return wish
        for name in (wish, *self.sources):
            if self.sources.get(name) == made:
                return name
        if self._may_replace(f"source {wish}", wish, self.former.sources if self.former else {}):
            self._cite(wish)
            self.sources[wish] = made
            return wish
        name = _free(wish, self.sources)
        self.sources[name] = made
        return name

    def _cite(self, source: str) -> None:
        """Facts that name a publication in its former words keep these."""
        for name, fact in self.facts.items():
            if fact.source == source:
                told = cited(fact, self.sources)
                inline = {"source": None, "cited": told["source"], "url": told["url"]}
                self.facts[name] = fact.model_copy(update=inline)

    def fact(self, table: Mapping[str, Any], wish: str, place: str) -> str:
        """The id of a dated fact: one that is known already, or its own."""
        for name in (wish, *self.facts):
            if name in self.facts and self._says(self.facts[name], table):
                return name
        made = self.built(Fact, self._by_source(table), place)
        edited = self._may_replace(f"fact {wish}", wish, self.former.facts if self.former else {})
        name = wish if edited else _free(wish, self.facts)
        if made is not None:
            self.facts[name] = made
        return name

    def look_at(self, kind: str, told: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Note what still says what it said when it was imported: its id stays its own."""
        for wish, table in told:
            if kind == "fact" and wish in self.facts and self._says(self.facts[wish], table):
                self._used.add(f"fact {wish}")
            known = self.sources.get(wish)
            if kind == "source" and known is not None and dict(known) == dict(table):
                self._used.add(f"source {wish}")

    def _may_replace(self, key: str, wish: str, former: Mapping[str, object]) -> bool:
        """Whether what was imported under an id is said nowhere any more: it was edited here."""
        if wish not in former or key in self._used:
            return False
        self._used.add(key)
        return True

    def _says(self, fact: Fact, table: Mapping[str, Any]) -> bool:
        """Whether a fact is what a box says."""
        if fact.source is not None and fact.source not in self.sources:
            return False
        told = cited(fact, self.sources)
        same = (told["source"], told["url"]) == (table["cited"], table["url"])
        dates = ("as_of", "valid_until", "certainty")
        return same and all(getattr(fact, one) == table[one] for one in dates)

    def _by_source(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """A fact names its publication, if the bundle has it."""
        for name, source in self.sources.items():
            if (f"{source.publisher}, {source.title}", source.url) == (
                table["cited"],
                table["url"],
            ):
                rest = {key: one for key, one in table.items() if key not in ("cited", "url")}
                return {"source": name, **rest}
        return dict(table)

    def image(self, key: int | None, place: str) -> str:
        """The name of an image in the bundle."""
        return self._file("image", get_image_model(), key, place)

    def caption(self, key: int | None, place: str) -> str:
        """The name of captions in the bundle."""
        return self._file("caption", get_document_model(), key, place)

    def film(self, key: int | None, place: str) -> str:
        """The name of a film, which stays among the documents of the site."""
        document = get_document_model().objects.filter(pk=key).first()
        if document is None:
            self.problem(place, GONE["film"])
            return "gone.mp4"
        return filed.film(self.course_id, document)

    def _file(self, kind: str, model: Any, key: int | None, place: str) -> str:
        found = self._named.get((kind, key or 0))
        if found is not None:
            return found
        row = model.objects.filter(pk=key).first()
        content = filed.content(row)
        if row is None or content is None:
            self.problem(place, GONE[kind])
            return "gone"
        name = self._keep(kind, filed.name(self.course_id, row), content)
        self._named[kind, key or 0] = name
        return name

    def _keep(self, kind: str, wish: str, content: bytes) -> str:
        """Keep a file under its name, or under another one where that is taken."""
        text = None if filed.is_picture(wish) else content.decode("utf-8", "replace")
        table: dict[str, Any] = self.captions if kind == "caption" else self._images_of(wish)
        own = content if text is None else text
        stem, dot, ending = wish.rpartition(".")
        name, number = wish, 1
        while name in table and table[name] != own:
            number += 1
            name = f"{stem}-{number}{dot}{ending}"
        table[name] = own
        return name

    def _images_of(self, name: str) -> dict[str, Any]:
        return self.pictures if filed.is_picture(name) else self.images

    def complete(self) -> None:
        """Take along the drawings and captions of the former bundle that no lesson shows."""
        if self.former:
            self.images = {**self.former.images, **self.images}
            self.captions = {**self.former.captions, **self.captions}


def _free(wish: str, taken: Mapping[str, object]) -> str:
    name, number = wish, 1
    while name in taken:
        number += 1
        name = f"{wish}-{number}"
    return name

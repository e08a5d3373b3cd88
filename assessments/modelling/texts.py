"""The texts of a version in another language: each source beside its translation, by parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from assessments import services
from assessments.domain import draft_texts, renaming
from assessments.modelling import versions
from assessments.modelling.doors import REFUSED, Page
from assessments.modelling.problems import linked
from assessments.models import ModelTexts
from assessments.services.frameworks import TRANSLATE

FIELD = "text-"
FIELDS = {
    "title": _("Title"),
    "summary": _("Summary"),
    "notice": _("Notice"),
    "below": _("Below the first stage"),
    "scale": _("Level"),
    "answers": _("Answer"),
    "text": _("Warning"),
    "question": _("Question"),
    "why": _("Why it matters"),
    "levels": _("Level"),
    "evidence": _("What would show it"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One text: its path, what it is, its source, and its translation."""

    path: str
    label: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """The texts of one thing."""

    title: str
    lines: tuple[Line, ...]


class Texts(Page):
    """A page for each language and part: `?part=` is a number, the model's own texts come first."""

    permissions = (TRANSLATE,)
    template_name = "assessments/modelling/texts.html"

    def get_page_title(self) -> Any:
        """Say which language it is."""
        return _t("Translation: %(language)s") % {"language": name_of(self.kwargs["language"])}

    def between(self) -> list[dict[str, Any]]:
        """Return the draft that the texts belong to, if it is one."""
        draft = self.version.draft
        if draft is None:
            return [self._crumb(self.index, self.version.title)]
        return [self._crumb(reverse("modelling:draft", args=[draft.pk]), self.version.title)]

    def _find(self) -> None:
        self.version = versions.find(self.kwargs["slug"], self.kwargs["number"])
        self.parts = renaming.tables(self.version.content.get("dimensions"))
        told = self.request.GET.get("part", "0")
        self.part = int(told) if told.isdecimal() and len(told) < 6 else 0
        is_other = self.kwargs["language"] in dict(others(self.version))
        if self.version.state == "shipped" or not is_other or self.part > len(self.parts):
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the texts of one part."""
        self._find()
        return self._shown(self._stored())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store the texts of one part, and how far the language is."""
        self._find()
        known = self._sources()
        typed = {
            name.removeprefix(FIELD): text.replace("\x00", "")  # no database takes it
            for name, text in request.POST.items()
            if name.startswith(FIELD)
        }
        try:
            services.save_texts(
                user=request.user,
                slug=self.version.slug,
                number=self.version.number,
                language=self.kwargs["language"],
                texts=typed,
                state=request.POST.get("state", ""),
            )
        except services.Refused as no:
            kept = {path: typed.get(path, "") for path in known}
            return self._shown(kept, no.sentence)
        self.tell(_("Saved."))
        if "next" in request.POST and self.part < len(self.parts):
            return redirect(f"{request.path}?part={self.part + 1}")
        return redirect(f"{request.path}?part={self.part}")

    def _sources(self) -> Mapping[str, str]:
        if self.part == 0:
            return draft_texts.texts_of({**self.version.content, "dimensions": []})
        return draft_texts.texts_of({"dimensions": [self.parts[self.part - 1]]})

    def _stored(self) -> Mapping[str, str]:
        row = self.version.translations.get(self.kwargs["language"])
        return row.texts if row else {}

    def _shown(self, texts: Mapping[str, str], refusal: Any = "") -> HttpResponse:
        language, row = self.kwargs["language"], self.version.translations
        stored = row[language].state if language in row else ModelTexts.State.DRAFT
        draft, found = self.version.draft, self.version.problems
        titles = [str(one.get("title") or one.get("id")) for one in self.parts]
        return self.answer(
            status=REFUSED if refusal else 200,
            version=self.version,
            problems=linked(draft, found) if draft else [],
            language=language,
            is_rtl=is_rtl(language),
            source=self.version.content.get("source_language"),
            source_is_rtl=is_rtl(str(self.version.content.get("source_language"))),
            groups=list(_groups(self._sources(), texts)),
            parts=list(enumerate([_("The model itself"), *titles])),
            part=self.part,
            is_last=self.part == len(self.parts),
            states=ModelTexts.State.choices,
            state=self.request.POST.get("state", stored),
            refusal=refusal,
        )


def name_of(language: str) -> str:
    """Return what a language is called in itself."""
    try:
        return str(get_language_info(language)["name_local"])
    except KeyError:
        return language


def is_rtl(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    try:
        return bool(get_language_info(language)["bidi"])
    except KeyError:
        return False


def others(version: versions.Version) -> list[tuple[str, str]]:
    """List the languages into which a version can be translated: code and name."""
    known = [*dict(settings.LANGUAGES), *version.translations]
    codes = dict.fromkeys(c for c in known if c != version.content.get("source_language"))
    return [(code, name_of(code)) for code in codes]


def _groups(sources: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[Group]:
    owners: dict[str, list[Line]] = {}
    for path, source in sources.items():
        owner, _slash, field = path.partition("/")
        line = Line(path, _label(field), source, texts.get(path, ""))
        owners.setdefault(owner, []).append(line)
    for owner, lines in owners.items():
        yield Group(sources.get(f"{owner}/title", owner), tuple(lines))


def _label(field: str) -> str:
    name, _dot, number = field.partition(".")
    label = str(FIELDS.get(name, name))
    return f"{label} {number}" if number else label

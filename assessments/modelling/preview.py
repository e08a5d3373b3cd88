"""A version as a respondent sees it, in any language, with inputs that take nothing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from assessments import wording
from assessments.domain.maturity import Dimension, MaturityModel
from assessments.modelling import texts, versions
from assessments.modelling.doors import Page


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator as the public page of a part shows it, without an answer."""

    id: str
    field: str
    text: wording.Text
    why: wording.Text | None
    levels: tuple[tuple[str, wording.Text], ...]
    evidence: tuple[wording.Text, ...]
    value: str = ""
    error: str = ""


class Preview(Page):
    """A part of a version (`?part=`) in a language (`?language=`)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it in the public page's own look; without the right shape there is nothing."""
        version = versions.find(self.kwargs["slug"], self.kwargs["number"])
        if version.model is None or not version.model.dimensions:
            self.refuse(_("No preview yet: the model needs a part, and every text in its place."))
            if version.draft is None:
                return redirect("modelling:index")
            return redirect("modelling:draft", version.draft.pk)
        told = request.GET.get("part", "0")
        part = int(told) if told.isdecimal() and len(told) < 6 else 0
        if part >= len(version.model.dimensions):
            raise Http404
        language = self._language(version)
        with translation.override(language if language in dict(settings.LANGUAGES) else "en"):
            context = _context(version, version.model, part, language)
            return render(request, "assessments/modelling/preview.html", context)

    def _language(self, version: versions.Version) -> str:
        source = str(version.content.get("source_language"))
        told = self.request.GET.get("language", source)
        return told if told in {source, *(code for code, _ in texts.others(version))} else source


def _context(
    version: versions.Version, model: MaturityModel, part: int, language: str
) -> dict[str, object]:
    if version.state == "shipped":
        words = wording.Words(wording.owner(model), language)
    else:
        sources = wording.of_draft(model, version.translations)
        words = wording.Words(wording.owner(model), language, sources)
    source = model.source_language
    node = model.dimensions[part]
    return {
        "version": version,
        "language": language,
        "is_rtl": texts.is_rtl(language),
        "languages": [(source, texts.name_of(source)), *texts.others(version)],
        "parts": [(n, words(f"{one.id}/title")) for n, one in enumerate(model.dimensions)],
        "part": part,
        "model_title": words("model/title"),
        "groups": [_group(model, one, words) for one in node.nodes()],
    }


def _group(model: MaturityModel, node: Dimension, words: wording.Words) -> dict[str, object]:
    return {
        "id": node.id,
        "title": words(f"{node.id}/title"),
        "summary": words.optional(f"{node.id}/summary"),
        "questions": [_question(model, one.id, words) for one in node.indicators],
    }


def _question(model: MaturityModel, name: str, words: wording.Words) -> Question:
    return Question(
        id=name,
        field=f"answer-{name}",
        text=words(f"{name}/question"),
        why=words.optional(f"{name}/why"),
        levels=tuple((str(n), words(path)) for n, path in enumerate(model.level_paths(name))),
        evidence=tuple(words.every(f"{name}/evidence")),
    )

"""A version as a respondent sees it, in any language, with inputs that take nothing."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from assessments import wording
from assessments.domain import applying, asking
from assessments.domain.maturity import MaturityModel
from assessments.modelling import texts, versions
from assessments.modelling.doors import Page
from assessments.views import questions


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
        if part >= len(asking.parts(version.model)):
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
    source, every = model.source_language, asking.parts(model)
    shown, holds = every[part], applying.applies(model, {})
    page = questions.Page(model, words, stored={}, holds=holds, former={}, errors={}, typed={})
    return {
        "version": version,
        "language": language,
        "is_rtl": texts.is_rtl(language),
        "languages": [(source, texts.name_of(source)), *texts.others(version)],
        "parts": [(number, words(f"{one.id}/title")) for number, one in enumerate(every)],
        "part": part,
        "model_title": words("model/title"),
        "title": words(f"{shown.id}/title"),
        "summary": words.optional(f"{shown.id}/summary"),
        "sections": page.sections(shown),
    }

"""Models as files: a version as TOML or workbook, and the empty workbook."""

from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from assessments.exports import model_toml
from assessments.modelling import versions
from assessments.modelling.doors import Page
from cms.people import audit
from cms.press import files as press

TOML = "application/toml"


class Export(Page):
    """A version as a file that reads back as the same, with its translations."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file, or say why there is none."""
        version = versions.find(self.kwargs["slug"], self.kwargs["number"])
        name = f"{version.slug}-v{version.number}"
        if version.model is None:
            self.refuse(_("Not exported: the model has problems. All of them are listed here."))
            return redirect("modelling:draft", version.draft.pk)
        event = {"model": version.slug, "version": version.number, "as": self.kwargs["ending"]}
        audit.record(actor=request.user, verb="model.exported", detail=event)
        told = {language: one.texts for language, one in version.translations.items()}
        if self.kwargs["ending"] == "toml":
            return _file(model_toml.write(version.model, told).encode(), f"{name}.toml", TOML)
        from assessments.exports import model_workbook  # heavy, and rarely asked for

        try:
            return _file(model_workbook.write(version.model, told), f"{name}.xlsx", press.XLSX)
        except ValueError as error:  # a text too long for a cell
            self.refuse(str(error))
            return redirect("modelling:index")


class Blank(Page):
    """The empty workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        """Give the file."""
        from assessments.exports import model_workbook

        return _file(model_workbook.blank(), "model.xlsx", press.XLSX)


def _file(content: bytes, name: str, kind: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=kind)

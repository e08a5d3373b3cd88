"""A workbook as people fill it in, for tests: downloaded, changed, uploaded, taken over."""

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet

from assessments.imports import filled
from assessments.models import Round, WorkbookUpload
from tests.assessments.made import Team

Row = tuple[Any, ...]
"""Answer, how sure, note: what is left out stays as it is."""


def downloaded(client: Client, one: Round, team: Team, language: str = "en") -> bytes:
    """Return the workbook of an institution."""
    address = reverse("assessments:workbook-file", args=[one.pk])
    asked = {"institution": team.institution.pk, "language": language}
    response = client.get(address, asked)
    assert response.status_code == 200, response.content.decode()[:400]
    return b"".join(response.streaming_content)


def questions(book: openpyxl.Workbook) -> Worksheet:
    """Return the sheet with the questions."""
    return next(page for page in book.worksheets if page["A1"].value == filled.MARK)


def row_of(page: Worksheet, indicator: str) -> int:
    """Return the row in which a question stands."""
    return next(cell.row for cell in page["A"] if cell.value == indicator)


def changed(content: bytes, rows: Mapping[str, Row]) -> bytes:
    """Return the workbook with these rows filled in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = questions(book)
    for indicator, told in rows.items():
        for letter, value in zip("EFG", told, strict=False):
            page[f"{letter}{row_of(page, indicator)}"].value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def uploaded(client: Client, one: Round, content: bytes, name: str = "a.xlsx") -> HttpResponse:
    """Send a workbook back; return the answer of the site."""
    address = reverse("assessments:workbook", args=[one.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


def previewed(client: Client, one: Round, content: bytes) -> HttpResponse:
    """Send a workbook back and open its preview."""
    response = uploaded(client, one, content)
    assert response.status_code == 302, response.content.decode()
    page = client.get(response["Location"])
    assert page.status_code == 200
    return page


def taken_over(client: Client, page: HttpResponse, **chosen: str) -> HttpResponse:
    """Press the button of a preview."""
    upload: WorkbookUpload = page.context["upload"]
    address = reverse("assessments:workbook-preview", args=[upload.round_id, upload.pk])
    sent = {f"take-{name.replace('_', '-')}": value for name, value in chosen.items()}
    return client.post(address, {"state": page.context["state"], **sent})


def listed(page: HttpResponse, kind: str) -> list[str]:
    """Return the questions that a preview lists under one kind."""
    return [line.id for line in page.context[kind]]

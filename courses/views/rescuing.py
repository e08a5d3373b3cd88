"""A file of answers that a browser could not send: read, and taken as if just given."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cms.press import formatting
from courses import services
from courses.models import Attempt
from courses.views import attempts

LARGEST = 500_000
MOST = 200


class Unreadable(Exception):
    """The file is none that a quiz has made; the message is a sentence for the learner."""


@never_cache
@login_required
@require_POST
def rescue(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Take the answers of a file into an attempt that is still open."""
    mine = get_object_or_404(Attempt, pk=attempt_id, user=request.user)
    try:
        answers = _answers(request, mine)
    except Unreadable as error:
        messages.error(request, str(error))
        return redirect("courses:attempt", mine.pk)
    taken, refused = 0, []
    for item, fields in answers:
        try:
            asked = services.asked_of(user=request.user, attempt_id=mine.pk, item=item)
            attempts.record(request.user, asked, fields, fresh=True)
            taken += 1
        except services.Refused as error:
            refused.append(error.sentence)
    if taken:
        told = ngettext("%(count)s answer was saved.", "%(count)s answers were saved.", taken)
        count = formatting.number(taken, request.LANGUAGE_CODE)
        messages.success(request, told % {"count": count})
    for sentence in dict.fromkeys(refused):
        messages.warning(request, sentence)
    return redirect("courses:attempt", mine.pk)


def _answers(request: HttpRequest, attempt: Attempt) -> list[tuple[str, QueryDict]]:
    """The answers of the file as a form would send them, oldest first."""
    file = request.FILES.get("file")
    if file is None or file.size > LARGEST:
        raise Unreadable(
            _("Choose the file that the page of a quiz has given you, at most 500 kB.")
        )
    try:
        told = json.loads(file.read().decode())
        owner, rows = told["attempt"], told["answers"][:MOST]
        answers = [_fields(row) for row in sorted(rows, key=lambda row: int(row["at"]))]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(
            _("This is no file of answers that a quiz of this site has made.")
        ) from error
    if owner != str(attempt.pk):
        raise Unreadable(
            _("The answers of this file belong to another attempt. Open that one first.")
        )
    return answers


def _fields(row: Any) -> tuple[str, QueryDict]:
    item, fields = str(row["item"]), QueryDict(mutable=True)
    for name, value in row["fields"]:
        fields.appendlist(str(name), str(value))
    fields[f"event-{item}"] = str(row["id"])
    fields[f"seen-{item}"] = " ".join(str(one) for one in row["seen"])
    return item, fields

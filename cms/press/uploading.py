"""What a page that uploads speaks with: begin, ask, send a part, finish (docs/evidence.md)."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people import access, roles
from cms.people.models import Institution
from cms.people.services import Refused
from cms.press import uploads
from cms.press.models import Upload

View = Callable[..., HttpResponse]


def _told(view: View) -> View:
    """Answer in JSON: 401 signed out, 404 not yours, 409 begins elsewhere, 422 refused."""

    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"sentence": _("You are signed out.")}, status=401)
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as denied:
            raise Http404 from denied
        except uploads.Misplaced as no:
            return JsonResponse(_standing(no.upload), status=409)
        except Refused as no:
            return JsonResponse({"sentence": str(no.sentence)}, status=422)

    return answered


@_told
@require_POST
def begin(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Begin an upload: `name` and `size` come as a form, what is to be sent comes back."""
    institution = access.institutions(request.user, roles.READ).filter(pk=institution_id)
    if institution.exists() and not _may_answer(request, institution.get()):
        return JsonResponse({"sentence": _("Your role may read but not add files.")}, status=403)
    upload = uploads.begin(
        user=request.user,
        institution_id=institution_id,
        name=request.POST.get("name", ""),
        size=_whole(request.POST.get("size", "")),
    )
    return JsonResponse(_standing(upload), status=201)


@_told
@require_http_methods(["GET", "HEAD", "PUT"])
def upload(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Tell how many bytes are here (GET), or take those from `Upload-Offset` on (PUT)."""
    if request.method != "PUT":
        return JsonResponse(_standing(uploads.mine(request.user, upload_id)))
    length = _whole(request.headers.get("Content-Length", ""))
    if length > uploads.MOST_OF_A_PART:
        return JsonResponse({"sentence": _("This part of the file is too large.")}, status=413)
    content = request.body
    if len(content) != length:
        return HttpResponse(status=408)  # cut on its way: whoever sent it sends it again
    offset = _whole(request.headers.get("Upload-Offset", ""))
    taken = uploads.take_part(
        user=request.user, upload_id=upload_id, offset=offset, content=content
    )
    return JsonResponse(_standing(taken))


@_told
@require_POST
def finish(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Have the whole file looked through, and tell whether it is kept."""
    return JsonResponse(_standing(uploads.finish(user=request.user, upload_id=upload_id)))


def _standing(upload: Upload) -> dict[str, object]:
    return {
        "id": str(upload.pk),
        "offset": upload.received,
        "size": upload.size,
        "state": upload.state,
    }


def _may_answer(request: HttpRequest, institution: Institution) -> bool:
    return access.may(request.user, roles.ANSWER, institution)


def _whole(text: str) -> int:
    """Read a count of bytes; what is none reads as -1, which fits nowhere."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1

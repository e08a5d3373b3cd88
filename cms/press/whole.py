"""Whether what somebody sent has arrived whole."""

from django.http import HttpRequest, RawPostDataException


def is_whole(request: HttpRequest) -> bool:
    """Tell whether all of a form arrived: cut on its way, it looks like a shorter one.

    Asked before anything of the form is read. Of a form in several parts (multipart) it cannot be
    told.
    """
    try:
        return len(request.body) == int(request.headers.get("Content-Length") or 0)
    except RawPostDataException:
        return False

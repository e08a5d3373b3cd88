"""Receiving: a file in a plain form is read no further than it may be large."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from cms.press import uploads

View = Callable[..., HttpResponse]
ROOM_FOR_FIELDS = 256 * 1024


class WithinLimit(FileUploadHandler):
    """Ends the reading where a file is too large, and says so as `request.file_too_large`.

    By the length that the browser announces this is before the first byte of the file; what was
    typed in the fields above it is kept.
    """

    announced = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Remember how much is on its way."""
        self.announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Stop at the head of the file where all of it is too much."""
        super().new_file(*args, **kwargs)
        if self.announced > uploads.most() + ROOM_FOR_FIELDS:
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the bytes on for as long as they are not too many."""
        if start + len(raw_data) > uploads.most():
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that follow."""

    def _stop(self) -> None:
        self.request.file_too_large = True  # type: ignore[union-attr]
        raise StopUpload(connection_reset=True)


def with_file(view: View) -> View:
    """Guard a view whose form has a file: the limit is set before anything reads the form."""
    guarded = csrf_protect(view)

    @csrf_exempt  # the token is asked for by the inner view, once the limit stands
    @wraps(view)
    def received(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.file_too_large = False
        request.upload_handlers.insert(0, WithinLimit(request))
        return guarded(request, *args, **kwargs)

    return received

"""Uploads: files that people hand in, in parts that may be cut, looked through at the end.

docs/evidence.md describes what travels. Whoever may answer for an institution may hand in files for
it; only who began an upload goes on with it.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.people import access, audit, roles
from cms.people.models import Institution, User
from cms.people.services import Refused
from cms.press import contents, files, formatting, scanning
from cms.press.models import PrivateFile, Upload, UploadPart

MB = 1_000_000
MOST_OF_A_PART = 1024 * 1024
LEAST_OF_A_PART = 16 * 1024
"""No part but the last is smaller: a file must not become a million of them."""
MOST_AT_ONCE = 20
KEPT = timedelta(days=3)
FOLDER = "uploads"


class Misplaced(ValueError):
    """A part does not begin where the bytes that are here end."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(upload.received)
        self.upload = upload


def most() -> int:
    """Return how many bytes a file may have."""
    return int(settings.EVIDENCE_MAX_MB) * MB


def too_large() -> str:
    """Say in the language in force that a file is too large."""
    limit = formatting.weight(most(), get_language() or "en")
    return _(
        "The file is larger than %(limit)s. Make it smaller, or send its parts one by one."
    ) % {"limit": limit}


def begin(*, user: User, institution_id: uuid.UUID, name: str, size: int) -> Upload:
    """Make room for a file of this size and return its upload, which has no byte yet.

    Raises PermissionDenied where the user may not answer for the institution, Refused for an
    empty file, one that is too large, and where the institution has no room left.
    """
    with transaction.atomic():
        mine = access.institutions(user, roles.ANSWER).filter(pk=institution_id)
        rows = Institution.objects.select_for_update().filter(pk__in=mine.values("pk"))
        institution = rows.first()
        if institution is None:
            raise PermissionDenied
        code, sentence = _no_room(user, institution, size)
        if not code:
            return Upload.objects.create(
                owner=user,
                institution=institution,
                name=name[-200:],
                size=size,
                expires_at=timezone.now() + KEPT,
            )
        _record(user, institution, code)
    raise Refused(sentence)


def record_too_large(*, user: User, institution: Institution) -> None:
    """Put on record that a file was refused before it was read."""
    _record(user, institution, "too-large")


def mine(user: User, upload_id: uuid.UUID) -> Upload:
    """Return an upload to who began it and may still answer; PermissionDenied to all others."""
    found = Upload.objects.select_related("institution", "file").filter(pk=upload_id, owner=user)
    one = found.filter(institution__in=access.institutions(user, roles.ANSWER)).first()
    if one is None:
        raise PermissionDenied
    return one


def take_part(*, user: User, upload_id: uuid.UUID, offset: int, content: bytes) -> Upload:
    """Put a part away and return the upload with the bytes that are here now.

    A part that is here already changes nothing. Raises PermissionDenied, Misplaced where the part
    begins elsewhere, Refused for a part that is too large, too small, or runs past the end.
    """
    upload = mine(user, upload_id)
    if upload.state != Upload.State.OPEN or _is_here(upload, offset, len(content)):
        return upload
    if offset != upload.received:
        raise Misplaced(upload)
    _check_part(upload, len(content))
    path = files.keep(f"{_folder(upload)}/{offset:012}", content)
    if not _add(upload, offset, len(content), path):
        files.drop(path)  # the same part came twice at once
        return take_part(user=user, upload_id=upload_id, offset=offset, content=content)
    return mine(user, upload_id)


def finish(*, user: User, upload_id: uuid.UUID) -> Upload:
    """Join the parts, look through the whole, and return the upload with its file.

    Asked again it answers the same. Raises PermissionDenied, Misplaced where parts are missing,
    Refused with a sentence where the file is not to be kept; its bytes are then deleted.
    """
    upload = mine(user, upload_id)
    if upload.state == Upload.State.REFUSED:
        raise Refused(contents.SENTENCES[upload.refusal])
    if upload.state != Upload.State.OPEN:
        return upload
    parts = list(upload.parts.order_by("offset"))
    if sum(part.size for part in parts) != upload.size:
        raise Misplaced(upload)
    try:
        content = b"".join(files.read(part.path) for part in parts)
    except FileNotFoundError:  # finished by a second request meanwhile, or lost by the store
        upload.refresh_from_db()
        if upload.state == Upload.State.OPEN:
            _refuse(upload, "broken")
        return finish(user=user, upload_id=upload_id)
    return _judged(upload, content)


def take_whole(*, user: User, institution_id: uuid.UUID, name: str, content: bytes) -> Upload:
    """Take a file that came in one piece, as a plain form sends it. Raises as begin and finish."""
    upload = begin(user=user, institution_id=institution_id, name=name, size=len(content))
    return _judged(upload, content)


def claim(*, user: User, upload_id: uuid.UUID, institution: Institution) -> PrivateFile:
    """Give the file to a form, once, within the caller's transaction.

    Raises Refused where it is not whole, is another institution's, or was given already.
    """
    rows = Upload.objects.filter(pk=upload_id, owner=user, institution=institution)
    if not rows.filter(state=Upload.State.DONE).update(state=Upload.State.TAKEN):
        raise Refused(_("The file is not here any more, or not yet whole. Choose it once more."))
    return PrivateFile.objects.get(upload=upload_id)


def remove(file: PrivateFile) -> None:
    """Delete the bytes once the caller's transaction has ended well; the row stays as a record."""
    file.state = PrivateFile.State.REMOVED
    file.save(update_fields=["state"])
    Upload.objects.filter(file=file).delete()
    transaction.on_commit(lambda: files.discard(file))


def _no_room(user: User, institution: Institution, size: int) -> tuple[str, str]:
    kept = Upload.objects.exclude(state=Upload.State.REFUSED)
    if size < 1:
        return "empty", str(contents.SENTENCES["empty"])
    if size > most():
        return "too-large", too_large()
    used = kept.filter(institution=institution).aggregate(sum=Sum("size"))["sum"] or 0
    if used + size > int(settings.EVIDENCE_QUOTA_MB) * MB:
        return "no-room", _(
            "The files of your institution have taken all the room there is. Remove evidence that"
            " is not needed any more, or ask the people who run this site."
        )
    if kept.filter(owner=user, state=Upload.State.OPEN).count() >= MOST_AT_ONCE:
        return "too-many", _("Too many of your files are on their way. Finish some of them first.")
    return "", ""


def _is_here(upload: Upload, offset: int, size: int) -> bool:
    return size > 0 and upload.parts.filter(offset=offset, size=size).exists()


def _check_part(upload: Upload, size: int) -> None:
    end = upload.received + size
    small = size < LEAST_OF_A_PART and end != upload.size
    if not size or size > MOST_OF_A_PART or small or end > upload.size:
        raise Refused(_("This part of the file is not one that a page sends. Load the page again."))


def _add(upload: Upload, offset: int, size: int, path: str) -> bool:
    """Write the part down; False where the bytes up to it are not those that the caller saw."""
    rows = Upload.objects.filter(pk=upload.pk, received=offset, state=Upload.State.OPEN)
    try:
        with transaction.atomic():
            UploadPart.objects.create(upload=upload, offset=offset, size=size, path=path)
            if not rows.update(received=offset + size, expires_at=timezone.now() + KEPT):
                raise IntegrityError
    except IntegrityError:
        return False
    return True


def _judged(upload: Upload, content: bytes) -> Upload:
    """Look through the whole file; keep it or refuse it, once."""
    try:
        found = contents.inspect(content)
        state = _scanned(content)
    except contents.Unfit as unfit:
        _refuse(upload, unfit.code)
        raise Refused(unfit.sentence) from unfit
    name = contents.clean(upload.name, found.suffixes)
    file = files.put(name=name, content=content, content_type=found.content_type)
    file.state = state
    open_row = Upload.objects.filter(pk=upload.pk, state=Upload.State.OPEN)
    with transaction.atomic():
        file.save(force_insert=True)
        won = open_row.update(state=Upload.State.DONE, file=file, received=len(content), name=name)
        if not won:
            file.delete()
    if not won:
        files.discard(file)  # the same was asked twice at once
    drop_parts(upload)
    return Upload.objects.select_related("institution", "file").get(pk=upload.pk)


def _scanned(content: bytes) -> str:
    if not scanning.is_on():
        return PrivateFile.State.READY
    try:
        infected = scanning.is_infected(content)
    except scanning.Unreachable:
        return PrivateFile.State.WAITING
    if infected:
        raise contents.Unfit("infected")
    return PrivateFile.State.READY


def _refuse(upload: Upload, code: str) -> None:
    open_row = Upload.objects.filter(pk=upload.pk, state=Upload.State.OPEN)
    with transaction.atomic():
        if open_row.update(state=Upload.State.REFUSED, refusal=code):
            _record(upload.owner, upload.institution, code)
    drop_parts(upload)


def _record(user: User | None, institution: Institution, code: str) -> None:
    audit.record(actor=user, verb="upload.refused", institution=institution, detail={"code": code})


def _folder(upload: Upload) -> str:
    return f"{FOLDER}/{upload.pk.hex}"


def drop_parts(upload: Upload) -> None:
    """Delete every byte of the parts, those too that a dead process has left without a row."""
    upload.parts.all().delete()
    files.drop_folder(_folder(upload))

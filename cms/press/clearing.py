"""Clearing: uploads that nobody took end after their term, files that wait are scanned."""

from django.db import transaction
from django.utils import timezone

from cms.people import audit
from cms.press import files, scanning, uploads
from cms.press.models import PrivateFile, Upload

AT_ONCE = 20


def clear() -> None:
    """Do both; the sweep calls it every few seconds."""
    forget_expired()
    scan_waiting()


def forget_expired() -> int:
    """Delete uploads that no form has taken in time, with all their bytes; return how many."""
    over = Upload.objects.filter(expires_at__lt=timezone.now())
    untaken = over.exclude(state=Upload.State.TAKEN).select_related("file")
    return sum(_forgotten(upload) for upload in untaken[:AT_ONCE])


def scan_waiting() -> int:
    """Ask the scanner about files that wait for it, and return how many got a verdict.

    Where the site has no scanner any more, its operator has decided that none is needed.
    """
    waiting = PrivateFile.objects.filter(state=PrivateFile.State.WAITING).order_by("created_at")
    if not scanning.is_on():
        return int(waiting.update(state=PrivateFile.State.READY))
    count = 0
    for file in waiting[:AT_ONCE]:
        try:
            infected = scanning.is_infected(files.read(file.path))
        except (scanning.Unreachable, FileNotFoundError):
            break
        count += 1
        if infected:
            _refuse(file)
        else:
            waiting.filter(pk=file.pk).update(state=PrivateFile.State.READY)
    return count


def _forgotten(upload: Upload) -> bool:
    # Asked again row by row: a form may have taken it meanwhile.
    with transaction.atomic():
        uploads.drop_parts(upload)
        rows = Upload.objects.filter(pk=upload.pk, expires_at__lt=timezone.now())
        if not rows.exclude(state=Upload.State.TAKEN).delete()[0]:
            return False
        if upload.file is not None:
            upload.file.delete()
    if upload.file is not None:
        files.discard(upload.file)
    return True


def _refuse(file: PrivateFile) -> None:
    """Delete the bytes of a file in which malware was found, and put that on record."""
    upload = Upload.objects.select_related("institution").filter(file=file).first()
    with transaction.atomic():
        waiting = PrivateFile.objects.filter(pk=file.pk, state=PrivateFile.State.WAITING)
        if not waiting.update(state=PrivateFile.State.INFECTED):
            return
        Upload.objects.filter(file=file).delete()
        audit.record(
            actor=None,
            verb="upload.refused",
            institution=upload.institution if upload else None,
            subject=file,
            detail={"code": "infected"},
        )
    files.discard(file)

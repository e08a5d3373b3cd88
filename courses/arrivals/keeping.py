"""Files under review: kept privately for a week, for those who brought them."""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from cms.press import contents, files, scanning
from courses import office, problemwords
from courses.arrivals.rights import require_transfer
from courses.domain.problems import Problem, Sentence
from courses.models import Arrival

KEPT = dt.timedelta(days=7)
AT_ONCE = 20


class Unfit(ValueError):
    """A file that is not to be taken; `sentences` say why, each with its place, in the language
    in force."""

    def __init__(self, sentences: Iterable[object]) -> None:
        self.sentences = [problemwords.told(one) for one in sentences]
        super().__init__("\n".join(self.sentences))


def mine(user: User, arrival_id: uuid.UUID) -> Arrival:
    """Return a file to who brought it and still may; PermissionDenied to all others."""
    require_transfer(user)
    found = Arrival.objects.select_related("file").filter(pk=arrival_id, owner=user).first()
    if found is None:
        raise PermissionDenied
    return found


def keep(
    *, user: User, kind: str, course_id: str, name: str, content: bytes, **told: Any
) -> Arrival:
    """Keep a file that was looked through, and what was found in it; old ones go."""
    forget_old()
    file = files.put(name=name[-200:], content=content, content_type="application/octet-stream")
    try:
        with transaction.atomic():
            file.save(force_insert=True)
            arrival = Arrival.objects.create(
                owner=user, kind=kind, course_id=course_id, name=name[-200:], file=file, **told
            )
            _record(user, "arrival.brought", arrival)
            return arrival
    except BaseException:
        files.discard(file)
        raise


def content(arrival: Arrival) -> bytes:
    """The bytes of a file. Raises Refused where the store has lost them."""
    try:
        return files.read(arrival.file.path)
    except FileNotFoundError as lost:
        raise Refused(_("The file is not here any more. Bring it once more.")) from lost


def discard(*, user: User, arrival_id: uuid.UUID) -> None:
    """Delete a file and its bytes."""
    arrival = mine(user, arrival_id)
    with transaction.atomic():
        _record(user, "arrival.discarded", arrival)
        _delete(arrival)


def forget_old() -> int:
    """Delete files that were brought more than a week ago; return how many."""
    old = Arrival.objects.filter(created_at__lt=timezone.now() - KEPT).select_related("file")
    gone = list(old[:AT_ONCE])
    for arrival in gone:
        _delete(arrival)
    return len(gone)


def refuse_malware(content: bytes) -> None:
    """Ask the scanner, where there is one. Raises Refused."""
    if not scanning.is_on():
        return
    try:
        infected = scanning.is_infected(content)
    except scanning.Unreachable as away:
        sentence = _("The virus scan does not answer. Bring the file once more in a few minutes.")
        raise Refused(sentence) from away
    if infected:
        raise Refused(contents.SENTENCES["infected"])


def text_of(name: str, content: bytes) -> str:
    """The text of a file in UTF-8. Raises Unfit with the line that is not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        sentence = Sentence(
            gettext_noop("expected text in UTF-8, found the byte %(byte)s."),
            byte=f"0x{content[wrong.start]:02x}",
        )
        raise Unfit([Problem(f"line {line}", sentence)]) from wrong


def of_office(content: bytes, kind: str) -> None:
    """Look through an office file. Raises Refused: macros, programs, another kind of file."""
    try:
        found = contents.inspect(content)
    except contents.Unfit as unfit:
        raise Refused(_other(kind) if unfit.code == "kind" else unfit.sentence) from unfit
    if kind not in found.suffixes:
        raise Refused(_other(kind))
    try:
        office.check(content)
    except office.Unreadable as wrong:
        raise Unfit([wrong]) from wrong


def _other(kind: str) -> str:
    told = _(
        "The name ends in %(ending)s, but this is another kind of file. Open it in its program,"
        " save it as %(ending)s, and bring that."
    )
    return told % {"ending": kind}


def _record(user: User, verb: str, arrival: Arrival) -> None:
    detail = {"kind": arrival.kind, "course": arrival.course_id, "sha256": arrival.file.sha256}
    audit.record(actor=user, verb=verb, subject=arrival.file, detail=detail)


def _delete(arrival: Arrival) -> None:
    with transaction.atomic():
        file = arrival.file
        arrival.delete()
        file.delete()
        transaction.on_commit(partial(files.discard, file), robust=True)

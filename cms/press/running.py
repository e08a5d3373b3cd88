"""Running: a worker takes a job, keeps it alive, and stores its result if it is still its own."""

import logging
import threading
import uuid

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cms.people import audit
from cms.press import files, leases
from cms.press.kinds import Produced, Refused, find
from cms.press.leases import Leased, State
from cms.press.models import Job

logger = logging.getLogger(__name__)


def perform(job_id: uuid.UUID | str) -> bool:
    """Do the job if it is to be had; return whether this call finished it.

    Any number of calls with one id, from any number of workers, give one result.
    """
    job = Job.objects.select_related("owner", "institution").get(pk=job_id)
    token = leases.claim(Job, job.pk)
    if token is None:
        return False
    with translation.override(job.language), Heartbeat(Job, job.pk, token):
        try:
            produced = _run(job)
        except Refused as refusal:
            return _fail(job, token, str(refusal))
        except DatabaseError:
            # The database may be back in a minute: the lease runs out and the sweep returns.
            raise
        except Exception:
            logger.exception("Job %s of kind %s failed.", job.pk, job.kind)
            return _fail(job, token, _("A fault on our side stopped this work. It is recorded."))
    return _deliver(job, token, produced)


def _run(job: Job) -> Produced:
    kind = find(job.kind)
    if kind is None:
        raise Refused(_("This site no longer makes documents of this kind."))
    return kind.run(job.args, job.language)


def _deliver(job: Job, token: uuid.UUID, produced: Produced) -> bool:
    file = files.put(
        name=produced.name,
        content=produced.content,
        content_type=produced.content_type,
        pages=produced.pages,
    )
    try:
        delivered = _store(job, token, file)
    except BaseException:
        files.discard(file)
        raise
    if not delivered:
        logger.warning("Job %s was taken over; this result is dropped.", job.pk)
        files.discard(file)
    return delivered


@transaction.atomic
def _store(job: Job, token: uuid.UUID, file: files.PrivateFile) -> bool:
    file.save(force_insert=True)
    if not leases.finish(Job, job.pk, token, State.DONE, file=file, error=""):
        transaction.set_rollback(True)
        return False
    audit.record(
        actor=job.owner,
        verb="job.done",
        institution=job.institution,
        subject=job,
        detail={"kind": job.kind, "sha256": file.sha256},
    )
    return True


def _fail(job: Job, token: uuid.UUID, sentence: str) -> bool:
    return leases.finish(Job, job.pk, token, State.FAILED, error=sentence)


class Heartbeat:
    """Renews a lease from a thread of its own for as long as the work takes."""

    def __init__(self, model: type[Leased], pk: uuid.UUID, token: uuid.UUID) -> None:
        self._row = (model, pk, token)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease-{pk}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(settings.JOB_LEASE_SECONDS / 3):
                try:
                    if not leases.renew(*self._row):
                        return
                except DatabaseError as error:
                    # One missed beat costs nothing; the next comes before the lease ends.
                    logger.warning("The lease of %s was not renewed: %s", self._row[1], error)
        finally:
            connection.close()

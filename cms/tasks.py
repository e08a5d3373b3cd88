"""What workers run for the site itself: archives of one's own data, and accounts that end."""

import tempfile
from collections.abc import Mapping
from typing import Any

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms import dormancy, erasing, own_archive
from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job


def register() -> None:
    """Make the archive of one's own data known to the press."""
    jobs.register(
        jobs.Kind(
            name=own_archive.KIND,
            title=_("All my data"),
            run=run_archive,
            may_read=may_read,
            back=own_archive.page,
        )
    )


def run_archive(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """Write everything about a person into a file on the disk, never as a whole in memory."""
    user = User.objects.filter(pk=args["user"]).first()
    if user is None:
        raise jobs.Refused(gettext("This account is not there any more."))
    content = tempfile.TemporaryFile()  # noqa: SIM115 - the press reads it, and closes it
    own_archive.write(user, language, content)
    content.seek(0)
    return jobs.Produced(
        name=f"my-data-{timezone.localdate()}.zip", content=content, content_type="application/zip"
    )


def may_read(user: User, job: Job) -> bool:
    """Only the person herself gets her data."""
    return job.owner_id == user.pk and job.args.get("user") == user.pk


@shared_task(name="cms.tasks.erase_due", ignore_result=True)
def erase_due() -> None:
    """Erase the accounts whose grace is over, and archives that have lain for a week."""
    erasing.erase_due(timezone.now())
    own_archive.forget_old(timezone.now())


@shared_task(name="cms.tasks.ask_unused", ignore_result=True)
def ask_unused() -> None:
    """Ask whoever has not signed in for long, and erase who did not come back."""
    dormancy.run()

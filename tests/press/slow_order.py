"""Lays a database, asks for the slow document, and prints the id of its job."""

import sys

import django
from django.core.management import call_command


def main(folder: str) -> None:
    """Do it; a broker is there, so the id reaches it as from any page."""
    django.setup()
    call_command("migrate", verbosity=0)

    from cms.people.models import User
    from cms.press import jobs

    owner = User.objects.create_user(email="ana@example.org", display_name="Ana")
    job = jobs.request(
        kind="test.slow", args={"folder": folder}, owner=owner, language="en", key="slow"
    )
    print(job.pk)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])

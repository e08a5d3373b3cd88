"""Take the second factor from somebody who has lost it: telephone and recovery codes gone.

The only way there is, and only for whoever runs the machine. Make sure first that it is the person
who asks: call them back, or see them. Their sessions end; with the password they sign in and set
up a new factor. The reason stands in the audit log: the number of a ticket, not a story.
"""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from cms.people import factors
from cms.people.models import User

LONGEST = 200


class Command(BaseCommand):
    help = "Reset the second factor of an account, end its sessions and tell its owner by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument(
            "--reason", required=True, help="why, and how you know that it is them; kept in the log"
        )

    def handle(self, *args: object, **options: object) -> None:
        email, reason = str(options["email"]), str(options["reason"]).strip()
        if not reason or len(reason) > LONGEST:
            raise CommandError(f"A reason has 1 to {LONGEST} characters; it is kept in the log.")
        try:
            had = factors.reset(email=email, reason=reason)
        except User.DoesNotExist:
            raise CommandError(f"No account has the address {email}.") from None
        if not had:
            self.stdout.write(f"{email} had no second factor; sessions were ended all the same.")
        else:
            self.stdout.write(f"The second factor of {email} is reset; a letter tells them so.")

"""Fill the site with a demonstration: accounts with fresh passwords, one signed example.

It exists so that a stranger sees both halves of the product within a minute. It refuses where a
real institution lives: known passwords and invented answers have no place beside real ones.
Run again, it keeps what is there; `--new-passwords` prints new ones, of second factors as well.
`--code EMAIL` prints what an authenticator app would show for one of its accounts; a real account
is refused: there the telephone of its owner is asked, and nothing else.
"""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms import demonstration, example, responses, showcase
from cms.people.models import User


class Command(BaseCommand):
    help = "Add the demonstration's accounts and example; refuses beside a real institution."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-passwords",
            action="store_true",
            help="give every account a new password, secret and recovery codes",
        )
        parser.add_argument(
            "--code", metavar="EMAIL", help="only print the present code of a demonstration account"
        )
        parser.add_argument(
            "--no-reports", action="store_true", help="leave out the example's documents"
        )
        parser.add_argument(
            "--all-reports",
            action="store_true",
            help="also write every edition of three fictional states, in every format and language",
        )

    def handle(self, *args: object, **options: object) -> None:
        if options["code"]:
            self.stdout.write(_code(str(options["code"])))
            return
        try:
            keys = demonstration.establish(renew=bool(options["new_passwords"]))
        except demonstration.RealInstitution:
            raise CommandError(
                "A real institution exists on this site; the demonstration is not added."
            ) from None
        plan = example.establish(coordinator=_user("coordinator"), approver=_user("approver"))
        reports = [] if options["no_reports"] else example.reports(plan, _user("coordinator"))
        responses.empty()
        self._print_accounts(keys)
        self.stdout.write("\nExample reports:" if reports else "")
        for report in reports:
            self.stdout.write(f"  {report}")
        if options["all_reports"]:
            self.stdout.write("\nEvery document of three fictional states:")
            for file in showcase.write():
                self.stdout.write(f"  {file}")
        self.stdout.write(f"\nWaymark starts at {settings.BASE_URL}/")
        self.stdout.write("Ctrl-C stops everything; letters to the accounts are printed here.")

    def _print_accounts(self, keys: dict[str, demonstration.Keys]) -> None:
        self.stdout.write("\nDemonstration accounts:")
        for account in demonstration.ACCOUNTS:
            new = keys[account.email]
            password = new.password or "(as printed the first time)"
            self.stdout.write(f"  {account.email:<34} {password:<28} {account.purpose}")
        self.stdout.write(
            "\nSecond factors: the secret for an authenticator app, and recovery codes"
        )
        for account in demonstration.ACCOUNTS:
            new = keys[account.email]
            if new.secret:
                self.stdout.write(f"  {account.email:<34} {new.secret}")
                self.stdout.write(f"  {'':<34} {' '.join(new.recovery)}")
        self.stdout.write("  Without an app: .venv/bin/python manage.py demo --code EMAIL")
        if not all(new.password for new in keys.values()):
            self.stdout.write("  Lost? Run: .venv/bin/python manage.py demo --new-passwords")


def _code(email: str) -> str:
    try:
        return demonstration.present_code(email)
    except User.DoesNotExist:
        raise CommandError(
            f"{email} is no account of the demonstration that has a second factor."
        ) from None


def _user(role: str) -> User:
    return User.objects.get(email=f"{role}@vellamar.example")

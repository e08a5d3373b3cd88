"""Make a plan of signed snapshots from files: the planner of the site, without the site.

    manage.py plan --snapshot docs/examples/cert.snapshot.json --country XMA \\
        --constraints docs/examples/cert.constraints.toml

Prints the plan as JSON; docs/headless.md describes it.
"""

from typing import Any

from django.core.management.base import CommandParser

from assessments import headless
from assessments.domain import canonical
from assessments.domain.own import OwnAction
from assessments.management import added
from assessments.management.files import FileCommand


class Command(FileCommand):
    """manage.py plan --snapshot FILE --country CODE [--constraints, --facts, --own FILE]"""

    help = "Make a plan of the snapshots of one country and print it as JSON. Needs no site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--snapshot", required=True, action="append", metavar="FILE.json")
        parser.add_argument("--country", required=True, metavar="CODE")
        parser.add_argument("--constraints", metavar="FILE.toml")
        parser.add_argument("--facts", metavar="FILE.toml", help="what the ministry confirms")
        parser.add_argument("--own", metavar="FILE.toml", help="actions of the institution itself")
        parser.add_argument("--json", metavar="OUT", help="write there instead of printing")

    def run(self, **options: Any) -> None:
        """Read, plan, print."""
        all_of, snapshots = headless.Together(), []
        for path in options["snapshot"]:
            with all_of.as_told():
                one, asked = headless.read_snapshot(path)
                snapshots.append((asked, dict(one.answers)))
        with all_of.of("--country"):
            headless.country(options["country"])
        limits = facts = None
        own: tuple[OwnAction, ...] = ()
        with all_of.as_told():
            limits = headless.read_constraints(options["constraints"], None)
        with all_of.as_told():
            facts = headless.read_facts(options["country"], options["facts"])
        with all_of.as_told():
            own = added.read(options["own"], [asked for asked, _ in snapshots])
        all_of.end()
        made = headless.plan(snapshots, limits, options["country"], facts, own)
        self.deliver(canonical.text(made.result), options)

"""Score answers from a file: for machines without a site, and for whoever checks a figure.

    manage.py score --model national-csirt --answers docs/examples/cert.answers.toml

Prints the scorecard as JSON; docs/headless.md describes it.
"""

from typing import Any

from django.core.management.base import CommandParser

from assessments import headless
from assessments.domain import canonical, scoring, trace
from assessments.management.files import FileCommand


class Command(FileCommand):
    """manage.py score --answers FILE [--model FILE_OR_SLUG] [--trace] [--json OUT]"""

    help = "Score the answers of a file and print the scorecard as JSON. Needs no site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--answers", required=True, metavar="FILE.toml")
        parser.add_argument("--model", metavar="FILE_OR_SLUG", help="instead of the one named")
        parser.add_argument(
            "--trace", action="store_true", help="add why each number is what it is"
        )
        parser.add_argument("--json", metavar="OUT", help="write there instead of printing")

    def run(self, **options: Any) -> None:
        """Read, score, print."""
        one, asked = headless.read_answers(options["answers"], options["model"])
        card = scoring.score(asked, one.answers, one.confidence)
        found = scoring.as_json(card)
        if options["trace"]:
            found["trace"] = trace.as_json(trace.of(asked, card, one.answers))
        self.deliver(canonical.text(found), options)

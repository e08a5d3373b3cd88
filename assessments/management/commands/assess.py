"""From answers in a file to a printed plan: everything that a ministry needs, without a network.

    manage.py assess --answers docs/examples/cert.answers.toml --country XMA --language ar \\
        --pdf roadmap.pdf --json roadmap.json

docs/headless.md describes the files.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from assessments import headless, services
from assessments.domain import canonical, scoring
from assessments.exports import report
from assessments.management.files import FileCommand


class Command(FileCommand):
    """manage.py assess --answers FILE --country CODE [--language LANG] [--pdf OUT] [--json OUT]"""

    help = "Score answers, make the plan, and write it as PDF and JSON. Needs no site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--answers", required=True, metavar="FILE.toml")
        parser.add_argument("--country", required=True, metavar="CODE")
        parser.add_argument("--constraints", metavar="FILE.toml")
        parser.add_argument("--facts", metavar="FILE.toml", help="what the ministry confirms")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE)
        parser.add_argument("--edition", default=report.REPORT, metavar="brief|report")
        parser.add_argument("--pdf", metavar="OUT.pdf")
        parser.add_argument("--json", metavar="OUT.json", help="printed if neither is named")

    def run(self, **options: Any) -> None:
        """Read everything, compute everything, and only then write."""
        all_of, one, limits, facts = headless.Together(), None, None, None
        with all_of.as_told():
            one, asked = headless.read_answers(options["answers"])
        with all_of.of("--country"):
            headless.country(options["country"])
        with all_of.as_told():
            limits = headless.read_constraints(options["constraints"], one and one.date)
        with all_of.as_told():
            facts = headless.read_facts(options["country"], options["facts"])
        with all_of.of("--language"):
            headless.one_of(options["language"], dict(settings.LANGUAGES))
        with all_of.of("--edition"):
            headless.one_of(options["edition"], services.EDITIONS)
        all_of.end()
        answers = dict(one.answers)
        made = headless.plan([(asked, answers)], limits, options["country"], facts)
        text = canonical.text(
            {
                "snapshot": headless.frozen(one, asked),
                "snapshot_sha256": canonical.digest(headless.frozen(one, asked)),
                "scorecard": scoring.as_json(scoring.score(asked, answers, one.confidence)),
                "plan": made.result,
            }
        )
        files = {options["json"]: f"{text}\n".encode()} if options["json"] else {}
        if options["pdf"]:
            sheet = headless.sheet(one, made, options["language"])
            files[options["pdf"]] = report.write(sheet, options["language"], options["edition"])
        if files:
            headless.write(files)
        else:
            self.stdout.write(text)

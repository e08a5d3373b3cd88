"""From answers in a file to a printed plan: everything that a ministry needs, without a network.

    manage.py assess --answers docs/examples/cert.answers.toml --country XMA --language ar \\
        --pdf roadmap.pdf --docx roadmap.docx --xlsx roadmap.xlsx --json roadmap.json

docs/headless.md describes the files.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from assessments import editions, headless
from assessments.domain import canonical, scoring
from assessments.domain.own import OwnAction
from assessments.exports import documents
from assessments.management import added
from assessments.management.files import FileCommand

FORMATS = (editions.PDF, editions.DOCX, editions.XLSX, editions.ICS)
"""Formats with an option of their own; `--json` is the whole assessment in any edition."""


def _offered(edition: str, written_as: str) -> None:
    """Raise Unusable where an edition that there is has not this format."""
    known = editions.FORMATS.get(edition, FORMATS)
    if written_as not in known:
        raise headless.Unusable(
            [f"{edition} is written as {', '.join(known)}, not as {written_as}"]
        )


class Command(FileCommand):
    """manage.py assess --answers FILE --country CODE [--language LANG] [--pdf OUT] [--json OUT]"""

    help = "Score answers, make the plan, and write it as documents and JSON. Needs no site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--answers", required=True, metavar="FILE.toml")
        parser.add_argument("--country", required=True, metavar="CODE")
        parser.add_argument("--constraints", metavar="FILE.toml")
        parser.add_argument("--facts", metavar="FILE.toml", help="what the ministry confirms")
        parser.add_argument("--own", metavar="FILE.toml", help="actions of the institution itself")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE)
        parser.add_argument(
            "--edition", default=editions.REPORT, metavar="brief|report|full|partner"
        )
        for one in FORMATS:
            parser.add_argument(f"--{one}", metavar=f"OUT.{one}")
        parser.add_argument("--json", metavar="OUT.json", help="printed if neither is named")

    def run(self, **options: Any) -> None:
        """Read everything, compute everything, and only then write."""
        all_of, one, limits, facts = headless.Together(), None, None, None
        own: tuple[OwnAction, ...] = ()
        with all_of.as_told():
            one, asked = headless.read_answers(options["answers"])
        with all_of.of("--country"):
            headless.country(options["country"])
        with all_of.as_told():
            limits = headless.read_constraints(options["constraints"], one and one.date)
        with all_of.as_told():
            facts = headless.read_facts(options["country"], options["facts"])
        with all_of.as_told():
            own = added.read(options["own"], [asked] if one else [])
        with all_of.of("--language"):
            headless.one_of(options["language"], dict(settings.LANGUAGES))
        with all_of.of("--edition"):
            headless.one_of(options["edition"], editions.EDITIONS)
        for wanted in FORMATS:
            with all_of.of(f"--{wanted}"):
                _offered(options["edition"], wanted if options[wanted] else editions.PDF)
        all_of.end()
        answers = dict(one.answers)
        made = headless.plan([(asked, answers)], limits, options["country"], facts, own)
        text = canonical.text(
            {
                "snapshot": headless.frozen(one, asked),
                "snapshot_sha256": canonical.digest(headless.frozen(one, asked)),
                "scorecard": scoring.as_json(scoring.score(asked, answers, one.confidence)),
                "plan": made.result,
            }
        )
        files = {options["json"]: f"{text}\n".encode()} if options["json"] else {}
        sheet = headless.sheet(one, made, options["language"])
        for wanted in [name for name in FORMATS if options[name]]:
            document = documents.write(sheet, options["language"], options["edition"], wanted)
            files[options[wanted]] = document.content
        if files:
            headless.write(files)
        else:
            self.stdout.write(text)

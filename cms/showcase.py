"""Every document of three fictional states, as files: each edition, format and language."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from assessments import headless, library
from assessments.domain import formats, planning
from assessments.domain.formats import AnswersFile
from assessments.exports import documents

STATES = ("XMA", "XMB", "XMC")
CASES = {
    "national-csirt": "by-goodwill",
    "national-strategy": "donor-driven",
    "cybercrime-cooperation": "by-acquaintance",
    "diplomacy-starter": "mixed",
}
"""The golden case of each model whose answers all three states give: the facts alone differ."""
DAY = dt.date(2026, 11, 26)
TITLE = "2026"


def write(states: Iterable[str] = STATES) -> Iterator[Path]:
    """Write those of the states below the folder of the examples, naming each file."""
    for state in states:
        one, made = _planned(state)
        folder = settings.DATA_DIR / "examples" / state
        folder.mkdir(parents=True, exist_ok=True)
        for language, _name in settings.LANGUAGES:
            sheet = headless.sheet(one, made, language)
            for edition, written_as in documents.WRITERS:
                document = documents.write(sheet, language, edition, written_as)
                path = folder / f"{edition}.{language}.{written_as}"
                path.write_bytes(document.content)
                yield path


def _planned(state: str) -> tuple[AnswersFile, planning.Plan]:
    """Make the plan of a state over all models, tailored to what is shipped on it."""
    asked = [library.model(name) for name in CASES]
    given = [_answers(name, case) for name, case in CASES.items()]
    first = asked[0]
    one = formats.answers(
        {
            "model": first.id,
            "version": first.version,
            "answers": given[0],
            "title": TITLE,
            "date": DAY,
        }
    )
    limits = headless.read_constraints(None, DAY)
    facts = headless.read_facts(state, None)
    return one, headless.plan(list(zip(asked, given, strict=True)), limits, state, facts)


def _answers(name: str, case: str) -> dict[str, object]:
    found = next(one for one in library.cases(name)["cases"] if one["id"] == case)
    return dict(found["answers"])

"""The commands that work on files alone: no variable, no database, the same bytes every time."""

import io
import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from assessments.domain import canonical, results
from tests import schemas
from tests.assessments.fitting import fits

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = "docs/examples"
ANSWERS = f"{EXAMPLES}/cert.answers.toml"
SMALL = f"{EXAMPLES}/models"
SNAPSHOT = f"{EXAMPLES}/cert.snapshot.json"
FACTS = f"{EXAMPLES}/xmc.facts.toml"
LIMITS = f"{EXAMPLES}/cert.constraints.toml"
UNUSABLE = 2


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it said."""

    returncode: int
    stdout: str
    stderr: str


def ran(*words: object) -> Done:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*map(str, words), stdout=out, stderr=err)
    except SystemExit as ended:
        return Done(int(ended.code or 0), out.getvalue(), err.getvalue())
    return Done(0, out.getvalue(), err.getvalue())


def alone(*words: object) -> str:
    """Run a command as on a machine that has nothing but the files: no variable, no database."""
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, words)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def printed(*words: object) -> str:
    done = ran(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_command_runs_with_an_empty_environment() -> None:
    model = f"{SMALL}/profile.toml"
    score = ("score", "--model", model, "--answers", f"{SMALL}/profile.answers.toml", "--trace")
    assert alone(*score) == printed(*score)
    plan = ("plan", "--snapshot", SNAPSHOT, "--country", "XMA", "--constraints", LIMITS)
    assert alone(*plan) == printed(*plan)
    assess = ("assess", "--answers", ANSWERS, "--country", "XMA")
    assert alone(*assess) == printed(*assess)


def test_score_prints_a_scorecard_as_documented() -> None:
    found = json.loads(printed("score", "--answers", ANSWERS))
    card = results.Scorecard.model_validate(found)
    assert (card.model, card.version) == ("national-csirt", 1)
    assert card.overall.coverage.unknown == 3
    assert found["nodes"]["detection"]["high"] == {"exact": "4", "value": 4.0}


@pytest.mark.parametrize("name", ["cumulative", "profile", "mean", "mean-sum", "points"])
def test_score_prints_the_small_examples_with_their_trace(name: str) -> None:
    words = ("score", "--answers", f"{SMALL}/{name}.answers.toml")
    plain, traced = printed(*words), printed(*words, "--trace")
    assert traced == printed(*words, "--model", f"{SMALL}/{name}.toml", "--trace")
    found = json.loads(traced)
    card = results.Scorecard.model_validate(found)
    assert card.trace is not None
    assert card.trace.keys() <= {"model", *card.nodes}
    assert "score" in {step.code for step in card.trace["model"]}
    assert fits(found, "scorecard") == []
    del found["trace"]
    assert found == json.loads(plain)


@pytest.mark.parametrize(
    "path", sorted(Path(ROOT, SMALL).glob("*.toml")), ids=lambda path: path.name
)
def test_the_small_examples_fit_the_schemas_in_the_docs(path: Path) -> None:
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    schema = "answers" if path.name.endswith(".answers.toml") else "model"
    assert fits(file, schema) == []
    assert fits({**file, "colour": "red"}, schema) == ["(the file): colour is not known"]


def test_score_takes_a_model_from_a_file(tmp_path: Path) -> None:
    model = ROOT / "assessments" / "content" / "models" / "national-csirt" / "v1.toml"
    other = tmp_path / "mine.toml"
    other.write_bytes(model.read_bytes())
    assert printed("score", "--model", other, "--answers", ANSWERS) == printed(
        "score", "--answers", ANSWERS
    )


def test_plan_prints_a_plan_as_documented_and_the_same_bytes_again() -> None:
    words = ("plan", "--snapshot", SNAPSHOT, "--country", "XMA", "--constraints", LIMITS)
    first = printed(*words)
    assert first == printed(*words)
    plan = results.Plan.model_validate(json.loads(first))
    assert plan.actions
    assert {one.id for one in plan.rules_fired} >= {"fewer-than-eight-people", "shared-team"}
    assert fits(json.loads(first), "plan") == []
    assert plan.roles["csirt"] == "Telecommunications Authority"
    assert "role-vacant" in {one.code for one in plan.notices}


def planned(code: str, *words: object) -> results.Plan:
    text = printed(
        "plan", "--snapshot", SNAPSHOT, "--country", code, "--constraints", LIMITS, *words
    )
    return results.Plan.model_validate(json.loads(text))


def test_assess_writes_the_same_json_twice_and_in_every_language(tmp_path: Path) -> None:
    texts = set()
    for language in ("en", "en", "fr", "es", "ar"):
        out = tmp_path / "out.json"
        printed(
            "assess",
            "--answers",
            ANSWERS,
            "--country",
            "XMA",
            "--language",
            language,
            "--json",
            out,
        )
        texts.add(out.read_bytes())
    assert len(texts) == 1
    found = results.Assessment.model_validate(json.loads(texts.pop()))
    assert found.plan.start == "2027-Q1"  # the quarter after the date in the file, not the clock


@pytest.mark.parametrize(
    ("language", "edition"), [("en", "report"), ("ar", "brief"), ("fr", "full")]
)
def test_assess_prints_the_editions(tmp_path: Path, language: str, edition: str) -> None:
    pdf, out = tmp_path / "out.pdf", tmp_path / "out.json"
    printed(
        "assess", "--answers", ANSWERS, "--country", "XMA", "--language", language,
        "--edition", edition, "--pdf", pdf, "--json", out,
    )  # fmt: skip
    reader = PdfReader(pdf)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert (len(reader.pages) == 2) == (edition == "brief")
    digest = json.loads(out.read_text())["plan"]["hash"]
    text = "".join(page.extract_text() for page in reader.pages)
    assert digest[:4] in text


def test_assess_writes_documents_workbooks_and_calendars_too(tmp_path: Path) -> None:
    files = {one: tmp_path / f"out.{one}" for one in ("docx", "xlsx", "ics")}
    words = [word for one, path in files.items() for word in (f"--{one}", path)]
    printed("assess", "--answers", ANSWERS, "--country", "XMA", *words)
    assert [path.read_bytes()[:4] for path in files.values()] == [b"PK\3\4", b"PK\3\4", b"BEGI"]
    done = ran("assess", "--answers", ANSWERS, "--country", "XMA", "--edition", "brief", *words)
    assert done.returncode == UNUSABLE
    assert done.stderr.splitlines() == [
        "--xlsx: brief is written as pdf, docx, not as xlsx",
        "--ics: brief is written as pdf, docx, not as ics",
    ]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    answers, limits = tmp_path / "answers.toml", tmp_path / "limits.toml"
    answers.write_text('model = "national-csirt"\nfoo = 1\n[answers]\nlegal-basis = 9\nx = 2.5\n')
    limits.write_text('start = "soon"\nhorizon = "long"\nblackout = []\n')
    pdf, out = tmp_path / "out.pdf", tmp_path / "out.json"
    done = ran(
        "assess", "--answers", answers, "--country", "QQ", "--constraints", limits,
        "--language", "xx", "--edition", "whole", "--pdf", pdf, "--json", out,
    )  # fmt: skip
    assert done.returncode == UNUSABLE
    for place in (
        f"{answers}: foo:",
        f"{answers}: answers.legal-basis:",
        f"{answers}: answers.x:",
        f"{limits}: start:",
        f"{limits}: horizon:",
        f"{limits}: blackout:",
        "--country:",
        "--language:",
        "--edition:",
    ):
        assert place in done.stderr, place
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == [answers, limits]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", "model = "),
        ("a.json", "[1, 2"),
        ("a.json", "[]"),
        ("a.toml", '[answers]\nlegal-basis = "?"\n'),
        ("a.toml", 'model = "ghost"\n[answers]\n'),
    ],
)
def test_a_broken_file_is_refused_with_its_name(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    done = ran("score", "--answers", file)
    assert done.returncode == UNUSABLE
    assert done.stderr.startswith(f"{file}: ")
    assert "Traceback" not in done.stderr


def test_a_place_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "no" / "out.pdf"
    done = ran(
        "assess",
        "--answers",
        ANSWERS,
        "--country",
        "XMA",
        "--edition",
        "brief",
        "--json",
        good,
        "--pdf",
        bad,
    )
    assert done.returncode == UNUSABLE
    assert str(bad) in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_example_snapshot_is_what_a_site_would_freeze() -> None:
    found = json.loads(printed("assess", "--answers", ANSWERS, "--country", "XMA"))
    assert canonical.text(found["snapshot"]) + "\n" == (ROOT / SNAPSHOT).read_text()


def test_the_schemas_in_the_docs_are_those_of_the_code() -> None:
    shipped = {path.name: path.read_text() for path in schemas.FOLDER.glob("*.json")}
    assert shipped == schemas.texts()


def test_limits_that_make_no_sense_are_refused_with_their_names(tmp_path: Path) -> None:
    limits = tmp_path / "limits.toml"
    limits.write_text("population = -1\nhorizon = 90\n")
    done = ran("plan", "--snapshot", SNAPSHOT, "--country", "XMA", "--constraints", limits)
    assert done.returncode == UNUSABLE
    assert done.stderr.splitlines() == [
        f"{limits}: horizon: expected 1 to 20, found 90",
        f"{limits}: population: expected 0 or more, found -1",
    ]

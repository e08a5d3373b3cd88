"""Facts of a country and one's own actions for the commands that work on files alone."""

import json
import tomllib
import zipfile
from pathlib import Path

from assessments.domain import results
from tests.assessments.fitting import fits
from tests.assessments.test_headless import (
    ANSWERS,
    EXAMPLES,
    FACTS,
    ROOT,
    SNAPSHOT,
    UNUSABLE,
    planned,
    printed,
    ran,
)

OWN = f"{EXAMPLES}/own.actions.toml"
TYPED = "كلمات المرور في إذاعة الجزر"


def test_what_the_ministry_confirms_changes_a_plan_and_the_shipped_lists_do_not(
    tmp_path: Path,
) -> None:
    plain = planned("FJI")
    assert {one.id for one in plain.rules_fired} == {"fewer-than-eight-people"}
    asked = [one.params["fact"] for one in plain.notices if one.code == "check-fact"]
    assert "sids" in asked
    facts = tmp_path / "facts.toml"
    facts.write_text('source = "Ministry"\nas_of = 2026-11-20\n[values]\nsids = "yes"\n')
    confirmed = planned("FJI", "--facts", facts)
    assert "shared-team" in {one.id for one in confirmed.rules_fired}
    assert confirmed.hash != plain.hash
    assert confirmed.totals != plain.totals


def test_the_example_facts_fit_their_schema_and_take_the_place_of_the_shipped_ones() -> None:
    file = tomllib.loads((ROOT / FACTS).read_text(encoding="utf-8"))
    assert fits(file, "facts") == []
    found = planned("XMC", "--facts", FACTS)
    because = {fact.fact: fact.source for one in found.rules_fired for fact in one.because}
    assert because["federal"] == file["source"]
    assert {planned(code).hash for code in ("XMA", "XMB", "XMC")}.isdisjoint({found.hash})


def test_facts_that_are_wrong_are_refused_with_their_names(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text('source = "M"\nas_of = 2026-11-20\n[values]\nldc = "perhaps"\nmoon = "yes"\n')
    done = ran("plan", "--snapshot", SNAPSHOT, "--country", "XMA", "--facts", facts)
    assert done.returncode == UNUSABLE
    assert done.stderr.splitlines() == [
        f"{facts}: values.moon: there is no such fact",
        f"{facts}: values.ldc: expected yes or no, found 'perhaps'",
    ]
    facts.write_text('as_of = 2026-11-20\nvalid_until = 2026-11-19\nsource = "M"\n[values]\n')
    done = ran("assess", "--answers", ANSWERS, "--country", "XMA", "--facts", facts)
    assert done.stderr == (
        f"{facts}: valid_until: expected 2026-11-20 or later, found 2026-11-19\n"
    )


def test_the_own_actions_of_an_institution_are_planned_and_printed_as_typed(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    text = (ROOT / OWN).read_text(encoding="utf-8")
    mine.write_text(text.replace("Speak about passwords on island radio", TYPED), encoding="utf-8")
    found = json.loads(printed("plan", "--snapshot", SNAPSHOT, "--country", "XMA", "--own", mine))
    plan = results.Plan.model_validate(found)
    assert fits(tomllib.loads(mine.read_text(encoding="utf-8")), "own") == []
    assert fits(found, "plan") == []
    assert [one.id for one in plan.actions if one.own] == ["own-radio"]
    for edition, language in (("report", "fr"), ("partner", "ar"), ("brief", "en")):
        out = tmp_path / "out.docx"
        words = ("assess", "--answers", ANSWERS, "--country", "XMA", "--own", mine)
        printed(*words, "--language", language, "--edition", edition, "--docx", out)
        with zipfile.ZipFile(out) as file:
            assert edition == "brief" or TYPED in file.read("word/document.xml").decode()


def test_own_actions_that_do_not_fit_are_refused_with_their_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    text = (ROOT / OWN).read_text(encoding="utf-8")
    text = text.replace('"C09"', '"own-radio"').replace('area = "A"', 'area = "Q"')
    radio = 'needs = [{ any_of = ["own-desk"], kind = "hard", reason = "No." }]\nvisible = true'
    mine.write_text(text.replace("visible = true", radio), encoding="utf-8")
    done = ran("plan", "--snapshot", SNAPSHOT, "--country", "XMA", "--own", mine)
    assert done.returncode == UNUSABLE
    assert done.stderr.splitlines() == [
        f"{mine}: actions[0].area: the library has no area Q",
        f"{mine}: actions: own-desk needs own-radio needs own-desk, which is a circle",
    ]

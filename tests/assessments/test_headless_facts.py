"""Facts of a country for the commands that work on files alone."""

import tomllib
from pathlib import Path

from tests.assessments.fitting import fits
from tests.assessments.test_headless import ANSWERS, FACTS, ROOT, SNAPSHOT, UNUSABLE, planned, ran


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

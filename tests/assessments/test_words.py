"""Reasons and notices in words, shapes without words, and texts marked with their language."""

import json
import re
from fractions import Fraction

import pytest
from django.utils import translation

from assessments import charts, leads, marking, notices, reasons, roadmap, sheets, wording
from assessments.domain import canonical
from tests.assessments import made

REASONS = {
    "start": {},
    "after": {"action": "C02", "lag": 0},
    "verify": {"action": "verify/cert-starter/task"},
    "people": {"quarter": "2027-Q3", "needed": Fraction(7, 3), "free": Fraction(1, 2)},
    "people-of": {"institution": "csirt", "quarter": "2027-Q3"}
    | {"needed": Fraction(7, 3), "free": Fraction(1, 2)},
    "money": {"year": 2027, "needed": 60_000, "free": 1_500},
    "blackout": {"quarter": "2027-Q3"},
    "sitting": {"quarter": "2027-Q3"},
    "cap-major": {"limit": 2, "quarter": "2027-Q3"},
    "cap-lead": {"lead": "csirt-host", "limit": 1, "quarter": "2027-Q3"},
    "cap-area": {"area": "C", "limit": 3},
    "kept": {},
    "horizon": {"horizon": 12},
    "need-left-out": {"action": "C02"},
    "alternative": {"chosen": "C02"},
    "covered": {"by": "C02"},
    "not-needed": {},
    "builds-on": {"action": "C02"},
    "rule": {"rule": "one-team"},
    "running": {},
    "committed": {"quarter": "2027-Q3"},
    "forbidden": {},
}
NOTICES = {
    "complete-the-assessment": {"model": "m", "indicators": ["a", "b"]},
    "nothing-to-do": {},
    "target-not-reached": {"model": "m", "stage": "working"},
    "budget-unknown": {},
    "budget-partly-unknown": {},
    "people-assumed": {"people": 2},
    "role-vacant": {"role": "finance", "actions": ["S11"]},
    "no-action-for-gap": {"model": "m", "indicator": "mandate"},
    "check-fact": {"fact": "ldc", "value": "yes", "certainty": "seen", "expired": False}
    | {"rules": ["shared-services"]},
}


def reason(code: str, language: str = "en") -> str:
    stored = json.loads(canonical.text({"code": code, "params": REASONS[code]}))
    with translation.override(language):
        return reasons.told(stored, title=title, language=language)


def title(name: str) -> str:
    """The title of an action; what a rule assumes is a whole sentence."""
    return f"<{name}>." if name.startswith("rule/") else f"<{name}>"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("code", REASONS)
def test_every_reason_is_one_sentence_without_a_leftover(code: str, language: str) -> None:
    told = reason(code, language)
    assert re.sub(r"</?bdi>", "", told).rstrip().endswith(".")
    assert not re.search(r"%\(|\{|\}|%s", told)
    assert "<C02>" not in told


def test_every_reason_that_can_be_told_is_tried_here() -> None:
    assert set(REASONS) == set(reasons._REASONS)
    assert set(NOTICES) == set(notices._NOTICES)


def test_an_unknown_reason_is_an_error_and_not_an_empty_line() -> None:
    with pytest.raises(KeyError):
        reasons.told({"code": "moon", "params": {}}, title=str, language="en")


@pytest.mark.parametrize("code", NOTICES)
def test_every_notice_is_one_sentence(code: str) -> None:
    told = notices.told({"code": code, "params": NOTICES[code]}, words=lambda model, path: path)
    assert told.endswith(".")
    assert "%(" not in told


def test_a_sentence_isolates_and_escapes_what_is_put_in() -> None:
    told = reasons.sentence("After “%(action)s” & more", action="<b>x</b> {0} %(y)s")
    assert told == "After “<bdi>&lt;b&gt;x&lt;/b&gt; {0} %(y)s</bdi>” &amp; more"


def test_every_lead_of_the_library_has_a_name() -> None:
    from assessments import library

    for action in library.release().actions:
        assert leads.name(action.lead) != action.lead


def test_a_band_draws_the_firm_part_and_the_open_part() -> None:
    shape = charts.band(low=1, high=3, top=4, title="Mandate & more: 1 to 3 of 4")
    assert "<title>Mandate &amp; more: 1 to 3 of 4</title>" in shape
    assert re.search(r'class="firm" x="0" y="4" width="25"', shape)
    assert re.search(r'class="open" x="25" y="2" width="50"', shape)
    assert "<text" not in shape


def test_a_certain_band_has_no_open_part() -> None:
    assert "open" not in charts.band(low=2, high=2, top=4, title="t")


def test_a_span_covers_its_quarters_and_marks_the_years() -> None:
    shape = charts.span(first=2, last=3, quarters=8, years=[4], title="t")
    assert 'class="firm" x="25" y="2" width="25"' in shape
    assert 'd="M50 3v6"' in shape


def test_a_text_that_is_not_translated_says_its_language() -> None:
    text = wording.Text("Mandate", wording.MISSING, "en")
    with translation.override("ar"):
        assert marking.marked(text) == '<span lang="en" dir="ltr">Mandate</span>'
        assert marking.isolated(text) == '<bdi lang="en" dir="ltr">Mandate</bdi>'
    with translation.override("en"):
        assert marking.marked(text) == "Mandate"


def test_figures_and_dates_of_a_plan_do_not_depend_on_the_language(team: made.Team) -> None:
    plan = made.planned(team)
    shown = {}
    for language in ("en", "ar"):
        with translation.override(language):
            shown[language] = roadmap.of(sheets.of(plan, language), language)
    first, second = shown["en"], shown["ar"]
    assert [(s.id, s.start, s.end, s.cost, s.posts) for s in first.steps] == [
        (s.id, s.start, s.end, s.cost, s.posts) for s in second.steps
    ]
    assert first.years == second.years
    assert [p.overall.low for p in first.profiles] == [p.overall.low for p in second.profiles]


def test_the_hash_is_shown_in_groups_that_people_compare() -> None:
    assert roadmap.grouped("0123456789abcdef" * 4) == "0123 4567 89ab cdef"


@pytest.mark.parametrize(
    ("free", "said"),
    [(Fraction(399, 100), "only <bdi>3.9</bdi> are free"), (Fraction(1, 25), "none is free")],
)
def test_what_is_free_never_reads_as_much_as_is_needed(free: Fraction, said: str) -> None:
    params = {"quarter": "2027-Q3", "needed": Fraction(4), "free": free}
    stored = json.loads(canonical.text({"code": "people", "params": params}))
    with translation.override("en"):
        assert said in reasons.told(stored, title=str, language="en")

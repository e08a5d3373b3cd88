"""Country facts: the shipped lists, what is unknown, what has expired, and what a ministry says."""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assessments.domain import context
from assessments.domain.shape import ShapeError

FILE = Path(__file__).resolve().parents[3] / "assessments" / "content" / "countries.toml"
SHIPPED = context.parse(tomllib.loads(FILE.read_text(encoding="utf-8")))
REAL = [SHIPPED.of(one.iso3) for one in SHIPPED.countries if not one.fictional]
INVENTED = [SHIPPED.of(one.iso3) for one in SHIPPED.countries if one.fictional]
DAY = date(2026, 11, 26)
NAMES = {"en": "A", "fr": "A", "es": "A", "ar": "A", "ru": "A", "zh": "A"}


def small(**changes: Any) -> dict[str, Any]:
    """A file of one list and two countries, of which the list names the first."""
    subject = {
        "id": "island",
        "title": "Island",
        "source": "A list",
        "as_of": date(2026, 1, 1),
        "valid_until": date(2027, 1, 1),
        "certainty": "seen",
        "values": ["yes", "no"],
        "entries": [{"value": "yes", "countries": "AAA"}],
    }
    return {
        "issued": date(2026, 1, 1),
        "notice": "No position.",
        "invented": "Invented",
        "subjects": [subject | changes],
        "countries": [{"iso3": "AAA", "names": NAMES}, {"iso3": "BBB", "names": NAMES}],
    }


def found(**changes: Any) -> list[str]:
    return context.problems(context.parse(small(**changes)))


def counted(subject: str) -> Counter[str]:
    return Counter(str(one.facts[subject].value) for one in REAL)


def test_the_shipped_facts_make_sense() -> None:
    assert context.problems(SHIPPED) == []


def test_there_are_197_states_and_three_invented_ones() -> None:
    assert len(REAL) == 197
    assert counted("un") == {"member": 193, "observer": 2, "all-states": 2}
    assert {one.iso3 for one in REAL if one.facts["un"].value != "member"} == {
        "COK",
        "NIU",
        "PSE",
        "VAT",
    }
    assert [one.iso3 for one in INVENTED] == ["XMA", "XMB", "XMC"]


@pytest.mark.parametrize(("group", "members"), [("ldc", 44), ("lldc", 32), ("sids", 39)])
def test_the_groups_of_the_united_nations_are_whole(group: str, members: int) -> None:
    assert counted(group) == {"yes": members, "no": 197 - members}


def test_of_the_small_island_states_37_are_members_of_the_united_nations() -> None:
    islands = [one for one in REAL if one.holds("sids", "yes")]
    assert sum(one.facts["un"].value == "member" for one in islands) == 37


def test_the_income_group_names_its_fiscal_year_and_ends_with_it() -> None:
    assert counted("income")["unknown"] == 5
    togo = SHIPPED.of("TGO").facts["income"]
    assert togo.value == "lower-middle"
    assert "fiscal year 2027" in togo.source
    assert not togo.expired(date(2027, 6, 30))
    assert togo.expired(date(2027, 7, 1))


@pytest.mark.parametrize(
    ("body", "members"),
    [
        ("eu", 27),
        ("ecowas", 12),
        ("sadc", 16),
        ("eac", 8),
        ("asean", 11),
        ("oas", 35),
        ("las", 22),
        ("oic", 57),
        ("commonwealth", 56),
        ("osce", 57),
        ("coe", 46),
        ("saarc", 8),
    ],
)
def test_a_regional_body_has_its_members_and_all_others_are_unknown(
    body: str, members: int
) -> None:
    assert counted(body) == {"yes": members, "unknown": 197 - members}


def test_absence_from_a_list_that_was_not_seen_whole_is_unknown_and_not_no() -> None:
    lists = [one for one in SHIPPED.subjects if one.otherwise is None]
    assert {"budapest", "budapest-second-protocol", "un-cybercrime", "malabo"} <= {
        one.id for one in lists
    }
    for one in REAL:
        for subject in lists:
            fact = one.facts[subject.id]
            assert fact.value not in ("no", "none")
            assert fact.known == (fact.certainty is not None)


def test_nobody_but_a_ministry_confirms_the_fact_of_a_real_state() -> None:
    certain = {fact.certainty for one in REAL for fact in one.facts.values()}
    assert certain == {"seen", "known", "weak", None}
    assert not any(fact.settled(DAY) for one in REAL for fact in one.facts.values())


def test_a_graduation_that_was_due_must_be_looked_at_again() -> None:
    late = {one.iso3 for one in REAL if one.facts["ldc"].expired(DAY)}
    assert late == {"BGD", "LAO", "NPL"}
    assert all(SHIPPED.of(code).facts["ldc"].note for code in late)


def test_every_country_has_a_name_in_the_six_languages_and_in_english_for_others() -> None:
    country = SHIPPED.of("CIV")
    assert all(set(context.LANGUAGES) == set(one.names) for one in REAL + INVENTED)
    assert country.name("fr") == "Côte d’Ivoire"
    assert SHIPPED.of("TUR").name("en") == SHIPPED.of("TUR").name("sw") == "Türkiye"
    assert not [one.iso3 for one in REAL for name in one.names.values() if "_" in name]


def test_no_index_value_of_a_state_is_shipped() -> None:
    words = set(re.findall(r"\w+", FILE.read_text(encoding="utf-8").casefold()))
    assert words.isdisjoint({"gci", "ncsi", "cmm", "score", "rank", "tier"})
    numbers = [
        fact.value
        for one in REAL
        for fact in one.facts.values()
        if any(sign.isdigit() for sign in str(fact.value))
    ]
    assert numbers == []


def test_the_invented_states_are_an_island_a_landlocked_one_and_a_federal_one() -> None:
    island, landlocked, federal = INVENTED
    assert island.holds("sids", "yes")
    assert landlocked.holds("lldc", "yes")
    assert federal.holds("federal", "yes")
    assert federal.holds("income", "upper-middle")
    for one in INVENTED:
        assert all(fact.settled(DAY) for fact in one.facts.values())
        assert {fact.source for fact in one.facts.values()} == {SHIPPED.invented}


def test_a_claim_is_true_false_or_unknown() -> None:
    kenya = SHIPPED.of("KEN")
    assert kenya.holds("languages", "sw") is True
    assert kenya.holds("ldc", "yes") is False
    assert kenya.holds("federal", "yes") is None
    with pytest.raises(KeyError):
        kenya.holds("ghost", "yes")
    with pytest.raises(KeyError):
        SHIPPED.of("XXX")


def test_of_a_country_that_no_list_has_nothing_is_known_until_it_confirms() -> None:
    country = SHIPPED.unlisted("GRL", "Greenland")
    assert country.name("fr") == "Greenland"
    assert {fact.value for fact in country.facts.values()} == {context.UNKNOWN}
    said = context.confirm(SHIPPED, country, {"ldc": "no"}, source="Ministry", as_of=DAY)
    assert said.holds("ldc", "yes") is False


def test_a_subject_is_found_by_its_id() -> None:
    assert SHIPPED.subject("ldc") in SHIPPED.subjects
    assert SHIPPED.subject("ghost") is None


def test_what_an_entry_leaves_out_is_that_of_its_list() -> None:
    facts = context.parse(small()).of("AAA").facts
    assert facts["island"] == context.Fact(
        value="yes",
        source="A list",
        as_of=date(2026, 1, 1),
        valid_until=date(2027, 1, 1),
        certainty="seen",
    )


def test_a_list_that_was_seen_whole_says_what_holds_otherwise() -> None:
    assert context.parse(small()).of("BBB").holds("island", "yes") is None
    assert context.parse(small(otherwise="no")).of("BBB").holds("island", "yes") is False


def test_what_the_ministry_says_takes_the_place_of_what_was_shipped() -> None:
    kenya = SHIPPED.of("KEN")
    said = context.confirm(
        SHIPPED,
        kenya,
        {"federal": "no", "languages": ("en", "sw"), "budapest": "party"},
        source="Ministry",
        as_of=DAY,
        valid_until=date(2027, 11, 26),
    )
    assert said.holds("federal", "yes") is False
    assert said.facts["budapest"].settled(DAY)
    assert not said.facts["budapest"].settled(date(2027, 11, 27))
    assert said.facts["ldc"] == kenya.facts["ldc"]
    assert kenya.holds("federal", "yes") is None


def test_what_the_ministry_says_must_be_a_value_of_the_subject() -> None:
    with pytest.raises(ShapeError) as refused:
        context.confirm(
            SHIPPED,
            SHIPPED.of("KEN"),
            {"ghost": "yes", "ldc": "unknown", "languages": "sw", "federal": ("yes",)},
            source="Ministry",
            as_of=DAY,
        )
    assert refused.value.problems == (
        "values.ghost: there is no such fact",
        "values.ldc: expected yes or no, found 'unknown'",
        "values.languages: expected a list of texts, found 'sw'",
        "values.federal: expected yes or no, found ('yes',)",
    )


def test_a_fact_survives_being_written_and_read() -> None:
    for fact in SHIPPED.of("CHE").facts.values():
        assert context.Fact.model_validate(fact.model_dump(mode="json")) == fact


def test_a_shape_that_is_wrong_is_told_with_its_place() -> None:
    with pytest.raises(ShapeError) as refused:
        context.parse(small(certainty="sure", entries=[{"value": 1, "countries": "AAA"}]))
    assert refused.value.problems == (
        "subjects[0].certainty: expected 'seen', 'known', 'weak' or 'confirmed', found 'sure'",
        "subjects[0].entries[0].value: expected a text or a list of texts, found 1",
    )


def test_a_list_that_makes_no_sense_is_told_with_its_place() -> None:
    entries = [
        {"value": "yes", "countries": "AAA CCC", "valid_until": date(2025, 1, 1)},
        {"value": "maybe", "countries": "AAA", "certainty": "confirmed"},
    ]
    assert found(values=["yes", "no", "unknown"], otherwise="never", entries=entries) == [
        "subjects[0]: AAA is named 2 times",
        "subjects[0].values: unknown is what no list says, not a value of one",
        "subjects[0].otherwise: expected yes or no or unknown, found 'never'",
        "subjects[0].entries[0].countries: CCC is no country of the list",
        "subjects[0].entries[0].valid_until: expected 2026-01-01 or later, found 2025-01-01",
        "subjects[0].entries[1].value: expected yes or no or unknown, found 'maybe'",
        "subjects[0].entries[1].certainty: only a ministry confirms a fact",
    ]


def test_a_country_that_makes_no_sense_is_told_with_its_place() -> None:
    file = small()
    file["countries"] = [
        {"iso3": "AAA", "names": {"en": "A"}, "facts": {"island": "yes"}},
        {"iso3": "AAA", "names": NAMES, "fictional": True, "facts": {"ghost": "yes"}},
    ]
    file["subjects"][0]["certainty"] = "confirmed"
    assert context.problems(context.parse(file)) == [
        "countries: AAA is named 2 times",
        "countries[0].names: fr, es, ar, ru, zh is missing",
        "countries[0].facts: only an invented country has facts of its own",
        "countries[1].iso3: the codes XAA to XZZ are those of invented countries",
        "countries[1].facts.ghost: there is no such subject",
        "subjects[0].certainty: only a ministry confirms a fact",
    ]

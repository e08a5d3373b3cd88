"""What partners get: actions, outcomes and money; nothing that tells of an answer or a person."""

import json
import re
from typing import Any

import pytest

from assessments import library, wording
from assessments.domain import handed
from assessments.exports import documents, partner
from tests.assessments import exported
from tests.assessments.exported import LANGUAGES, usual, written
from tests.assessments.fitting import fits

FORMATS = ("pdf", "docx", "xlsx", "json")
TOLD = re.compile(
    "score|level|gap|answer|note|evidence|indicator|baseline|target|stage|snapshot|confidence"
    "|because|binding|reason|priority|value|person|email|user|coverage|unknown|title"
)
"""Parts of names of fields that would tell of an answer or a person; `title` is typed by people."""
PERSON = "Ms Amina Example"


@pytest.mark.parametrize("level", [0, 1, 4, "unknown"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_field_tells_of_an_answer(language: str, level: int | str) -> None:
    found = json.loads(written("partner", "json", language, level))
    assert [key for key in exported.keys(found) if TOLD.search(key)] == []
    handed.PartnerPlan.model_validate(found)
    assert fits(found, "partner") == []


def test_no_field_of_the_schema_tells_of_an_answer_and_none_may_be_added() -> None:
    schema = handed.schemas()["partner"]
    for kind in (schema, *schema["$defs"].values()):
        assert kind["additionalProperties"] is False
        assert [name for name in kind["properties"] if TOLD.search(name)] == []


def _level_texts(language: str) -> list[str]:
    """Every text by which a level of the model is described."""
    model = library.model("national-csirt")
    say = wording.Words(wording.owner(model), language)
    return [str(say(path)) for one in model.indicators() for path in model.level_paths(one.id)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written_as", FORMATS)
def test_no_text_of_a_level_and_no_stage_appears(language: str, written_as: str) -> None:
    texts = [exported.squeezed(one) for one in _level_texts(language)]
    assert len(texts) > 100
    for level in (1, "unknown"):
        content = written("partner", written_as, language, level)
        told = exported.squeezed(exported.words(content, written_as))
        assert [one for one in texts if one in told] == []
        assert usual(level).snapshot_sha256[:8] not in told


def test_the_search_for_texts_of_levels_finds_them_in_the_report() -> None:
    told = exported.squeezed(exported.words(written("report", "pdf", "en", 1), "pdf"))
    assert any(exported.squeezed(one) in told for one in _level_texts("en"))


@pytest.mark.parametrize("written_as", FORMATS)
def test_names_that_people_typed_stay_behind(written_as: str) -> None:
    of = exported.sheet(limits={"roles": {"csirt": PERSON, "lead-authority": PERSON}})
    fields = {name: getattr(of, name) for name in of.__slots__} | {"title": f"By {PERSON}"}
    content = documents.write(type(of)(**fields), "en", "partner", written_as).content
    assert exported.squeezed(PERSON) not in exported.squeezed(exported.words(content, written_as))
    own = documents.write(of, "en", "report", "json").content
    assert PERSON in exported.words(own, "json")


@pytest.mark.parametrize("level", [0, "unknown"])
def test_tasks_to_find_something_out_stay_behind_and_the_money_still_adds_up(
    level: int | str,
) -> None:
    plan, result = partner.of(usual(level), "en"), usual(level).result
    assert [one.id for one in plan.actions] == [
        one["id"] for one in result["actions"] if one["kind"] == "library"
    ]
    shown = plan.totals.model_dump()
    assert shown == {name: result["totals"][name] for name in shown}
    for band in ("low", "likely", "high"):
        assert sum(getattr(one.set_up, band) for one in plan.actions) == getattr(
            plan.totals.set_up, band
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_of_partners_has_the_figures_and_no_column_of_results(language: str) -> None:
    book = exported.workbook(written("partner", "xlsx", language))
    plan: Any = json.loads(written("partner", "json", language))
    actions = exported.rows(book.worksheets[0])
    assert [row["action_id"] for row in actions] == [one["id"] for one in plan["actions"]]
    assert [row["outcome"] for row in actions] == [one["outcome"] for one in plan["actions"]]
    assert exported.sums(book.worksheets[0])["set_up_likely"] == plan["totals"]["set_up"]["likely"]
    ids = {cell.value for page in book for cell in page[1]}
    assert not ids & {"indicator", "baseline", "target", "staff_set_up", "person_months"}

"""A model that lives on this site is answered, signed, scored and explained like a shipped one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from assessments import answering, frameworks, services
from assessments.models import PublishedModel, Round
from cms.people import roles
from tests.assessments import custom
from tests.assessments.made import Team

LANGUAGES = ("en", "fr", "es", "ar")


@pytest.fixture
def published(db: None) -> PublishedModel:
    return custom.publish()


@pytest.fixture
def begun(team: Team, published: PublishedModel) -> Round:
    return services.start_round(
        user=team[roles.COORDINATOR], institution=team.institution, model=custom.SLUG, title="2026"
    )


def browser(team: Team) -> Client:
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    return client


def answer(team: Team, one: Round, /, **answers: str) -> None:
    for name, value in answers.items():
        services.save_answer(
            user=team[roles.COORDINATOR], round_id=one.pk, indicator=name, value=value
        )


def page(team: Team, one: Round, part: str = "basis", language: str = "en") -> str:
    with translation.override(language):
        address = reverse("assessments:dimension", args=[one.pk, part])
    found = browser(team).get(address)
    assert found.status_code == 200
    return str(found.content.decode())


def signed(team: Team, one: Round) -> Round:
    services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    one.refresh_from_db()
    return one


def explained(team: Team, one: Round, node: str, language: str = "en") -> str:
    with translation.override(language):
        address = reverse("assessments:explain", args=[one.pk, node])
    found = browser(team).get(address)
    assert found.status_code == 200
    return str(found.content.decode())


def test_it_is_offered_beside_the_shipped_ones_and_in_its_newest_version(
    published: PublishedModel,
) -> None:
    assert custom.SLUG in [one.id for one in frameworks.offered()]
    custom.publish(custom.table(version=2))
    frameworks.forget()
    assert [one.version for one in frameworks.offered() if one.id == custom.SLUG] == [2]
    assert frameworks.model(custom.SLUG, 1).version == 1


def test_a_published_version_that_was_changed_behind_the_back_is_refused(
    published: PublishedModel,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_publishedmodel SET sha256 = %s", ["0" * 64])
    with pytest.raises(frameworks.Tampered):
        frameworks.model(custom.SLUG, 1)


def test_factors_are_headings_and_named_answers_have_no_number(team: Team, begun: Round) -> None:
    shown = page(team, begun)
    assert "<h2>People</h2>" in shown
    assert '<input type="radio" name="answer-team" value="1"><span>Yes</span>' in shown
    assert "<b>1</b><span>Some</span>" in shown
    assert "Asked only after these answers" in shown


def test_a_question_that_does_not_arise_is_folded_and_not_missing(team: Team, begun: Round) -> None:
    answer(team, begun, rules="1", team="0")
    assert "Does not arise here: Duty" in page(team, begun)
    progress = answering.progress_of(begun)
    assert [(one.part, one.given, one.asked) for one in progress] == [
        ("basis", 2, 2),
        ("tools", 0, 2),
    ]
    assert services.gaps(begun).not_asked == ("mail", "phone")


def test_answers_that_contradict_each_other_are_told_and_do_not_block(
    team: Team, begun: Round
) -> None:
    answer(team, begun, rules="0", team="1", duty="2")
    told = "Nobody can keep a duty that is written nowhere."
    assert told in page(team, begun)
    assert told not in page(team, begun, part="tools")
    for name in ("round", "sign"):
        with translation.override("en"):
            address = reverse(f"assessments:{name}", args=[begun.pk])
        assert told in browser(team).get(address).content.decode()
    assert not signed(team, begun).is_open


def test_an_answer_beyond_its_own_scale_is_refused(team: Team, begun: Round) -> None:
    with pytest.raises(services.Refused):
        answer(team, begun, team="2")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_it_opens_in_every_language(team: Team, begun: Round, language: str) -> None:
    answer(team, begun, rules="2", team="unknown", mail="not-applicable")
    page(team, begun, language=language)
    one = signed(team, begun)
    for node in ("model", "basis", "people", "tools"):
        explained(team, one, node, language)
    with translation.override(language):
        result = browser(team).get(reverse("assessments:result", args=[one.pk]))
    assert result.status_code == 200
    if language == "fr":
        assert "Règles de la maison" in result.content.decode()


def test_a_score_is_explained_step_by_step(team: Team, begun: Round) -> None:
    answer(team, begun, rules="0", team="unknown", mail="not-applicable", phone="1")
    one = signed(team, begun)
    whole = explained(team, one, "model")
    assert "“<bdi>Begun</bdi>” is not reached:" in whole
    assert "“<bdi>Rules</bdi>” is at <bdi>0</bdi> and needs <bdi>1</bdi>" in whole
    assert "“<bdi>Team</bdi>” is not known and needs <bdi>Yes</bdi>" in whole
    people = explained(team, one, "people")
    assert "Not known:" in people
    assert "It is open whether these questions arise:" in people
    tools = explained(team, one, "tools")
    assert "Left out, because they do not apply here:" in tools
    assert "“<bdi>Begun</bdi>” is reached." in tools
    assert "the score is <bdi>1.0</bdi> and needs <bdi>1.5</bdi>" in tools


def test_a_part_that_the_model_does_not_have_is_not_found(team: Team, begun: Round) -> None:
    one = signed(team, begun)
    with translation.override("en"):
        address = reverse("assessments:explain", args=[one.pk, "ghost"])
    assert browser(team).get(address).status_code == 404


def test_no_roadmap_is_promised_where_no_action_serves_the_model(team: Team, begun: Round) -> None:
    one = signed(team, begun)
    with translation.override("en"):
        result = browser(team).get(reverse("assessments:result", args=[one.pk])).content.decode()
        address = reverse("assessments:make-plan", args=[one.pk])
    assert "no roadmap can be made of it" in result
    assert address not in result
    told = browser(team).post(address, follow=True)
    assert "no roadmap can be made of it" in told.content.decode()


def test_the_home_of_the_ministry_does_not_break_over_it(team: Team, begun: Round) -> None:
    client = browser(team)
    for state in ("open", "signed"):
        if state == "signed":
            signed(team, begun)
        with translation.override("en"):
            home = client.get(reverse("assessments:rounds"))
        assert home.status_code == 200
        if state == "signed":
            assert "No action of the library closes gaps" in home.content.decode()


def large() -> dict[str, Any]:
    """A model of 1,800 questions: six dimensions of ten factors of thirty questions."""
    dimensions = [
        {
            "id": f"d{d}",
            "title": f"Dimension {d}",
            "factors": [
                {
                    "id": f"d{d}-f{f}",
                    "title": f"Factor {d}.{f}",
                    "indicators": [
                        custom.indicator(f"i{d}-{f}-{i}", stage="begun" if i % 2 else "works")
                        for i in range(30)
                    ],
                }
                for f in range(10)
            ],
        }
        for d in range(6)
    ]
    stages = [
        {key: value for key, value in one.items() if key != "at_least"}
        for one in custom.table()["stages"]
    ]
    return custom.table(id="large", dimensions=dimensions, contradictions=[], stages=stages)


def queries_of_a_part(team: Team, model: str, part: str) -> int:
    one = services.start_round(
        user=team[roles.COORDINATOR], institution=team.institution, model=model, title=model
    )
    client = browser(team)
    with translation.override("en"):
        address = reverse("assessments:dimension", args=[one.pk, part])
    client.get(address)  # what a process keeps is read once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_queries_of_a_question_page_do_not_grow_with_the_model(
    team: Team, published: PublishedModel
) -> None:
    custom.publish(large())
    small = queries_of_a_part(team, custom.SLUG, "basis")
    assert queries_of_a_part(team, "large", "d3-f7") == small <= 12

"""Scenarios of a bundle become versions that stay; runs stay with the version they began on."""

from uuid import uuid4

import pytest

from cms.people.models import AuditEvent
from courses import services, transfer
from courses.domain import bundle
from courses.models import ImmutableError, Scenario, ScenarioRun, ScenarioText, ScenarioVersion
from tests.courses import example, made, staged

pytestmark = pytest.mark.django_db

PATH = "scenarios/call/en.toml"


def import_again(changes: dict[str, str] | None = None) -> transfer.Report:
    return transfer.import_course(course=example.course(changes))


def reworded() -> dict[str, str]:
    return {PATH: staged.words("English").replace("English scene one", "Scene reworded")}


def test_an_import_makes_one_version_with_words_in_every_language(course):
    version = ScenarioVersion.objects.get()
    assert version.number == 1
    assert len(version.sha256) == 64
    assert {text.language for text in version.texts.all()} == {"en", "ar"}
    assert version.play.structure == example.course().scenarios["call"].structure
    assert version.wording("ar").words == example.course().scenarios["call"].texts["ar"]
    assert version.wording("fr").language == "en"


def test_a_second_import_writes_nothing(course):
    assert import_again().empty
    assert ScenarioVersion.objects.count() == 1


def test_a_changed_word_makes_a_new_version_and_the_old_one_stays(course):
    report = import_again(reworded())
    assert report.scenarios == ["call"]
    assert "new version of the scenario: call" in list(report.lines())
    assert [version.number for version in ScenarioVersion.objects.all()] == [1, 2]
    with pytest.raises(ImmutableError):
        ScenarioVersion.objects.update(number=9)
    with pytest.raises(ImmutableError):
        ScenarioText.objects.first().save()


def test_an_open_run_stays_with_its_version_and_the_next_takes_the_new_one(course, learner):
    begun = services.begin_scenario(user=learner, course=course, scenario=made.scenario())
    import_again(reworded())
    assert services.begin_scenario(user=learner, course=course, scenario=made.scenario()) == begun
    afresh = services.begin_scenario(
        user=learner, course=course, scenario=made.scenario(), afresh=True
    )
    assert (begun.version.number, afresh.version.number) == (1, 2)


def test_a_scenario_that_the_bundle_has_no_more_is_withdrawn_and_its_runs_stay(
    course, learner, client
):
    run = services.begin_scenario(user=learner, course=course, scenario=made.scenario())
    files = {path: text for path, text in example.FILES.items() if path not in staged.FILES}
    report = transfer.import_course(course=bundle.parse(files))
    assert report.withdrawn == ["small/call"]
    assert client.get("/en/learn/small/scenarios/call/").status_code == 404
    assert "English call" not in client.get("/en/courses/small/").content.decode()
    client.force_login(learner)
    assert client.get(f"/en/learn/runs/{run.pk}/").status_code == 200
    assert import_again().scenarios == ["call"]
    assert Scenario.objects.get().live
    assert ScenarioVersion.objects.count() == 1


def test_without_writing_the_report_says_what_would_be(db):
    made.tree()
    report = transfer.import_course(course=example.course(), dry_run=True)
    assert report.scenarios == ["call"]
    assert not Scenario.objects.exists()


def test_a_story_that_ended_is_on_record(course, learner):
    run = services.begin_scenario(user=learner, course=course, scenario=made.scenario())
    for number, choice in enumerate(("ask", "share"), start=1):
        services.choose(
            user=learner, run_id=run.pk, number=number, choice=choice, client_id=uuid4()
        )
    event = AuditEvent.objects.get(verb="scenario.ended")
    assert event.detail == {"scenario": "small/call", "ending": "contained"}


def test_whoever_goes_takes_the_stories_along(course, learner):
    run = services.begin_scenario(user=learner, course=course, scenario=made.scenario())
    services.choose(user=learner, run_id=run.pk, number=1, choice="ask", client_id=uuid4())
    learner.delete()
    assert not ScenarioRun.objects.exists()

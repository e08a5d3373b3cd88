"""Attempts by their rules: kinds of items, checks, limits, grades, corrected keys, gains."""

import datetime as dt
import io
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms import trainers
from courses import services
from courses.domain import bundle
from courses.models import Attempt, AttemptStep, Completion, Item, ItemVersion
from courses.models.attempts import result
from tests.courses import made, quizzed
from tests.people import made as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _course(db):
    quizzed.bring()


@pytest.fixture
def trainer():
    return people.editor(trainers.establish(pages=[]))


def begun(learner, name="kinds") -> Attempt:
    return services.start_attempt(user=learner, page=made.page(f"small/{name}"))


def check(learner, attempt, item):
    asked = services.asked_of(user=learner, attempt_id=attempt.pk, item=item)
    services.check_answer(user=learner, asked=asked, client_id=uuid4())


def later(monkeypatch, **ahead):
    moment = timezone.now() + dt.timedelta(**ahead)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_the_course_is_sound_and_comes_back_from_its_files():
    course = quizzed.course()
    assert bundle.problems(course) == []
    assert bundle.parse(bundle.files(course)) == course


def test_every_kind_is_marked_and_an_essay_waits_for_a_trainer(learner, trainer):
    attempt = begun(learner)
    quizzed.answer_all(learner, attempt, quizzed.RIGHT)
    made.answer(learner, attempt, "essay", "A list of names, and who answers for it.")
    handed_in = services.submit(user=learner, attempt=attempt)
    assert handed_in.waiting
    assert not Completion.objects.filter(item_key=attempt.quiz_key).exists()
    (row,) = services.waiting(user=trainer)
    done = services.grade(user=trainer, asked=row, points={"clear": 2, "complete": 3})
    assert (done.percent, done.passed) == (100, True)
    assert not services.waiting(user=trainer).exists()
    assert Completion.objects.filter(user=learner, item_key=attempt.quiz_key).exists()


def test_a_second_grade_counts_and_nobody_loses_what_was_passed(learner, trainer):
    attempt = begun(learner)
    quizzed.answer_all(learner, attempt, quizzed.RIGHT)
    made.answer(learner, attempt, "essay", "Short.")
    services.submit(user=learner, attempt=attempt)
    row = services.waiting(user=trainer).get()
    services.grade(user=trainer, asked=row, points={"clear": 2, "complete": 3})
    again = services.grade(user=trainer, asked=row, points={"clear": 0, "complete": 0})
    assert int(again.percent) == 85
    assert again.passed


def test_only_trainers_mark(learner):
    with pytest.raises(PermissionDenied):
        services.waiting(user=learner)
    attempt = begun(learner)
    made.answer(learner, attempt, "essay", "Mine.")
    services.submit(user=learner, attempt=attempt)
    asked = services.asked_of(user=learner, attempt_id=attempt.pk, item="essay")
    with pytest.raises(PermissionDenied):
        services.grade(user=learner, asked=asked, points={"clear": 2, "complete": 3})


def test_an_answer_that_another_window_does_not_know_is_not_written_over_it(learner):
    attempt = begun(learner)
    asked = services.asked_of(user=learner, attempt_id=attempt.pk, item="truth")
    say = {"user": learner, "asked": asked}
    first = services.record_answer(**say, response=["true"], client_id=uuid4(), seen={"none"})
    with pytest.raises(services.Overtaken) as no:
        services.record_answer(**say, response=["false"], client_id=uuid4(), seen={"none"})
    assert (no.value.response, no.value.token) == (("true",), first)
    services.record_answer(**say, response=["false"], client_id=uuid4(), seen={first})
    assert made.answers(attempt)["truth"] == ("false",)


def test_an_answer_is_checked_at_once_and_closed(learner):
    quizzed.ruled("kinds", behaviour="immediate")
    attempt = begun(learner)
    with pytest.raises(services.Refused, match="first"):
        check(learner, attempt, "truth")
    made.answer(learner, attempt, "truth", "false")
    check(learner, attempt, "truth")
    with pytest.raises(services.Refused, match="closed"):
        made.answer(learner, attempt, "truth", "true")
    assert made.answers(attempt)["truth"] == ("false",)


def test_nothing_is_checked_where_the_rules_do_not_say_so(learner):
    attempt = begun(learner)
    made.answer(learner, attempt, "truth", "true")
    with pytest.raises(services.Refused):
        check(learner, attempt, "truth")
    assert not AttemptStep.objects.filter(kind="check").exists()


def test_rules_are_pinned_when_an_attempt_begins(learner):
    quizzed.ruled("kinds", behaviour="retry", penalty=50)
    attempt = begun(learner)
    quizzed.ruled("kinds", behaviour="deferred")
    made.answer(learner, attempt, "truth", "false")
    check(learner, attempt, "truth")
    made.answer(learner, attempt, "truth", "true")
    marks = {row.version.item.name: told.marks for row, told in result(attempt).items}
    assert marks["truth"] == 0.5


def test_the_rules_are_those_of_the_first_language(learner):
    quizzed.ruled("kinds", limit=10)
    attempt = services.start_attempt(user=learner, page=made.page("small/kinds", "ar"))
    assert attempt.due_at is not None


def test_time_is_the_servers_and_what_had_arrived_is_handed_in(learner, monkeypatch):
    quizzed.ruled("kinds", limit=10)
    attempt = begun(learner)
    made.answer(learner, attempt, "truth", "true")
    later(monkeypatch, minutes=10, seconds=30)
    made.answer(learner, attempt, "count", "72", "hours")  # on its way when the time was up
    later(monkeypatch, minutes=2)
    with pytest.raises(services.Refused, match="time of this attempt is up"):
        made.answer(learner, attempt, "name", "constituency")
    attempt.refresh_from_db()
    assert attempt.submitted_at == attempt.due_at
    assert set(made.answers(attempt)) == {"truth", "count"}
    assert begun(learner) != attempt


def test_extra_time_counts_for_attempts_that_begin_later(learner, trainer):
    quizzed.ruled("kinds", limit=60)
    services.allow_extra_time(user=trainer, learner=learner, extra=50)
    attempt = begun(learner)
    minutes = (attempt.due_at - attempt.started_at).total_seconds() / 60
    assert round(minutes) == 90
    with pytest.raises(PermissionDenied):
        services.allow_extra_time(user=learner, learner=learner, extra=50)


def test_attempts_can_be_few_and_far_between(learner, monkeypatch):
    quizzed.ruled("kinds", most_attempts=2, wait_hours=24)
    services.submit(user=learner, attempt=begun(learner))
    with pytest.raises(services.Refused, match="again from"):
        begun(learner)
    later(monkeypatch, hours=25)
    services.submit(user=learner, attempt=begun(learner))
    with pytest.raises(services.Refused, match="taken them all"):
        begun(learner)


def test_a_blueprint_draws_and_the_post_test_asks_what_was_not_met(learner):
    pre = begun(learner, "pre")
    names = [row.version.item.name for row in pre.asked.select_related("version__item")]
    assert len(names) == 2
    for name in names:
        made.answer(learner, pre, name, "no")
    services.submit(user=learner, attempt=pre)
    assert Completion.objects.filter(item_key=pre.quiz_key).exists()  # though nothing was right
    post = begun(learner, "post")
    others = [row.version.item.name for row in post.asked.select_related("version__item")]
    assert not set(names) & set(others)
    for name in others:
        made.answer(learner, post, name, "yes")
    done = services.submit(user=learner, attempt=post)
    found = services.gains(user=learner, attempt=done, page=made.page("small/post"))
    assert [(one.objective, one.before, one.after) for one in found] == [
        ("see", 0, 1),
        ("say", 0, 1),
    ]


def test_a_retired_item_is_drawn_no_more_and_an_empty_bank_is_explained(learner):
    ItemVersion.objects.get(item__content_id="small/pool-0").item.__class__.objects.filter(
        content_id__contains="pool"
    ).update(retired=True)
    with pytest.raises(services.Refused, match="more questions than there are"):
        begun(learner, "pre")


def test_starting_costs_the_same_whatever_the_bank_holds(client):
    counts = []
    for number in range(2):
        version = ItemVersion.objects.get(item__content_id="small/pool-0")
        for more in range(30 * number):
            item = Item.objects.create(
                content_id=f"small/more-{more}", course_key=version.item.course_key
            )
            ItemVersion.objects.create(
                item=item, number=1, structure=version.structure, sha256=version.sha256
            )
        learner = made.person()
        services.enrol(user=learner, course=made.page("small"))
        client.force_login(learner)
        with CaptureQueriesContext(connection) as seen:
            assert client.post("/en/learn/small/pre/attempt/").status_code == 302
        told = [one["sql"] for one in seen]
        counts.append(sum(not one.startswith(("SAVEPOINT", "RELEASE")) for one in told))
    assert counts[0] == counts[1] <= 15


def test_a_wrong_key_is_corrected_and_attempts_are_replayed(learner, trainer):
    attempt = begun(learner, "quiz")
    made.answer(learner, attempt, "one", "a")
    made.answer(learner, attempt, "several", "a", "b")
    assert not services.submit(user=learner, attempt=attempt).passed
    old = ItemVersion.objects.get(item__content_id="small/one")
    new = ItemVersion.objects.create(
        item=old.item, number=2, structure={**old.structure, "correct": ["a"]}, sha256="x"
    )
    told = {"user": trainer, "version": old, "marked_by": new, "reason": "The key was wrong."}
    assert services.correct(**told) == 1
    attempt.refresh_from_db()
    assert (attempt.percent, attempt.passed) == (100, True)
    assert attempt.regraded_at is not None
    assert result(attempt).percent == 100
    assert Completion.objects.filter(item_key=attempt.quiz_key).exists()
    assert services.correct(**{**told, "marked_by": old}) == 1  # back again: passed stays passed
    attempt.refresh_from_db()
    assert (attempt.percent, attempt.passed) == (50, True)


def test_a_key_of_other_answers_corrects_nothing(trainer):
    one, other = (
        ItemVersion.objects.get(item__content_id=f"small/{name}") for name in ("one", "several")
    )
    with pytest.raises(services.Refused, match="same answers"):
        services.correct(user=trainer, version=one, marked_by=other, reason="x")


def test_the_command_corrects_a_key_and_names_what_it_misses(learner, trainer):
    attempt = begun(learner, "quiz")
    made.answer(learner, attempt, "one", "a")
    services.submit(user=learner, attempt=attempt)
    old = ItemVersion.objects.get(item__content_id="small/one")
    ItemVersion.objects.create(
        item=old.item, number=2, structure={**old.structure, "correct": ["a"]}, sha256="x"
    )

    def corrected(*, key: str = "2", email: str = trainer.email) -> str:
        said = io.StringIO()
        told = ["--asked", "1", "--key", key, "--reason", "The key was wrong.", "--as", email]
        call_command("correct_item", "small/one", *told, stdout=said)
        return said.getvalue()

    with pytest.raises(CommandError, match="no version 3; it has 1, 2"):
        corrected(key="3")
    with pytest.raises(CommandError, match="may not correct"):
        corrected(email=learner.email)
    assert corrected() == "Results changed: 1\n"

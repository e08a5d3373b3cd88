"""Enrolment, progress and attempts: once each, the same in every language, never rewritten."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from wagtail.models import PageViewRestriction

from cms.people.models import AuditEvent
from courses import catalogue, services
from courses.models import (
    Attempt,
    AttemptStep,
    Completion,
    Enrolment,
    ImmutableError,
    ItemText,
    ItemVersion,
    outline,
)
from courses.models.attempts import result
from tests.courses import made

pytestmark = pytest.mark.django_db


def begun(learner) -> Attempt:
    return services.start_attempt(user=learner, page=made.page("small/quiz"))


def test_enrolling_twice_is_enrolling_once(course, learner):
    first = services.enrol(user=learner, course=course)
    assert services.enrol(user=learner, course=made.page("small", "ar")) == first
    assert AuditEvent.objects.filter(verb="course.begun").count() == 1


def test_progress_made_in_one_language_holds_in_the_other(course, learner):
    services.complete_lesson(user=learner, lesson=made.page("small/first"))
    services.complete_lesson(user=learner, lesson=made.page("small/first", "ar"))
    assert Completion.objects.count() == 1
    arabic = made.page("small", "ar")
    done = outline.completed(learner, [arabic.translation_key])
    measured = outline.of([arabic])[arabic.pk].measure(done)
    assert (measured.done, measured.total) == (1, 3)
    assert measured.next == made.page("small/second").translation_key


def test_nobody_learns_on_a_page_that_is_not_open(course, learner):
    lesson = made.page("small/first")
    with pytest.raises(PermissionDenied):
        services.complete_lesson(user=AnonymousUser(), lesson=lesson)
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    with pytest.raises(PermissionDenied):
        services.complete_lesson(user=learner, lesson=lesson)
    course.live = False
    with pytest.raises(PermissionDenied):
        services.enrol(user=learner, course=course)


def test_an_open_attempt_is_gone_on_with(course, learner):
    attempt = begun(learner)
    again = services.start_attempt(user=learner, page=made.page("small/quiz", "ar"))
    assert again == attempt
    assert attempt.asked.count() == 2
    assert Enrolment.objects.filter(user=learner).exists()


def test_the_last_answer_counts_and_every_step_is_kept(course, learner):
    attempt = begun(learner)
    for option in "acb":
        made.answer(learner, attempt, "one", option)
    assert made.answers(attempt) == {"one": ("b",)}
    assert attempt.steps.count() == 3


def test_the_same_event_and_the_same_answer_count_once(course, learner):
    attempt, event, other = begun(learner), uuid4(), uuid4()
    asked = services.asked_of(user=learner, attempt_id=attempt.pk, item="one")
    say = {"user": learner, "asked": asked}
    assert services.record_answer(**say, response=["a"], client_id=event) == str(event)
    assert services.record_answer(**say, response=["b"], client_id=other) == str(other)
    assert services.record_answer(**say, response=["a"], client_id=event) == str(other)
    assert services.record_answer(**say, response=["b"], client_id=uuid4()) == str(other)
    assert made.answers(attempt) == {"one": ("b",)}
    assert attempt.steps.count() == 2


def test_an_answer_can_be_taken_back(course, learner):
    attempt = begun(learner)
    made.answer(learner, attempt, "several", "a")
    made.answer(learner, attempt, "several")
    assert made.answers(attempt) == {"several": ()}


@pytest.mark.parametrize(("item", "options"), [("one", "z"), ("one", "ab"), ("other", "a")])
def test_a_forged_answer_is_refused(course, learner, item, options):
    with pytest.raises(services.Refused):
        made.answer(learner, begun(learner), item, *options)


def test_nobody_answers_for_somebody_else(course, learner):
    attempt = begun(learner)
    with pytest.raises(PermissionDenied):
        made.answer(made.person(), attempt, "one", "a")
    with pytest.raises(PermissionDenied):
        services.submit(user=made.person(), attempt=attempt)


def test_handing_in_marks_once_and_replay_gives_the_same(course, learner):
    attempt = begun(learner)
    made.answer(learner, attempt, "one", "b")
    made.answer(learner, attempt, "several", "a", "c")
    marked = services.submit(user=learner, attempt=attempt)
    assert (marked.percent, marked.passed) == (50, False)
    assert services.submit(user=learner, attempt=attempt).submitted_at == marked.submitted_at
    assert result(marked).percent == 50
    with pytest.raises(services.Refused, match="handed in"):
        made.answer(learner, attempt, "one", "a")
    assert AttemptStep.objects.filter(kind="submit").count() == 1
    assert not Completion.objects.exists()


def test_a_passed_quiz_is_completed_and_another_attempt_begins_afresh(course, learner):
    made.finish(learner)
    quiz = made.page("small/quiz")
    assert Completion.objects.filter(user=learner, item_key=quiz.translation_key).exists()
    assert made.answers(begun(learner)) == {}
    assert Attempt.objects.count() == 2


def test_only_one_attempt_is_open_at_a_time(course, learner):
    attempt = begun(learner)
    values = {"user": learner, "quiz_key": attempt.quiz_key, "course_key": attempt.course_key}
    with pytest.raises(IntegrityError):
        Attempt.objects.create(**values, seed="x", pass_mark=60)


@pytest.mark.parametrize("model", [ItemVersion, ItemText, AttemptStep, Completion])
def test_what_is_recorded_is_never_changed(course, learner, model):
    made.finish(learner)
    row = model.objects.first()
    for change in (row.save, row.delete, model.objects.all().delete, model.objects.update):
        with pytest.raises(ImmutableError):
            change()


def test_a_person_takes_all_learning_along_when_leaving(course, learner):
    made.finish(learner)
    learner.delete()
    assert not Attempt.objects.exists()
    assert not Completion.objects.exists()
    assert ItemVersion.objects.exists()


def test_the_catalogue_knows_published_lessons_in_one_query(course, django_assert_num_queries):
    wanted = ["small/second", "small/first", "small/none", "small/quiz"]
    catalogue.lessons(wanted, "ar")
    with django_assert_num_queries(1):
        found = catalogue.lessons(wanted, "ar")
    assert list(found) == ["small/second", "small/first"]
    assert found["small/first"] == catalogue.Lesson(
        "عربي first", "/ar/courses/small/start/first/", found["small/first"].minutes
    )
    assert catalogue.lesson("small/first", "fr") is None


def test_the_desk_shows_where_to_go_on_in_the_language_of_the_reader(course, learner):
    assert services.desk(user=learner, language="en") == []
    services.complete_lesson(user=learner, lesson=made.page("small/first"))
    [card] = services.desk(user=learner, language="ar")
    assert (card["title"], card["done"], card["total"]) == ("عربي course", 1, 3)
    assert card["next_url"] == "/ar/courses/small/start/second/"
    assert (card["finished"], card["certificate_url"]) == (False, "")
    made.finish(learner)
    [card] = services.desk(user=learner, language="fr")
    assert (card["title"], card["finished"], card["next_url"]) == ("English course", True, "")
    assert card["certificate_url"].endswith("/learn/small/certificate/")

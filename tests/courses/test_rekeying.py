"""A key that was wrong: its effect is seen, confirmed once and on record, by trainers only."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from cms import trainers
from cms.people import roles
from cms.people.models import AuditEvent
from courses import services
from courses.models import Attempt, Correction, Item, ItemText, ItemVersion
from courses.views import rekeying
from tests.cms import crawler
from tests.courses import made, quizzed
from tests.people import made as people

pytestmark = pytest.mark.django_db
KEYS = "/{}/learn/marking/keys/"


@pytest.fixture(autouse=True)
def _course(db):
    quizzed.bring()


@pytest.fixture
def trainer():
    return people.editor(trainers.establish(pages=[]))


@pytest.fixture
def signed(trainer) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


def version(name: str, number: int = 1) -> ItemVersion:
    return ItemVersion.objects.get(item__content_id=f"small/{name}", number=number)


def changed(name: str, **structure: object) -> ItemVersion:
    """The next version of an item, with another key and the same words."""
    old = version(name)
    new = ItemVersion.objects.create(
        item=old.item, number=2, structure={**old.structure, **structure}, sha256="x"
    )
    for text in old.texts.all():
        ItemText.objects.create(
            version=new, language=text.language, texts=text.texts, sha256=text.sha256
        )
    return new


def attempt(*, one: str, several: tuple[str, ...] = ("a", "b"), hand_in: bool = True) -> Attempt:
    """An attempt of a new learner at the quiz of two questions."""
    learner = made.person()
    begun = services.start_attempt(user=learner, page=made.page("small/quiz"))
    for item, given in (("one", (one,)), ("several", several)):
        asked = services.asked_of(user=learner, attempt_id=begun.pk, item=item)
        services.record_answer(user=learner, asked=asked, response=given, client_id=uuid4())
    return services.submit(user=learner, attempt=begun) if hand_in else begun


def page(client: Client, item: Item, language: str = "en", **asked: object):
    return client.get(f"{KEYS.format(language)}{item.pk}/", asked)


def test_what_would_change_is_said_before_and_is_what_changes(trainer):
    for one in ("a", "a", "b", "b", "b"):
        attempt(one=one)
    attempt(one="a", several=("c",))
    attempt(one="a", hand_in=False)
    new = changed("one", correct=["a"])
    told = services.outlook(user=trainer, version=version("one"), marked_by=new)
    assert (told.attempts, told.higher, told.lower, told.same) == (6, 3, 3, 0)
    assert (told.passing, told.kept, told.waiting, told.open) == (2, 3, 0, 1)
    assert not Correction.objects.exists()
    assert not Attempt.objects.filter(regraded_at__isnull=False).exists()
    before = dict(Attempt.objects.values_list("pk", "percent"))
    more = {"user": trainer, "version": version("one"), "marked_by": new}
    assert services.correct(**more, reason="Option a is right.") == told.changed
    after = {one.pk: one for one in Attempt.objects.filter(submitted_at__isnull=False)}
    assert sum(one.percent > before[key] for key, one in after.items()) == told.higher
    assert sum(one.percent < before[key] for key, one in after.items()) == told.lower
    assert sum(bool(one.passed) for one in after.values()) == 5
    with pytest.raises(services.Refused, match="counts already"):
        services.outlook(**more)


def test_the_outlook_costs_the_same_queries_however_many_attempts_there_are(
    trainer, django_assert_num_queries, django_assert_max_num_queries
):
    attempt(one="a")
    asked = {"user": trainer, "version": version("one"), "marked_by": changed("one", correct=["a"])}
    services.outlook(**asked)
    with django_assert_max_num_queries(8) as first:
        services.outlook(**asked)
    for _again in range(4):
        attempt(one="b")
    with django_assert_num_queries(len(first)):
        services.outlook(**asked)


def test_an_attempt_with_an_essay_waits_and_takes_the_key_with_its_marks(trainer):
    learner = made.person()
    begun = services.start_attempt(user=learner, page=made.page("small/kinds"))
    quizzed.answer_all(learner, begun, {**quizzed.RIGHT, "truth": ("false",)})
    made.answer(learner, begun, "essay", "A list of names.")
    services.submit(user=learner, attempt=begun)
    new = changed("truth", correct=["false"])
    asked = {"user": trainer, "version": version("truth"), "marked_by": new}
    assert services.outlook(**asked).waiting == 1
    assert services.correct(**asked, reason="False is right.") == 0
    (row,) = services.waiting(user=trainer)
    points = dict(row.version.parsed.most)
    assert services.grade(user=trainer, asked=row, points=points).percent == 100


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_trainer_sees_both_ways_confirms_once_and_it_is_on_record(signed, trainer, language):
    for one in ("a", "a", "b"):
        attempt(one=one)
    new = changed("one", correct=["a"])
    listed = signed.get(KEYS.format(language)).content.decode()
    assert f"/{language}/learn/marking/keys/{new.item.pk}/" in listed
    assert crawler.faults(listed, language) == []
    first = page(signed, new.item, language)
    assert (first.context["form"].initial, first.context["told"]) == ({"asked": 1, "key": 2}, None)
    shown = page(signed, new.item, language, asked=1, key=2)
    text = shown.content.decode()
    assert crawler.faults(text, language) == []
    told = shown.context["told"]
    assert (told.higher, told.lower) == (2, 1)
    if language == "en":
        assert "<li><bdi>2</bdi> results rise" in text
        assert "<li><bdi>1</bdi> result falls" in text
    sent = {"asked": 1, "key": 2, "seen": told.seal, "reason": "Option a is right."}
    address = f"{KEYS.format(language)}{new.item.pk}/"
    assert signed.post(address, sent)["Location"] == address
    assert signed.post(address, sent).status_code == 422
    assert Correction.objects.get().made_by == trainer
    event = AuditEvent.objects.get(verb="item.corrected")
    assert event.detail == {"item": "small/one", "asked": 1, "key": 2, "changed": 3}
    after = page(signed, new.item, language).content.decode()
    assert "Option a is right." in after
    assert crawler.faults(after, language) == []


def test_what_was_not_seen_is_not_confirmed(signed):
    attempt(one="a")
    unfinished = attempt(one="b", hand_in=False)
    new = changed("one", correct=["a"])
    seal = page(signed, new.item, asked=1, key=2).context["told"].seal
    services.submit(user=unfinished.user, attempt=unfinished)
    address = f"{KEYS.format('en')}{new.item.pk}/"
    sent = {"asked": 1, "key": 2, "seen": seal, "reason": "Option a is right."}
    answer = signed.post(address, sent)
    assert answer.status_code == 422
    assert "Attempts have come in meanwhile" in answer.content.decode()
    sent["seen"] = answer.context["told"].seal
    assert signed.post(address, {**sent, "reason": " "}).status_code == 422
    assert signed.post(address, {**sent, "key": 3}).status_code == 422
    assert signed.post(address, {"reason": "x"}).status_code == 200
    assert not Correction.objects.exists()
    assert signed.post(address, sent).status_code == 302


def test_more_results_than_a_trainer_waits_for_are_a_matter_of_the_command(signed, monkeypatch):
    monkeypatch.setattr(rekeying, "MOST_HERE", 1)
    for _again in range(2):
        attempt(one="a")
    new = changed("one", correct=["a"])
    shown = page(signed, new.item, asked=1, key=2)
    assert "correct_item small/one --asked 1 --key 2" in shown.content.decode()
    sent = {"asked": 1, "key": 2, "seen": shown.context["told"].seal, "reason": "x"}
    signed.post(f"{KEYS.format('en')}{new.item.pk}/", sent)
    assert not Correction.objects.exists()


def test_keys_of_other_answers_are_refused_with_a_sentence(signed):
    new = changed("one", options=["a", "b"], correct=["a"])
    answer = page(signed, new.item, asked=1, key=2)
    assert answer.status_code == 422
    assert "do not offer the same answers" in answer.content.decode()


def test_every_kind_shows_its_key_in_words(signed):
    for item in Item.objects.exclude(content_id="small/essay"):
        text = page(signed, item).content.decode()
        assert crawler.faults(text, "en") == []
        cards = re.search(r"Right is</p><ul>(.*?)</ul>", text)
        assert re.sub(r"<[^>]+>|\s", "", cards[1]), item.content_id


def test_only_those_who_mark_see_a_key_or_change_one(learner):
    new = changed("one", correct=["a"])
    house = people.institution()
    for user in [learner, *(people.member(role, house) for role in roles.LABELS)]:
        client = Client()
        client.force_login(user)
        address = f"{KEYS.format('en')}{new.item.pk}/"
        assert client.get(KEYS.format("en")).status_code == 403
        assert client.get(address, {"asked": 1, "key": 2}).status_code == 403
        sent = {"asked": 1, "key": 2, "seen": "0-0-0-0-0-0", "reason": "x"}
        assert client.post(address, sent).status_code == 403
        for deed in (services.outlook, services.correct):
            more = {"reason": "x"} if deed is services.correct else {}
            with pytest.raises(PermissionDenied):
                deed(user=user, version=version("one"), marked_by=new, **more)
    assert Client().get(KEYS.format("en")).status_code == 302
    assert not Correction.objects.exists()

"""Learners without e-mail: their trainer prints their codes, and never those of a ministry."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.people import codes, learners, roles, services
from cms.people.models import AuditEvent, Membership, PrintedCode, User
from tests.cms import crawler
from tests.people.made import editor, institution, member, person, without_mail

pytestmark = pytest.mark.django_db
NEW = "quite another long walk"
LIST = "people:learners"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def trainers() -> Group:
    group = Group.objects.create(name="Writers of courses")
    names = ("access_admin", "issue_learner_codes")
    group.permissions.add(*Permission.objects.filter(codename__in=names))
    return group


@pytest.fixture
def trainer(trainers: Group) -> User:
    return editor(trainers)


@pytest.fixture
def letter(trainer: User) -> codes.Letter:
    return learners.open_account(actor=trainer, name="Amal Reda", language="ar")


def browser(user: User | None = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def renewed(client: Client, user: User) -> Any:
    return client.post(reverse("people:renew-learner", args=[user.pk]))


def code_in(page: str) -> str:
    found = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", page)
    assert found
    return found[0]


def test_a_trainer_opens_an_account_and_its_letter_is_shown_once(trainer: User) -> None:
    client = browser(trainer)
    answer = client.post(reverse(LIST), {"name": "Amal Reda", "language": "ar"})
    text = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert crawler.faults(text, "en") == []
    user = User.objects.get(display_name="Amal Reda")
    assert f"/ar/people/code/?login={user.login}" in text
    assert "code.invalid" not in text
    stored = [*PrintedCode.objects.values(), *AuditEvent.objects.values()]
    assert code_in(text) not in json.dumps(stored, default=str)
    event = AuditEvent.objects.get(verb="account.made")
    assert (event.actor, event.institution, event.subject_id) == (trainer, None, str(user.pk))
    assert not user.memberships.exists()
    page = client.get(reverse(LIST)).content.decode()
    assert user.login in page
    assert crawler.faults(page, "en") == []


def test_a_new_code_ends_the_old_one_and_stands_on_record(
    trainer: User, letter: codes.Letter
) -> None:
    answer = renewed(browser(trainer), letter.user)
    assert answer.status_code == 200
    with pytest.raises(codes.NoSuchCode):
        codes.find(login=letter.user.login, code=letter.code)
    new = code_in(answer.content.decode())
    assert codes.use(login=letter.user.login, code=new, password=NEW) == letter.user
    event = AuditEvent.objects.get(verb="code.renewed")
    assert (event.actor, event.subject_id) == (trainer, str(letter.user.pk))
    assert renewed(browser(trainer), letter.user).status_code == 200
    assert PrintedCode.objects.get().made_by == trainer


def test_nobody_but_a_trainer_opens_the_pages(letter: codes.Letter) -> None:
    house = institution()
    writers = Group.objects.create(name="Editors without this right")
    writers.permissions.add(Permission.objects.get(codename="access_admin"))
    others = [person(), editor(writers), *(member(role, house) for role in roles.LABELS)]
    sent = {"name": "Omar", "language": "en"}
    for user in others:
        client = browser(user)
        assert client.get(reverse(LIST)).status_code == 404
        assert client.post(reverse(LIST), sent).status_code == 404
        assert renewed(client, letter.user).status_code == 404
        with pytest.raises(PermissionDenied):
            learners.open_account(actor=user, name="Omar", language="en")
        with pytest.raises(PermissionDenied):
            learners.renew(actor=user, user_id=letter.user.pk)
    assert browser().get(reverse(LIST)).status_code == 302
    assert renewed(browser(), letter.user).status_code == 302
    assert PrintedCode.objects.get().code_hash == letter.row.code_hash


def test_a_trainer_reaches_no_account_that_she_has_not_opened(
    trainers: Group, letter: codes.Letter
) -> None:
    house, other = institution(), editor(trainers)
    boss = member(roles.COORDINATOR, house)
    theirs = codes.open_account(
        actor=boss, institution=house, name="Omar", role=roles.OBSERVER, language="en"
    )
    strangers = [
        letter.user,
        theirs.user,
        boss,
        without_mail(roles.RESPONDENT, house),
        person(is_superuser=True, is_staff=True),
        person(),
    ]
    before = set(PrintedCode.objects.values_list("code_hash", flat=True))
    for user in strangers:
        assert renewed(browser(other), user).status_code == 404
    assert set(PrintedCode.objects.values_list("code_hash", flat=True)) == before
    assert letter.user.login not in browser(other).get(reverse(LIST)).content.decode()


def in_an_institution(user: User) -> None:
    Membership.objects.create(user=user, institution=institution(), role=roles.OBSERVER)


def in_a_group(user: User) -> None:
    user.groups.add(Group.objects.create(name="Others"))


def with_a_right(user: User) -> None:
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))


def with_an_address(user: User) -> None:
    User.objects.filter(pk=user.pk).update(email="amal@example.org")


@pytest.mark.parametrize("became", [in_an_institution, in_a_group, with_a_right, with_an_address])
def test_a_trainer_renews_no_account_that_opens_more_than_courses_by_now(
    trainer: User, letter: codes.Letter, became: Callable[[User], None]
) -> None:
    became(letter.user)
    answer = renewed(browser(trainer), letter.user)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert PrintedCode.objects.get().code_hash == letter.row.code_hash
    assert not AuditEvent.objects.filter(verb="code.renewed").exists()


def test_a_code_that_the_trainer_still_holds_opens_nothing_of_an_institution(
    trainer: User, letter: codes.Letter
) -> None:
    house = institution()
    boss = member(roles.COORDINATOR, house)
    services.add_member(actor=boss, institution=house, user=letter.user, role=roles.RESPONDENT)
    with pytest.raises(codes.SpentCode):
        codes.find(login=letter.user.login, code=letter.code)
    by_boss = codes.renew(actor=boss, membership=letter.user.memberships.get())
    assert codes.find(login=letter.user.login, code=by_boss.code) == letter.user
    services.add_member(actor=boss, institution=house, user=letter.user, role=roles.OBSERVER)
    assert codes.find(login=letter.user.login, code=by_boss.code) == letter.user


def test_an_expired_code_is_shown_as_such(trainer: User, letter: codes.Letter) -> None:
    PrintedCode.objects.update(expires_at=timezone.now())
    assert "Expired" in browser(trainer).get(reverse(LIST)).content.decode()


def test_the_way_there_stands_in_the_admin_of_trainers_only(trainer: User) -> None:
    link = reverse(LIST)
    assert link in browser(trainer).get("/admin/").content.decode()
    writers = Group.objects.create(name="Editors without this right")
    writers.permissions.add(Permission.objects.get(codename="access_admin"))
    assert link not in browser(editor(writers)).get("/admin/").content.decode()

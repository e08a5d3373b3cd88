"""Questions and scenarios of who may not publish: kept apart until a review lets them in."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from courses.domain import alone, beginnings, keys, stored
from courses.domain.problems import BundleError
from courses.domain.scenario import Structure, Text
from courses.models import CoursePage, Item, Proposal, QuizPage, Scenario
from courses.services import covering, writing


def may_propose(user: Any, course: CoursePage) -> bool:
    """Whether somebody proposes questions and scenarios: who changes the course in its first
    language and does not publish it. Whom a review lets into the editor changes no question."""
    rights = course.permissions_for_user(user)
    held = getattr(rights, "permissions", ())
    return bool(user.is_active and "change" in held and not rights.can_publish())


def held(course: CoursePage, kind: str, name: str) -> Proposal | None:
    """Return what is proposed under a name in a course."""
    content_id = keys.content_id(course.content_id, name)
    return Proposal.objects.filter(kind=kind, content_id=content_id).first()


def plot(one: Proposal) -> tuple[Structure, Text]:
    """Return a proposed scenario and its words. Stored dates are text, which only JSON may say."""
    (words,) = one.words.values()
    return Structure.model_validate(one.structure), Text.model_validate_json(json.dumps(words))


@transaction.atomic
def propose_item(
    *,
    actor: User,
    course: CoursePage,
    name: str,
    seen: int,
    structure: Mapping[str, Any],
    words: Mapping[str, Any],
) -> Proposal:
    """Keep a question apart; `seen` is the version that its form was written over, 0 for a new
    one. Raises BundleError with every mistake, Refused, PermissionDenied."""
    source = course.locale.language_code
    made, said = alone.item(name, structure, {source: words}, writing.taught(course))
    texts = {source: stored.item(said[source])}
    return _keep(actor, course, Proposal.Kind.ITEM, name, seen, stored.item(made), texts)


@transaction.atomic
def propose_scenario(
    *, actor: User, course: CoursePage, name: str, seen: int, structure: str, words: str
) -> Proposal:
    """The same for a scenario, from the texts of its files."""
    source = course.locale.language_code
    plot, said = alone.scenario(name, structure, {source: words}, writing.taught(course))
    texts = {source: stored.scenario(said[source])}
    return _keep(actor, course, Proposal.Kind.SCENARIO, name, seen, stored.scenario(plot), texts)


@transaction.atomic
def discard(*, actor: User, course: CoursePage, proposal: Proposal) -> None:
    """Throw a proposal away: whoever may propose here or write. Refused while it is read."""
    if not (may_propose(actor, course) or writing.may_write(actor, course)):
        raise PermissionDenied
    _refuse_in_review(course, proposal)
    proposal.delete()
    _record(actor, "question.proposal_discarded", course, proposal.content_id)


@transaction.atomic
def take_over(*, actor: User, course: CoursePage, proposal: Proposal) -> None:
    """Let a proposal in without a review: whoever may publish the course. Raises BundleError,
    Refused, PermissionDenied."""
    if not writing.may_write(actor, course):
        raise PermissionDenied
    _let_in(actor, course, proposal)


def follow(page: Page, actor: User | None) -> list[Proposal]:
    """Let in what was read with a page whose review has ended; return what could not be: it no
    longer fits what was saved meanwhile, and waits for its author."""
    if not isinstance(page, CoursePage | QuizPage):
        return []
    course, left = page.get_course(), []
    for one in covering.proposals(page, course):
        try:
            with transaction.atomic():
                _let_in(actor, course, one)
        except (BundleError, Refused):
            left.append(one)
    return left


def _keep(
    actor: User,
    course: CoursePage,
    kind: str,
    name: str,
    seen: int,
    structure: Mapping[str, Any],
    words: Mapping[str, Any],
) -> Proposal:
    if not may_propose(actor, course):
        raise PermissionDenied
    content_id = keys.content_id(course.content_id, name)
    before = Proposal.objects.select_for_update().filter(kind=kind, content_id=content_id).first()
    made = before or Proposal(kind=kind, content_id=content_id, course_key=course.translation_key)
    owner = (Item if kind == Proposal.Kind.ITEM else Scenario).objects.filter(content_id=content_id)
    newest = writing.newest(owner[0]) if owner else None
    if (newest.number if newest else 0) != seen:
        raise Refused(writing.overtaken())
    if before is not None:
        _refuse_in_review(course, before)
    made.structure, made.words, made.base, made.author = structure, words, seen, actor
    _refuse_in_review(course, made)
    made.save()
    _record(actor, "question.proposed", course, content_id)
    return made


def _refuse_in_review(course: CoursePage, proposal: Proposal) -> None:
    item = covering.items([proposal]).get(proposal.content_id)
    for page, scope in covering.in_review(course):
        if covering.holds(scope, proposal, item):
            told = _("It is being read together with the page “%(page)s”. Change it afterwards.")
            raise Refused(told % {"page": page.title})


def _let_in(actor: User | None, course: CoursePage, one: Proposal) -> None:
    """Make a version of a proposal. The caller has asked for the right."""
    (words,) = one.words.values()
    what = {"actor": actor, "course": course, "name": one.name, "seen": one.base}
    if one.kind == Proposal.Kind.ITEM:
        writing.put_item(**what, structure=one.structure, words=words)
    else:
        structure, texts = (alone.written(part) for part in plot(one))
        version = writing.put_scenario(**what, structure=structure, words=texts)
        if not one.base and not beginnings.unwritten(texts):
            Scenario.objects.filter(pk=version.scenario_id).update(live=True)
            writing.tell(course)
    one.delete()
    _record(actor, "question.let_in", course, one.content_id)


def _record(actor: User | None, verb: str, course: CoursePage, content_id: str) -> None:
    detail = {"course": course.content_id, "item": content_id}
    audit.record(actor=actor, verb=verb, subject=course, detail=detail)

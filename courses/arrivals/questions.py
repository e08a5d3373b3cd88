"""Questions that are brought: read and shown first, then made as items of a course's bank."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from courses import office, problemwords
from courses.arrivals import keeping
from courses.arrivals.keeping import Unfit
from courses.arrivals.rights import may_write, require_transfer
from courses.domain import fences, keys
from courses.domain.exchange import gift, moodle, sheet
from courses.domain.exchange.told import Found, Question, Tags
from courses.domain.releases import digest
from courses.models import Arrival, CoursePage, Item, ItemText, ItemVersion
from courses.models.lessons import outcomes

ENDINGS = (".gift", ".txt", ".xml", ".xlsx")
MOST_SHOWN = 2_000


def receive_questions(
    *, user: User, course: CoursePage, name: str, content: bytes, wishes: Mapping[str, str]
) -> Arrival:
    """Read a file of questions and keep it, with what is in it. Makes no item.

    `wishes` has `objective`, `difficulty` and `bank`, for questions that do not say theirs.
    Raises PermissionDenied, Refused, and Unfit with every mistake at its place.
    """
    require_transfer(user)
    if not may_write(user, course.content_id):
        raise PermissionDenied
    keeping.refuse_malware(content)
    found = _read(course, name, content, wishes)
    if found.problems:
        raise Unfit(found.problems)
    if not found.questions:
        raise Unfit(found.losses or [gettext("The file has no questions.")])
    shown = [_shown(one) for one in found.questions[:MOST_SHOWN]]
    losses = [problemwords.told(loss) for loss in found.losses[:MOST_SHOWN]]
    return keeping.keep(
        user=user,
        kind=Arrival.Kind.QUESTIONS,
        course_id=course.content_id,
        name=name,
        content=content,
        wishes=dict(wishes),
        preview={"questions": shown, "count": len(found.questions), "losses": losses},
    )


def take_questions(*, user: User, arrival: Arrival, course: CoursePage) -> int:
    """Make the items of a file that was looked at, and return how many; a second time none."""
    require_transfer(user)
    if not may_write(user, course.content_id):
        raise PermissionDenied
    content = keeping.content(arrival)
    with transaction.atomic():
        row = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
        if row.taken_at is not None:
            return 0
        found = _read(course, row.name, content, row.wishes)
        _make(course, found.questions)
        row.taken_at = timezone.now()
        row.save(update_fields=["taken_at"])
        detail = {"course": course.content_id, "items": len(found.questions)}
        audit.record(actor=user, verb="items.imported", subject=course, detail=detail)
    return len(found.questions)


def _read(course: CoursePage, name: str, content: bytes, wishes: Mapping[str, str]) -> Found:
    ending = next((one for one in ENDINGS if name.lower().endswith(one)), "")
    tags, truths = _tags(course, wishes)
    taken = [item.name for item in Item.objects.filter(course_key=course.translation_key)]
    if ending == ".xlsx":
        keeping.of_office(content, ".xlsx")
        try:
            return sheet.read(office.rows(content), tags, taken, truths)
        except office.Unreadable as wrong:
            raise Unfit([wrong]) from wrong
    if not ending:
        raise Refused(gettext("Choose a file of one of these kinds: GIFT, Moodle XML, XLSX."))
    text = keeping.text_of(name, content)
    reader = moodle if ending == ".xml" or text.lstrip().startswith("<?xml") else gift
    return reader.read(text, tags, taken, truths)


def _tags(course: CoursePage, wishes: Mapping[str, str]) -> tuple[Tags, dict[bool, str]]:
    """What questions get that the file does not say, in the language of the course."""
    language = course.source_language
    pages = CoursePage.objects.filter(translation_key=course.translation_key)
    source = pages.filter(locale__language_code=language).first() or course
    known = list(outcomes(source))
    if not known:
        sentence = gettext("Write an outcome in a lesson first: every question tests one.")
        raise Refused(sentence)
    first = [one for one in (wishes.get("objective"),) if one in known]
    with override(language):
        tags = Tags(
            language=language,
            objectives=tuple(dict.fromkeys([*first, *known])),
            difficulty=wishes.get("difficulty") or "medium",
            bank=wishes.get("bank") or None,
            right=gettext("Right."),
            wrong=gettext("Not right."),
            fill=gettext("Choose the words that are missing."),
            criterion=gettext("The answer is right and complete."),
        )
        return tags, {True: gettext("True"), False: gettext("False")}


def _make(course: CoursePage, questions: tuple[Question, ...]) -> None:
    items = Item.objects.bulk_create(
        Item(
            content_id=keys.content_id(course.content_id, one.name),
            course_key=course.translation_key,
        )
        for one in questions
    )
    structures = [_plain(one.item) for one in questions]
    versions = ItemVersion.objects.bulk_create(
        ItemVersion(item=item, number=1, structure=structure, sha256=digest(structure))
        for item, structure in zip(items, structures, strict=True)
    )
    texts = [_plain(one.text) for one in questions]
    ItemText.objects.bulk_create(
        ItemText(version=version, language=course.source_language, texts=text, sha256=digest(text))
        for version, text in zip(versions, texts, strict=True)
    )


def _plain(value: Any) -> dict[str, Any]:
    """A value as an import stores it: without what is not there."""
    told = fences.plain(value)
    return {name: one for name, one in told.items() if one is not None and one != {}}


def _shown(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "kind": question.item.kind,
        "prompt": question.text.prompt,
        "place": question.place,
        "options": [
            {"text": one.text, "correct": name in getattr(question.item, "correct", ())}
            for name, one in question.text.options.items()
        ],
        "objective": question.item.objective,
        "difficulty": question.item.difficulty,
    }

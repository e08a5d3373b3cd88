"""A new course from the template, in any language: pages with what to write in each place."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from wagtail.models import Page

from cms.people import audit
from cms.people.models import Institution, User
from courses import template_words as words
from courses.domain import keys
from courses.domain.releases import digest
from courses.models import (
    CourseIndexPage,
    CoursePage,
    Item,
    ItemText,
    ItemVersion,
    LessonPage,
    ModulePage,
    QuizItem,
    QuizPage,
)
from courses.services import owning

Made = TypeVar("Made", bound=Page)


@transaction.atomic
def found(
    *,
    actor: User,
    index: CourseIndexPage,
    title: str,
    content_id: str,
    institution: Institution | None,
) -> CoursePage:
    """Make a course with a module, a lesson and a quiz below `index`, all of them drafts.

    Its first language is that of the index. `institution` is one of the actor's, or None for the
    site. The caller has made sure that the id is free.
    """
    require_founder(actor, index, institution)
    with translation.override(index.locale.language_code):
        course = _course(index, title, content_id)
        module = _page(ModulePage, course, f"{content_id}/{words.MODULE}", words.module())
        lesson_id = f"{content_id}/{words.LESSON}"
        _page(LessonPage, module, lesson_id, words.lesson(lesson_id))
        quiz = _page(QuizPage, module, f"{content_id}/{words.QUIZ}", words.quiz(), revise=False)
        quiz.quiz_items = [QuizItem(item=_item(content_id, course))]
        quiz.save_revision(user=actor)
        quiz.save()
    owning.settle(course.translation_key, institution)
    detail = {"course": content_id, "language": index.locale.language_code}
    audit.record(
        actor=actor, verb="course.founded", institution=institution, subject=course, detail=detail
    )
    return course


def require_founder(actor: User, index: CourseIndexPage, institution: Institution | None) -> None:
    """Return quietly where somebody may make a course below an index for an institution."""
    if index.pk not in {one.pk for one in owning.writable(actor)}:
        raise PermissionDenied
    if institution is not None and not (owning.receivers(actor).filter(pk=institution.pk).exists()):
        raise PermissionDenied


def free_slug(parent: Page, wanted: str) -> str:
    """Return `wanted` as an address below a page, with a number where it is taken."""
    base = slugify(wanted) or "course"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(one for one in numbered if one not in taken)


def _course(index: CourseIndexPage, title: str, content_id: str) -> CoursePage:
    language = index.locale.language_code
    fields = {"title": title, **words.course(), "source_language": language}
    return _page(CoursePage, index, content_id, fields)


def _page(
    kind: type[Made], parent: Page, content_id: str, fields: dict, *, revise: bool = True
) -> Made:
    above = Page.objects.get(pk=parent.pk)  # the one in memory does not know of its new children
    page = kind(
        content_id=content_id,
        translation_key=keys.page(content_id),
        locale=parent.locale,
        slug=free_slug(above, content_id.rpartition("/")[2]),
        live=False,
        has_unpublished_changes=True,
        **fields,
    )
    above.add_child(instance=page)
    if revise:
        page.save_revision()
    return page


def _item(content_id: str, course: CoursePage) -> Item:
    structure, said = words.item()
    item = Item.objects.create(
        content_id=f"{content_id}/{words.ITEM}", course_key=course.translation_key
    )
    version = ItemVersion.objects.create(
        item=item, number=1, structure=structure, sha256=digest(structure)
    )
    language = course.locale.language_code
    ItemText.objects.create(version=version, language=language, texts=said, sha256=digest(said))
    return item

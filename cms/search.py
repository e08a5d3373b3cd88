"""The search page: a plain GET form, so that readers need no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms import finding
from courses.models import CoursePage
from courses.services import searching

LONGEST_ID = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show lessons and pages of this language that hold the words of `?q=`.

    `?course=` is the id of a course to stay in; one that is not there leaves the whole site.
    """
    language = get_language()
    asked = finding.readable(request.GET.get("q", ""))
    wanted = finding.words(asked)
    course = _course(request.GET.get("course", ""), language)
    within = course.content_id if course else ""
    lessons = searching.lessons(wanted, language=language, request=request, course=within)
    pages = [] if course else finding.pages(wanted, language=language, request=request)
    context = {
        "asked": asked,
        "wanted": wanted,
        "lessons": lessons,
        "found": pages,
        "course": course,
        "number": len(lessons) + len(pages),
        "longest": finding.LONGEST_QUERY,
        "more": finding.MOST_FOUND in (len(lessons), len(pages)),
        "courses_url": f"/{language}/courses/",
    }
    return render(request, "cms/search.html", context)


def _course(content_id: str, language: str) -> CoursePage | None:
    """Return the public course of this id in this language."""
    if not content_id or len(content_id) > LONGEST_ID:
        return None
    courses = CoursePage.objects.live().public().filter(content_id=content_id)
    return courses.filter(locale__language_code=language).first()

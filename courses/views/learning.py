"""Beginning a course, and saying that a lesson is read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses import services
from courses.models import CoursePage, LessonPage, outline
from courses.views import finding


@never_cache
@login_required
def begin(request: HttpRequest, course: str) -> HttpResponse:
    """Enrol, and go on to the first thing not done. A GET (after signing in) shows the course."""
    page = finding.course(course)
    if request.method != "POST":
        return redirect(page.get_url(request))
    try:
        services.enrol(user=request.user, course=page)
    except services.ClosedCourse:
        return redirect("courses:enrol", course)
    return onward(request, page)


def onward(request: HttpRequest, page: CoursePage) -> HttpResponse:
    """Lead to the first thing of a course that is not done."""
    course_outline = outline.of([page], request)[page.pk]
    done = outline.completed(request.user, [page.translation_key])
    following = course_outline.find(course_outline.measure(done).next)
    return redirect(following.url if following else page.get_url(request))


@never_cache
@login_required
def read(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    """Mark a lesson as read, and go on. A GET (after signing in) shows the lesson."""
    page = finding.here(LessonPage, f"{course}/{lesson}")
    if request.method != "POST":
        return redirect(page.get_url(request))
    try:
        services.complete_lesson(user=request.user, lesson=page)
    except services.ClosedCourse:
        return redirect("courses:enrol", course)
    course_page = page.get_course()
    course_outline = outline.of([course_page], request)[course_page.pk]
    _before, following = course_outline.around(page.translation_key)
    done = outline.completed(request.user, [course_page.translation_key])
    if course_outline.measure(done).complete:
        messages.success(request, _("Everything is done. Your certificate can be made."))
        return redirect(services.certificate_url(course_page))
    return redirect(following.url if following else course_page.get_url(request))

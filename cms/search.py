"""The search page: a plain GET form, so that readers need no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms import finding


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the public pages of this language that hold the words of `?q=`."""
    asked = finding.readable(request.GET.get("q", ""))
    wanted = finding.words(asked)
    found = finding.pages(wanted, language=get_language(), request=request)
    context = {
        "asked": asked,
        "wanted": wanted,
        "found": found,
        "longest": finding.LONGEST_QUERY,
        "more": len(found) == finding.MOST_FOUND,
        "courses_url": f"/{get_language()}/courses/",
    }
    return render(request, "cms/search.html", context)

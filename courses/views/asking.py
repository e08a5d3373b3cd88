"""What translators ask about texts, and the answers of authors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people.refusals import Refused
from courses.translation import asking, rights


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """What translators ask about the texts of this person, unanswered first; answers to them."""
    rows = asking.open_to(request.user)
    if not rights.languages(request.user):
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            asking.answer(
                actor=request.user,
                question_id=int(request.POST.get("id", "0") or 0),
                words=request.POST.get("answer", ""),
            )
            messages.success(request, _("The answer stands with the text now."))
            return redirect("courses:translation-questions")
        except Refused as no:
            refused = no.sentence
        except ValueError:
            raise Http404 from None
    shown = sorted(
        rows.select_related("asked_by")[: asking.SHOWN], key=lambda one: bool(one.answer)
    )
    context = {"questions": shown, "refused": refused}
    status = 422 if refused else 200
    return render(request, "courses/translation/questions.html", context, status=status)

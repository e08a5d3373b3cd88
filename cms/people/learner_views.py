"""Views of trainers: their learners without e-mail, a new account and a new code."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people import codes, learners, services
from cms.people.code_forms import LearnerForm
from cms.people.models import PrintedCode


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_trainer(request: HttpRequest) -> HttpResponse:
    """List the learners of a trainer; open an account and answer with the letter to print."""
    _require_trainer(request)
    form = LearnerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _letter(request, learners.open_account(actor=request.user, **form.cleaned_data))
    return _list(request, form)


@never_cache
@login_required
@require_POST
def renew(request: HttpRequest, user_id: int) -> HttpResponse:
    """Print a new code for a learner, or say above the list why not."""
    _require_trainer(request)
    try:
        return _letter(request, learners.renew(actor=request.user, user_id=user_id))
    except PrintedCode.DoesNotExist as none:
        raise Http404 from none
    except services.Refused as no:
        return _list(request, LearnerForm(), str(no.sentence))


def _require_trainer(request: HttpRequest) -> None:
    if not learners.may_open(request.user):
        raise Http404


def _list(request: HttpRequest, form: LearnerForm, refused: str = "") -> HttpResponse:
    now = timezone.now()
    rows = [{"code": row, "holds": row.holds_at(now)} for row in learners.of(request.user)]
    context = {"learners": rows, "form": form, "refused": refused}
    status = 422 if form.errors or refused else 200
    return render(request, "people/learners.html", context, status=status)


def _letter(request: HttpRequest, letter: codes.Letter) -> HttpResponse:
    """Show a letter once, as the answer itself: its code is kept nowhere."""
    rtl = get_language_info(letter.language)["bidi"]
    context = {"letter": letter, "name": request.user.display_name, "rtl": rtl}
    return render(request, "people/learner_letter.html", context)

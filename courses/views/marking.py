"""Essays that wait for a trainer, and extra time for those who need it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.models import User
from courses import services
from courses.domain.itemkinds import EssayItem
from courses.models.attempts import result


class ExtraTimeForm(forms.Form):
    """Who gets more time, and how much."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of the learner"))
    extra = forms.IntegerField(
        label=gettext_lazy("Extra time in percent"), min_value=0, max_value=400, initial=50
    )


class RubricForm(forms.Form):
    """Points for each criterion of an essay."""

    def __init__(self, *args: object, criteria: dict[str, tuple[str, int]], **more: object) -> None:
        super().__init__(*args, **more)
        for name, (text, most) in criteria.items():
            self.fields[name] = forms.IntegerField(
                label=text,
                min_value=0,
                max_value=most,
                help_text=_("At most %(most)s.") % {"most": most},
            )


@never_cache
@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The essays that wait, oldest first, without the names of those who wrote them."""
    language = get_language()
    rows = services.waiting(user=request.user).prefetch_related("version__texts")[:200]
    context = {
        "essays": [(row, row.version.wording(language).prompt) for row in rows],
        "form": ExtraTimeForm(),
    }
    return render(request, "courses/marking.html", context)


@never_cache
@login_required
@require_POST
def extra_time(request: HttpRequest) -> HttpResponse:
    """Give a learner more time. Says nothing about who has an account."""
    if not services.may_grade(request.user):
        raise PermissionDenied
    form = ExtraTimeForm(request.POST)
    if not form.is_valid():
        context = {"essays": [], "form": form}
        return render(request, "courses/marking.html", context, status=422)
    learner = User.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True).first()
    if learner is not None:
        extra = form.cleaned_data["extra"]
        services.allow_extra_time(user=request.user, learner=learner, extra=extra)
    messages.success(request, _("Noted. If there is such an account, it has the extra time now."))
    return redirect("courses:marking")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def essay(request: HttpRequest, asked_id: int) -> HttpResponse:
    """One essay beside its rubric."""
    row = get_object_or_404(services.handed_in(user=request.user), pk=asked_id)
    structure, words = row.version.parsed, row.version.wording(get_language())
    rubric = structure.most if isinstance(structure, EssayItem) else {}
    criteria = {name: (words.named("criteria", name), most) for name, most in rubric.items()}
    form = RubricForm(request.POST or None, criteria=criteria)
    if request.method == "POST" and form.is_valid():
        services.grade(user=request.user, asked=row, points=form.cleaned_data)
        messages.success(request, _("The marks are saved."))
        return redirect("courses:marking")
    text = next(told.response for one, told in result(row.attempt).items if one.pk == row.pk)
    context = {"text": "".join(text), "prompt": words.prompt, "language": words.language}
    context |= {"form": form, "asked": row}
    status = 422 if form.errors else 200
    return render(request, "courses/mark_essay.html", context, status=status)

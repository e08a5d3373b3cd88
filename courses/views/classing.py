"""Changes of a source as their author classes them: what each means for readers of translations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import ChangeClass
from courses.translation import classing, places, rights, texts


@never_cache
@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The texts of this person with changes that nobody has classed yet."""
    if not rights.languages(request.user):
        raise Http404
    found = [
        (text, places.KINDS[text.kind], len(changes))
        for text, changes in classing.open_texts(request.user)
    ]
    return render(request, "courses/translation/changes.html", {"texts": found})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def classify(request: HttpRequest, kind: str, content_id: str) -> HttpResponse:
    """The changes of one text that are not in every language yet, each with its class."""
    text = texts.find(kind, content_id)
    if text is None or text.source not in rights.languages(request.user):
        raise Http404
    changes = classing.changes(text)
    if request.method == "POST":
        sent = {one.name: request.POST.get(f"class-{one.name}", "") for one in changes}
        chosen = {name: int(one) for name, one in sent.items() if one in VALUES}
        if classing.classify(actor=request.user, text=text, chosen=chosen):
            messages.success(request, _("Noted. Readers of translations see what follows from it."))
        return redirect("courses:translation-change", kind, content_id)
    context = {
        "text": text,
        "kind": places.KINDS[text.kind],
        "changes": [(one, places.named(one.drift.path or one.drift.made[0])) for one in changes],
        "classes": ChangeClass.Grave.choices,
    }
    return render(request, "courses/translation/change.html", context)


VALUES = {str(value) for value in ChangeClass.Grave.values}

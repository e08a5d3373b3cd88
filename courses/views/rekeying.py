"""Keys that were wrong: a trainer sees what another key would change, and confirms it once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import services
from courses.models import Correction, Item, ItemVersion
from courses.services.rekeying import Outlook, Version
from courses.views.keywords import in_words

MOST_HERE = 500
"""Results that are changed while a trainer waits; more are a matter of the command."""


class ChoiceForm(forms.Form):
    """Which answers, and by which key."""

    asked = forms.TypedChoiceField(label=gettext_lazy("Answers to version"), coerce=int)
    key = forms.TypedChoiceField(label=gettext_lazy("are marked by the key of version"), coerce=int)

    def __init__(self, *args: Any, numbers: Sequence[int], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("asked", "key"):
            self.fields[name].choices = [(number, str(number)) for number in numbers]


class ReasonForm(forms.Form):
    """Why, for the record."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        help_text=gettext_lazy("A sentence for the record. Learners do not see it."),
    )


@never_cache
@login_required
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The questions that were changed since they were first asked."""
    language = get_language()
    items = services.changed_items(user=request.user).prefetch_related("versions__texts")
    rows = [(item, _newest(item).wording(language)) for item in items]
    return render(request, "courses/keys.html", {"items": rows})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest, item_id: int) -> HttpResponse:
    """One question: its keys, what another one would change, and the change."""
    item = get_object_or_404(Item, pk=item_id)
    found = services.item_versions(user=request.user, item=item)
    numbers = [one.version.number for one in found]
    sent = request.POST if request.method == "POST" else request.GET
    asked = "asked" in sent or "key" in sent
    form = ChoiceForm(sent if asked else None, numbers=numbers, initial=_likely(found))
    if not asked or not form.is_valid():
        return _show(request, item, found, form)
    chosen = [
        next(one.version for one in found if one.version.number == form.cleaned_data[name])
        for name in ("asked", "key")
    ]
    try:
        told = services.outlook(user=request.user, version=chosen[0], marked_by=chosen[1])
    except services.Refused as no:
        return _show(request, item, found, form, refused=no.sentence)
    if request.method == "POST":
        return _confirmed(request, item, found, form, told, chosen)
    return _show(request, item, found, form, told=told, reason=ReasonForm())


def _confirmed(
    request: HttpRequest,
    item: Item,
    found: Sequence[Version],
    form: ChoiceForm,
    told: Outlook,
    chosen: Sequence[ItemVersion],
) -> HttpResponse:
    """Change the key, where what would change is what was confirmed."""
    reason = ReasonForm(request.POST)
    more: dict[str, Any] = {"told": told, "reason": reason}
    if request.POST.get("seen") != told.seal:
        sentence = _("Attempts have come in meanwhile. Look at the numbers again, then confirm.")
        return _show(request, item, found, form, refused=sentence, **more)
    if not reason.is_valid() or told.changed > MOST_HERE:
        return _show(request, item, found, form, **more)
    changed = services.correct(
        user=request.user,
        version=chosen[0],
        marked_by=chosen[1],
        reason=reason.cleaned_data["reason"],
    )
    sentence = ngettext(
        "The key is corrected. %(number)s result has changed.",
        "The key is corrected. %(number)s results have changed.",
        changed,
    )
    messages.success(request, sentence % {"number": changed})
    return redirect("courses:key", item.pk)


def _show(
    request: HttpRequest,
    item: Item,
    found: Sequence[Version],
    form: ChoiceForm,
    *,
    told: Outlook | None = None,
    reason: ReasonForm | None = None,
    refused: str = "",
) -> HttpResponse:
    language = get_language()
    words = found[-1].version.wording(language)
    context = {
        "item": item,
        "prompt": words.prompt,
        "language": words.language,
        "versions": [(one, in_words(one.version, language)) for one in found],
        "corrections": Correction.objects.filter(version__item=item)
        .select_related("version", "marked_by")
        .order_by("-pk")[:50],
        "form": form,
        "told": told,
        "reason": reason,
        "refused": refused,
        "too_many": told is not None and told.changed > MOST_HERE,
    }
    wrong = refused or form.errors or (reason is not None and reason.errors)
    return render(request, "courses/key.html", context, status=422 if wrong else 200)


def _newest(item: Item) -> ItemVersion:
    return max(item.versions.all(), key=lambda one: one.number)


def _likely(found: Sequence[Version]) -> dict[str, int]:
    """What is mostly wanted: the answers to the version before the newest, by the newest key."""
    return {"asked": found[-2:][0].version.number, "key": found[-1].version.number}

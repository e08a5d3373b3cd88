"""The facts of an institution's country: a page for its members, a form for its coordinator."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import country_facts, country_words, library, services
from assessments.domain.context import UNKNOWN
from assessments.facts_form import FactsForm, is_open
from assessments.models import CountryFact, Plan
from assessments.views import doors
from cms.people import access, choices, roles
from cms.people.models import Institution

Rows = dict[str, CountryFact]
MOST_OPEN = 8
"""A group of more facts is folded until somebody opens it."""


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Show what a plan would use of the country, and take what the coordinator says of it."""
    institution = doors.institution_for(request, institution_id)
    if request.method == "POST":
        access.require(request.user, roles.PLAN, institution)
    rows = country_facts.said_by(institution)
    form = FactsForm(
        request.POST if request.method == "POST" else None,
        country=country_facts.overriding(institution, rows),
        today=timezone.localdate(),
    )
    if form.is_valid():
        try:
            count = services.confirm_facts(
                user=request.user, institution_id=institution.pk, said=form.said(), today=form.today
            )
        except services.Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _told(count))
            return redirect("assessments:facts", institution.pk)
    context = _context(request, institution, form, rows)
    return render(request, "assessments/facts.html", context, status=422 if form.errors else 200)


def _told(count: int) -> str:
    if not count:
        return _("Nothing was changed: you skipped every fact.")
    return ngettext("%(count)s fact was saved.", "%(count)s facts were saved.", count) % {
        "count": count
    }


def _context(
    request: HttpRequest, institution: Institution, form: FactsForm, rows: Rows
) -> dict[str, Any]:
    language = get_language()
    may_confirm = access.may(request.user, roles.PLAN, institution)
    return {
        "institution": institution.name_in(language),
        "country": choices.country_name(institution.country, language),
        "is_listed": _is_listed(institution.country),
        "may_confirm": may_confirm,
        "older": _older(institution, rows) if may_confirm else None,
        "form": form,
        "wrong": [_wrong(form, name) for name in form.subjects if _errors(form, name)],
        "groups": [
            _group(form, name, institution, rows, may_confirm) for name in country_words.GROUPS
        ],
        "notice": choices.NOTICE,
        "readers": doors.readers(institution, roles.READ),
    }


def _older(institution: Institution, rows: Rows) -> Plan | None:
    """Return the newest roadmap, if something was confirmed of the country after it was made."""
    newest = Plan.objects.filter(institution=institution).defer("content").first()
    later = newest and any(row.confirmed_at > newest.created_at for row in rows.values())
    return newest if later else None


def _is_listed(code: str) -> bool:
    return any(one.iso3 == code for one in library.countries().countries)


def _wrong(form: FactsForm, name: str) -> dict[str, str]:
    return {"title": country_words.title(name), "anchor": f"fact-{name}"}


def _errors(form: FactsForm, name: str) -> bool:
    return any(field in form.errors for field in _fields(name).values())


def _fields(name: str) -> dict[str, str]:
    return {part: f"{part}-{name}" for part in ("answer", "others", "note", "until", "since")}


def _group(
    form: FactsForm, name: str, institution: Institution, rows: Rows, may_confirm: bool
) -> dict[str, Any]:
    """What is private is shown to those alone who answer it."""
    names = [
        one.id
        for one in form.subjects.values()
        if country_words.group(one.id) == name and (may_confirm or not one.private)
    ]
    order = country_words.GROUPS[name][1]
    names.sort(key=lambda one: order.index(one) if one in order else len(order))
    found = form.country.facts
    return {
        "title": country_words.GROUPS[name][0],
        "facts": [_fact(form, one, institution, rows) for one in names],
        "all": form[f"all-{name}"]
        if any(is_open(found[one], form.today) for one in names)
        else None,
        "folds": len(names) > MOST_OPEN and not any(_errors(form, one) for one in names),
    }


def _fact(form: FactsForm, name: str, institution: Institution, rows: Rows) -> dict[str, Any]:
    fact, row = form.country.facts[name], rows.get(name)
    state = country_facts.state(fact, form.today)
    is_shown = country_facts.is_printed(fact)
    is_said = row is not None and fact.certainty == "confirmed"
    own = (row.note if row else "") or institution.name_in(get_language())
    return {
        "id": f"fact-{name}",
        "title": country_words.title(name),
        "hint": country_words.HINTS.get(name),
        "value": country_words.value(fact.value, name) if is_shown else None,
        "state": state,
        "state_word": country_words.STATES[state],
        "source": (own if is_said else country_words.source(fact.source)) if is_shown else None,
        "as_of": fact.as_of if is_shown else None,
        "valid_until": fact.valid_until if is_shown else None,
        "since_day": fact.since if is_shown else None,
        "certainty": country_words.certainty(fact.certainty),
        "said_by": row.confirmed_by if row and (is_said or row.value == UNKNOWN) else None,
        "is_unknown_to_them": row is not None and row.value == UNKNOWN,
        "said_at": row.confirmed_at if row else None,
        **dict(_bound(form, name)),
    }


def _bound(form: FactsForm, name: str) -> Iterator[tuple[str, Any]]:
    for part, field in _fields(name).items():
        yield part, form[field] if field in form.fields else None
    yield "is_wrong", _errors(form, name)

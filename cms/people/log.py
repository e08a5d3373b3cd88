"""The log of one institution: its events, by person, kind and day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people import deeds
from cms.people.models import AuditEvent, Institution, User

ERASED, SITE = "erased", "site"
"""Whom the filter offers beside persons: accounts that are no more, and commands of the site."""
WHO: Mapping[str, Any] = {
    ERASED: _("A person whose account was erased"),
    SITE: _("The site itself"),
}
NAMELESS = _("A person who has given no name")


class LogFilter(forms.Form):
    """What of a log is asked for; every field may stay empty. Offers only what the log holds."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    kind = forms.ChoiceField(label=_("Kind of event"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Up to and including"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody, everything = ("", _("Everybody")), ("", _("Everything"))
        self.fields["person"].choices = [everybody, *_persons(institution)]
        self.fields["kind"].choices = [everything, *_kinds(institution)]

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first one."))
        return said


def events(institution: Institution, asked: Mapping[str, Any]) -> QuerySet[AuditEvent]:
    """Return the events of an institution that are asked for, the newest first, with who did them.

    `asked` is what a LogFilter has found right. Days begin and end in the current time zone.
    """
    found = of(institution).prefetch_related("actor")  # a join leaves the erased out
    if person := asked.get("person"):
        found = found.filter(_by(person))
    if kind := asked.get("kind"):
        found = found.filter(verb=kind)
    if since := asked.get("since"):
        found = found.filter(at__gte=_begin_of(since))
    if (until := asked.get("until")) and until < dt.date.max:
        found = found.filter(at__lt=_begin_of(until + dt.timedelta(days=1)))
    return found


def of(institution: Institution) -> QuerySet[AuditEvent]:
    """Return everything that is on record for an institution, the newest first."""
    return AuditEvent.objects.filter(institution=institution)


def who(event: AuditEvent) -> str:
    """Return who did it by the name shown to others, never by an address."""
    if event.actor_id is None:
        return str(WHO[SITE])
    return name_of(event.actor)


def name_of(person: User | None) -> str:
    """Return a person's name as others see it; None is a person who is no more."""
    return str(WHO[ERASED]) if person is None else person.display_name or str(NAMELESS)


def _by(person: str) -> Q:
    if person == SITE:
        return Q(actor_id=None)
    if person == ERASED:
        known = User.objects.filter(pk=OuterRef("actor_id"))
        return Q(actor_id__isnull=False) & ~Exists(known)
    return Q(actor_id=person)


def _persons(institution: Institution) -> list[tuple[str, str]]:
    ids = set(of(institution).order_by().values_list("actor_id", flat=True).distinct())
    known = User.objects.filter(pk__in=ids - {None}).order_by("display_name", "pk")
    offered = [(str(one.pk), name_of(one)) for one in known]
    if len(ids - {None}) > len(offered):
        offered.append((ERASED, str(WHO[ERASED])))
    return [*offered, (SITE, str(WHO[SITE]))] if None in ids else offered


def _kinds(institution: Institution) -> list[tuple[str, str]]:
    verbs = of(institution).order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, deeds.words(verb)) for verb in verbs), key=lambda one: one[1].casefold())


def _begin_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))

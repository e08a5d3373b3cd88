"""What waits for a person in the assessments of all institutions that this person serves."""

from typing import TypedDict

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import answering
from assessments.models import Plan, Round
from assessments.models.tenancy import TenantQuerySet
from cms.people import roles
from cms.people.models import User


class Entry(TypedDict):
    """One round on a desk: where it is and the one next thing to do."""

    institution: str
    title: str
    url: str
    state_label: str
    signed: bool
    done: int
    total: int
    next_title: str
    next_url: str
    plan_url: str


def desk(*, user: User, language: str) -> list[Entry]:
    """Return the twenty newest rounds that this person may read; three queries."""
    rounds = (
        Round.objects.open_to(user, roles.READ)
        .select_related("institution", "snapshot")
        .defer("snapshot__content")
        .prefetch_related("answers", Prefetch("snapshot__plans", queryset=_addresses()))
    )
    return [_entry(one, language) for one in rounds[:20]]


def _addresses() -> TenantQuerySet:
    """Give plans without what they hold: a desk only links to the newest."""
    return Plan.objects.only("snapshot_id", "created_at")


def _entry(one: Round, language: str) -> Entry:
    url, title = next_step(one)
    parts = answering.progress(answering.model_of(one), answering.answers_of(one))
    plans = [] if one.is_open else list(one.snapshot.plans.all())
    return Entry(
        institution=one.institution.name_in(language),
        title=one.title,
        url=reverse("assessments:round", args=[one.pk]),
        state_label=str(one.get_state_display()),
        signed=not one.is_open,
        done=sum(part.given for part in parts),
        total=sum(part.asked for part in parts),
        next_title=title,
        next_url=url,
        plan_url=reverse("assessments:plan", args=[plans[0].pk]) if plans else "",
    )


def next_step(one: Round) -> tuple[str, str]:
    """Return the address and the name of what comes next in a round."""
    if one.is_open:
        for part in answering.progress(answering.model_of(one), answering.answers_of(one)):
            if not part.is_complete:
                url = reverse("assessments:dimension", args=[one.pk, part.part])
                return url, _("Go on answering")
        return reverse("assessments:sign", args=[one.pk]), _("Check and sign off")
    for plan in one.snapshot.plans.all():
        return reverse("assessments:plan", args=[plan.pk]), _("Open the roadmap")
    return reverse("assessments:result", args=[one.pk]), _("See the result")

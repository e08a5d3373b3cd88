"""What waits for a person in the assessments of all institutions that this person serves."""

from typing import TypedDict

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import answering, titles
from assessments.marking import isolated
from assessments.models import ChangeRequest, Plan, Round
from assessments.models.tenancy import TenantQuerySet
from cms.people import access, roles
from cms.people.models import User


class Entry(TypedDict):
    """One round on a desk: where it is and the one next thing to do.

    Of a guest others ask a part of their round.
    """

    institution: str
    questionnaire: SafeString
    title: str
    url: str
    state_label: str
    signed: bool
    guest: bool
    done: int
    total: int
    next_title: str
    next_url: str
    plan_url: str


def desk(*, user: User, language: str) -> list[Entry]:
    """Return the twenty newest rounds that this person may read; five queries."""
    asked = ChangeRequest.objects.filter(
        round=OuterRef("pk"),
        state=ChangeRequest.State.OPEN,
        institution__in=access.institutions(user, roles.ANSWER),
    )
    whole = Exists(Round.objects.open_to(user, roles.READ).filter(pk=OuterRef("pk")))
    own = Exists(access.institutions(user, roles.READ).filter(pk=OuterRef("institution")))
    rounds = (
        Round.objects.reached_by(user)
        .annotate(whole=whole, own=own, asked_again=Exists(asked))
        .select_related("institution", "snapshot")
        .defer("snapshot__content")
        .prefetch_related(
            "answers",
            "consensus",
            Prefetch("snapshot__plans", queryset=_addresses(user)),
            Prefetch("snapshot__joined_plans", queryset=_addresses(user)),
        )
    )
    return [_entry(one, language) for one in rounds[:20]]


def _addresses(user: User) -> TenantQuerySet:
    """Give the plans that this person may see, without what they hold: a desk only links."""
    return Plan.objects.open_to(user, roles.READ).only(
        "snapshot_id", "institution_id", "created_at"
    )


def _entry(one: Round, language: str) -> Entry:
    """Say where a round is; who was only asked to take part learns nothing of the others."""
    url, title = next_step(one, whole=one.whole) if one.own else _their_part(one)
    parts = answering.progress_of(one) if one.own else []
    plan = _newest_plan(one) if one.whole and one.is_signed else None
    return Entry(
        institution=one.institution.name_in(language),
        questionnaire=isolated(titles.questionnaire(one, language)),
        title=one.title,
        url=reverse("assessments:round", args=[one.pk]),
        state_label=str(one.get_state_display()),
        signed=one.is_signed,
        guest=not one.own,
        done=sum(part.given for part in parts),
        total=sum(part.asked for part in parts),
        next_title=title,
        next_url=url,
        plan_url=reverse("assessments:plan", args=[plan.pk]) if plan else "",
    )


def _newest_plan(one: Round) -> Plan | None:
    """Return the newest plan of the institution that a result is in, alone or with others."""
    joined = one.snapshot.joined_plans.all()
    own = [plan for plan in joined if plan.institution_id == one.institution_id]
    plans: list[Plan] = [*one.snapshot.plans.all(), *own]
    return max(plans, key=lambda plan: plan.created_at, default=None)


def _their_part(one: Round) -> tuple[str, str]:
    """Lead somebody who takes part to what was given to her."""
    name = _("Open the parts given to you") if one.is_open else _("See where it stands")
    if one.asked_again:
        name = _("Look at an answer again")
    return reverse("assessments:round", args=[one.pk]), name


def next_step(one: Round, *, whole: bool = True) -> tuple[str, str]:
    """Return the address and the name of what comes next in a round of one's own institution.

    `whole` is false for somebody to whom its results are not open.
    """
    if one.state == Round.State.DRAFT:
        return reverse("assessments:round", args=[one.pk]), _("See where it stands")
    if one.is_open:
        for part in answering.progress_of(one):
            if not part.is_complete:
                url = reverse("assessments:dimension", args=[one.pk, part.part])
                return url, _("Go on answering")
    if not one.is_signed:
        name = "sign" if whole else "round"
        title = _("Check and sign off") if whole else _("See where it stands")
        return reverse(f"assessments:{name}", args=[one.pk]), title
    if not whole:
        return reverse("assessments:round", args=[one.pk]), _("See where it stands")
    if plan := _newest_plan(one):
        return reverse("assessments:plan", args=[plan.pk]), _("Open the roadmap")
    return reverse("assessments:result", args=[one.pk]), _("See the result")

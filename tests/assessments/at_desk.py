"""The planning desk for tests: a plan to lay on it, its form as a browser sends it."""

import json
import re

from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import library, services
from assessments.domain import constraints, planning
from assessments.models import Plan, PlanVariant
from cms.people import roles
from tests.assessments import made


def planned(team: made.Team) -> Plan:
    """Return the plan that one click made, on the model with the whole library behind it."""
    user = team[roles.COORDINATOR]
    one = services.start_round(
        user=user, institution=team.institution, model=made.OFFERED, title="Round"
    )
    snapshot = services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    return services.make_plan(user=user, snapshot_id=snapshot.pk)


def browser_of(team: made.Team) -> Client:
    """Return the coordinator's browser."""
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    return client


def desk(plan: Plan, language: str = "en", name: str = "desk", *more: object) -> str:
    with translation.override(language):
        return reverse(f"assessments:{name}", args=[plan.pk, *more])


def filled(client: Client, address: str, **changes: object) -> dict[str, object]:
    """Return the form of the desk as a browser would send it, with some entries changed."""
    form = client.get(address).context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    return sent | {name.replace("__", "-"): value for name, value in changes.items()}


def recomputed(client: Client, plan: Plan, **changes: object) -> str:
    """Return the page on which some limits were changed."""
    response = client.post(desk(plan), filled(client, desk(plan), **changes))
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def saved(client: Client, plan: Plan, name: str, **changes: object) -> PlanVariant:
    sent = filled(client, desk(plan), **changes) | {"do": "save", "name": name}
    response = client.post(desk(plan), sent)
    assert response.status_code == 302, response.content.decode()
    return PlanVariant.objects.get(name=name)


def tried(plan: Plan, **limits: object) -> planning.Plan:
    """Ask the planner itself for the plan of other limits."""
    model = library.model(made.OFFERED)
    return planning.make(
        planning.Inputs(
            snapshots=(planning.Snapshot(model, json.loads(plan.snapshot.content)["answers"]),),
            library=library.release_for(model.id),
            constraints=constraints.parse({"start": plan.result["start"], **limits}),
            country=plan.institution.country,
        )
    )


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))

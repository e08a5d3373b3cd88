"""The planning desk for tests: its form as a browser sends it, and the planner itself beside it."""

import json
import re

from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import country_facts, library
from assessments.domain import constraints, planning
from assessments.models import Plan, PlanVariant
from tests.assessments import made


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
            facts=country_facts.facts_of(plan.institution),
        )
    )


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))

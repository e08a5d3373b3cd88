"""Variants on the planning desk: saved, opened, compared, adopted, deleted."""

import pytest
from django.test import Client

from assessments import given
from assessments.models import Plan, PlanVariant
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.trying import desk, filled, saved, tried

AIM = {f"target-{made.OFFERED}": "working"}


def test_a_variant_opens_as_it_was_saved(coordinator: Client, plan: Plan) -> None:
    first = plan.result["start"]
    window = {
        "window-0-id": "fund",
        "window-0-amount": "1000",
        "window-0-from": first,
        "window-0-to": first,
        "window-0-areas": ["C"],
    }
    variant = saved(coordinator, plan, "More <b>people</b>", people="6", **AIM, **window)
    response = coordinator.get(f"{desk(plan)}?variant={variant.pk}")
    page = response.content.decode()
    assert "More &lt;b&gt;people&lt;/b&gt;" in page
    assert 'name="people" value="6"' in page
    assert 'name="window-0-id" value="fund"' in page
    assert '<option value="working" selected>' in page
    assert response.context["computed"]
    again = coordinator.post(
        desk(plan), filled(coordinator, f"{desk(plan)}?variant={variant.pk}", do="save", name="B")
    )
    assert again.status_code == 302
    contents = PlanVariant.objects.values_list("content", flat=True)
    assert len(set(contents)) == 1


def test_two_variants_are_compared(coordinator: Client, plan: Plan) -> None:
    one = saved(coordinator, plan, "Two people")
    other = saved(coordinator, plan, "Six people", people="6")
    address = desk(plan, "en", "desk-compare")
    page = coordinator.get(address, {"a": one.pk, "b": other.pk}).content.decode()
    assert "quarters earlier" in page
    assert page.count('<th scope="col">Six people</th>') >= 1
    same = coordinator.get(address, {"a": "plan", "b": one.pk}).content.decode()
    assert "The same actions at the same dates." in same
    assert coordinator.get(address, {"a": "plan"}).status_code == 404
    assert coordinator.get(address, {"a": "plan", "b": "nonsense"}).status_code == 404


def test_adopting_a_variant_makes_a_frozen_plan(
    team: made.Team, coordinator: Client, plan: Plan
) -> None:
    variant = saved(coordinator, plan, "Six people", people="6", **AIM)
    response = coordinator.post(desk(plan, "en", "desk-adopt", variant.pk), follow=True)
    new = Plan.objects.exclude(pk=plan.pk).get()
    assert response.redirect_chain[-1][0] == desk(new, "en", "plan")
    page = response.content.decode()
    assert "Compared with the former roadmap:" in page
    assert "aims at “<bdi>Working</bdi>”" in page
    assert given.of(new).targets == {made.OFFERED: "working"}
    assert given.of(new).limits.people == 6
    event = AuditEvent.objects.get(verb="variant.adopted")
    assert (event.actor, event.subject_id) == (team[roles.COORDINATOR], str(variant.pk))
    assert event.detail["plan"] == str(new.pk)


def test_what_stands_on_the_desk_can_be_adopted_at_once(coordinator: Client, plan: Plan) -> None:
    sent = filled(coordinator, desk(plan), people="6") | {"do": "adopt"}
    response = coordinator.post(desk(plan), sent)
    new = Plan.objects.exclude(pk=plan.pk).get()
    assert response["Location"] == desk(new, "en", "plan")
    assert new.sha256 == tried(plan, people=6).hash


def test_a_variant_is_deleted_and_the_log_keeps_that_it_was_there(
    coordinator: Client, plan: Plan
) -> None:
    variant = saved(coordinator, plan, "Six people", people="6")
    coordinator.post(desk(plan, "en", "desk-delete", variant.pk))
    assert not PlanVariant.objects.exists()
    verbs = AuditEvent.objects.filter(subject_id=str(variant.pk)).values_list("verb", flat=True)
    assert set(verbs) == {"variant.saved", "variant.deleted"}
    assert coordinator.get(f"{desk(plan)}?variant={variant.pk}").status_code == 404


def test_a_name_is_wanted_and_given_once(coordinator: Client, plan: Plan) -> None:
    saved(coordinator, plan, "Six people", people="6")
    for name, sentence in (("", "Write a name"), ("Six people", "a variant of that name already")):
        sent = filled(coordinator, desk(plan), people="7") | {"do": "save", "name": name}
        response = coordinator.post(desk(plan), sent)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert 'name="people" value="7"' in response.content.decode()
    assert PlanVariant.objects.count() == 1


def test_only_so_many_variants_are_kept(
    coordinator: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.services.variants.MOST_VARIANTS", 1)
    saved(coordinator, plan, "One")
    sent = filled(coordinator, desk(plan)) | {"do": "save", "name": "Two"}
    response = coordinator.post(desk(plan), sent)
    assert response.status_code == 422
    assert "Delete one that you no longer need" in response.content.decode()


def test_a_variant_of_other_answers_does_not_exist_here(
    team: made.Team, coordinator: Client, plan: Plan
) -> None:
    other = made.planned(team, title="Other round")
    variant = saved(coordinator, plan, "Six people", people="6")
    assert coordinator.get(f"{desk(other)}?variant={variant.pk}").status_code == 404
    for name in ("desk-adopt", "desk-delete"):
        assert coordinator.post(desk(other, "en", name, variant.pk)).status_code == 404
    assert PlanVariant.objects.filter(pk=variant.pk).exists()


def test_a_variant_of_an_earlier_shape_can_only_be_deleted(
    team: made.Team, coordinator: Client, plan: Plan
) -> None:
    variant = PlanVariant.objects.create(
        institution=team.institution,
        snapshot=plan.snapshot,
        base=plan,
        name="Old",
        content='{"limits":{"start":"2027-Q1","gone":1},"targets":{}}',
    )
    assert "can no longer be read" in coordinator.get(desk(plan)).content.decode()
    opened = coordinator.get(f"{desk(plan)}?variant={variant.pk}")
    assert (opened.status_code, opened["Location"]) == (302, desk(plan))
    assert coordinator.post(desk(plan, "en", "desk-adopt", variant.pk))["Location"] == desk(plan)
    compared = coordinator.get(desk(plan, "en", "desk-compare"), {"a": "plan", "b": variant.pk})
    assert compared.status_code == 302
    coordinator.post(desk(plan, "en", "desk-delete", variant.pk))
    assert not PlanVariant.objects.exists()

"""The planning desk: change any limit, see what it does, keep nothing until one says so."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import given, library, services
from assessments.domain import constraints, planning, quarters
from assessments.models import Plan, PlanVariant
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made

Result = dict[str, object]


@pytest.fixture
def plan(team: made.Team) -> Plan:
    """The plan that one click made, on the model with the whole library behind it."""
    user = team[roles.COORDINATOR]
    one = services.start_round(
        user=user, institution=team.institution, model=made.OFFERED, title="Round"
    )
    snapshot = services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    return services.make_plan(user=user, snapshot_id=snapshot.pk)


@pytest.fixture
def coordinator(team: made.Team) -> Client:
    """The coordinator's browser."""
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


def test_the_filled_form_gives_the_plan_as_it_is(coordinator: Client, plan: Plan) -> None:
    assert "Nothing is changed yet" in coordinator.get(desk(plan)).content.decode()
    assert "The same actions at the same dates." in recomputed(coordinator, plan)


def test_recomputing_keeps_nothing(coordinator: Client, plan: Plan) -> None:
    events = AuditEvent.objects.count()
    recomputed(coordinator, plan, people="6", budget="100000", horizon="8")
    assert Plan.objects.get() == plan
    assert not PlanVariant.objects.exists()
    assert AuditEvent.objects.count() == events


def test_more_people_move_what_the_planner_moves(coordinator: Client, plan: Plan) -> None:
    found = tried(plan, people=6).result
    before = {one["id"]: one for one in plan.result["actions"]}
    moved = [
        one
        for one in found["actions"]
        if one["id"] in before and one["start"] != before[one["id"]]["start"]
    ]
    assert moved
    assert all(one["start"] < before[one["id"]]["start"] for one in moved)
    response = coordinator.post(desk(plan), filled(coordinator, desk(plan), people="6"))
    effect = response.context["effect"]
    dated = [one for one in moved if (one["end"]) != before[one["id"]]["end"]]
    assert len(effect.moves) >= len(dated) > 0
    entering = {one["id"] for one in found["actions"]} - before.keys()
    assert len(effect.enters) == len(entering)
    assert "quarters earlier" in str(effect.told)


def test_money_that_is_short_puts_off_and_more_money_brings_back(
    coordinator: Client, plan: Plan
) -> None:
    poor = saved(coordinator, plan, "Poor", budget="40000")
    made_of_it = services.adopt_variant(user=poor.created_by, variant_id=poor.pk)
    assert made_of_it.result["actions"] == tried(plan, budget_per_year=40000).result["actions"]
    response = coordinator.post(
        desk(made_of_it), filled(coordinator, desk(made_of_it), budget="900000")
    )
    rich = tried(plan, budget_per_year=900_000).result
    before = {one["id"] for one in made_of_it.result["actions"]}
    entering = [one for one in rich["actions"] if one["id"] not in before]
    assert entering
    assert len(response.context["effect"].enters) == len(entering)


def test_what_falls_out_says_why(coordinator: Client, plan: Plan) -> None:
    page = recomputed(coordinator, plan, budget="0")
    assert "There is no money: only what needs none is planned." in page
    assert re.search(r"\d+ actions fall out", page)
    assert "Waits for money" in page


def test_every_group_reaches_the_limits(coordinator: Client, plan: Plan) -> None:
    first = quarters.parse(plan.result["start"])
    year, action = first.year, plan.result["actions"][0]["id"]
    variant = saved(
        coordinator,
        plan,
        "Everything",
        fiscal="3",
        target="starting",
        budget="500,000",
        people="5",
        **{
            f"budget-{year}": "250000",
            "window-0-id": "World Fund",
            "window-0-amount": "750,000",
            "window-0-from": str(first),
            "window-0-to": str(first.plus(5)),
            "window-0-areas": ["C", "S"],
            "planned-0-from": str(first.plus(4)),
            "planned-0-people": "9",
            "weight-C": "3/2",
            f"lock-{action}": f"committed:{first.plus(1)}",
            "currency": "xof",
            "rate": "655.957",
            "rate_on": "2026-11-20",
        },
    )
    wish, shown = services.read_variant(variant)
    limits = wish.limits
    assert (limits["fiscal_year_begins"], limits["budgets"]) == (3, {str(year): 250_000})
    assert wish.targets == {made.OFFERED: "starting"}
    assert limits["donor_windows"] == [
        {
            "id": "world-fund",
            "theme": ["C", "S"],
            "from": str(first),
            "to": str(first.plus(5)),
            "amount": 750_000,
        }
    ]
    assert limits["planned_people"] == [{"from": str(first.plus(4)), "people": 9}]
    assert limits["weights"] == {"C": "3/2"}
    assert limits["locks"] == {action: {"state": "committed", "start": str(first.plus(1))}}
    assert (shown.code, str(shown.rate.normalize())) == ("XOF", "655.957")


def test_a_variant_opens_as_it_was_saved(coordinator: Client, plan: Plan) -> None:
    first = plan.result["start"]
    window = {
        "window-0-id": "fund",
        "window-0-amount": "1000",
        "window-0-from": first,
        "window-0-to": first,
        "window-0-areas": ["C"],
    }
    variant = saved(coordinator, plan, "More <b>people</b>", people="6", target="working", **window)
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


def test_sums_are_shown_in_another_currency_too(coordinator: Client, plan: Plan) -> None:
    page = text(recomputed(coordinator, plan, currency="XOF", rate="600", rate_on="2026-11-20"))
    assert "(about XOF " in page
    assert "one US dollar is XOF 600, on 20 Nov 2026" in page


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
    variant = saved(coordinator, plan, "Six people", people="6", target="working")
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


WINDOW = {
    "window-0-id": "fund",
    "window-0-amount": "1000",
    "window-0-from": "START",
    "window-0-to": "START",
    "window-0-areas": ["C"],
}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": "0"}, "Without people nothing can be done"),
        ({"budget": "much"}, "Write a whole number in figures"),
        ({"budget-2027": "-5"}, "Money cannot be less than 0"),
        ({"start": "2020-Q1"}, "begins in this quarter or a later one"),
        ({"start": "soon"}, "begins in this quarter or a later one"),
        ({"fiscal": "7"}, "Select a valid choice"),
        ({"target": "perfect"}, "Choose one of the stages listed"),
        ({"planned-0-people": "3"}, "Choose the quarter from which on they are there"),
        ({"planned-0-from": "START"}, "Write how many people there are then in all"),
        ({"planned-0-from": "2011-Q1", "planned-0-people": "3"}, "none of the quarters listed"),
        ({**WINDOW, "window-0-amount": ""}, "how much the donor gives in all"),
        ({**WINDOW, "window-0-areas": []}, "Tick at least one area"),
        ({**WINDOW, "window-0-from": "LATER"}, "It ends before it begins"),
        ({**WINDOW, "window-0-id": "Île"}, "Latin letters without accents"),
        ({**WINDOW, "window-0-id": "domestic"}, "cannot have this one name"),
        (
            {**WINDOW, **{name.replace("0", "1"): one for name, one in WINDOW.items()}},
            "cannot have this one name",
        ),
        ({"weight-C": "9"}, "Select a valid choice"),
        ({"lock-C07": "maybe"}, "Choose one of the entries listed"),
        ({"currency": "USD", "rate": "1", "rate_on": "2026-11-01"}, "other than the US dollar"),
        ({"currency": "XOF", "rate": "0", "rate_on": "2026-11-01"}, "Write a number above 0"),
        ({"currency": "XOF"}, "Write on which day the rate held"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_lost(
    coordinator: Client, plan: Plan, changes: dict[str, object], sentence: str
) -> None:
    first = quarters.parse(plan.result["start"])
    named = {"START": str(first), "LATER": str(first.plus(3))}
    typed = {
        name: named.get(value, value) if isinstance(value, str) else value
        for name, value in changes.items()
    }
    role = plan.result["actions"][0]["lead"]
    sent = filled(coordinator, desk(plan)) | {f"role-{role}": "Kept <i>body</i>"} | typed
    response = coordinator.post(desk(plan), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Nothing that you entered is lost" in page
    assert "Kept &lt;i&gt;body&lt;/i&gt;" in page
    assert '<details class="row" open>' in page
    for name, value in typed.items():
        if name.startswith(("budget", "rate", "currency", "window-0-id")) and value:
            assert f'name="{name}" value="{value}"' in page


def test_every_quarter_blacked_out_is_refused(coordinator: Client, plan: Plan) -> None:
    first = quarters.parse(plan.result["start"])
    dark = [str(first.plus(number)) for number in range(plan.result["horizon"])]
    response = coordinator.post(desk(plan), filled(coordinator, desk(plan), blackouts=dark))
    assert response.status_code == 422
    assert "Leave at least one to work in" in response.content.decode()


def test_a_target_below_the_present_is_refused(team: made.Team, coordinator: Client) -> None:
    answers = dict.fromkeys(made.ANSWERS, "3")
    plan = made.planned(team, answers)
    stage = library.model(made.MODEL).stages[0].id
    assert plan.result["models"][0]["scorecard"]["overall"]["stage"]["low"] >= 1
    response = coordinator.post(desk(plan), {"target": stage})
    assert response.status_code == 422
    assert "You stand at this stage already, or beyond it" in response.content.decode()


def test_windows_that_overlap_are_allowed_and_said(coordinator: Client, plan: Plan) -> None:
    first = quarters.parse(plan.result["start"])
    rows = {}
    for row, name in enumerate(("fund", "bank")):
        rows |= {
            f"window-{row}-id": name,
            f"window-{row}-amount": "1000",
            f"window-{row}-from": str(first),
            f"window-{row}-to": str(first.plus(row)),
            f"window-{row}-areas": ["C"],
        }
    page = text(recomputed(coordinator, plan, **rows))
    assert "“fund” and “bank” pay for the same area at the same time" in page


def test_a_fragment_holds_the_effect_and_what_the_groups_say(
    coordinator: Client, plan: Plan
) -> None:
    sent = filled(coordinator, desk(plan), people="6")
    response = coordinator.post(desk(plan), sent, headers={"HX-Request": "true"})
    part = response.content.decode()
    assert "<html" not in part
    assert "<form" not in part
    assert 'data-told="people"><bdi>6</bdi> people' in part
    wrong = coordinator.post(desk(plan), sent | {"people": "0"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert 'href="#id_people"' in wrong.content.decode()


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_desk_stands_in_every_language(coordinator: Client, plan: Plan, language: str) -> None:
    page = coordinator.post(desk(plan, language), {"people": "6", "rate": "6,5"}).content.decode()
    assert 'id="limits"' in page


def test_other_pages_lead_to_the_desk(coordinator: Client, plan: Plan) -> None:
    for name in ("plan", "refine"):
        assert desk(plan) in coordinator.get(desk(plan, "en", name)).content.decode()


def test_targets_of_a_plan_are_read_back_and_make_another_plan(team: made.Team, plan: Plan) -> None:
    new = services.make_plan(
        user=team[roles.COORDINATOR],
        snapshot_id=plan.snapshot_id,
        limits={"start": plan.result["start"]},
        targets={made.OFFERED: "starting"},
    )
    assert new.result["models"][0]["target"] == "starting"
    assert given.of(new).targets == {made.OFFERED: "starting"}
    assert not given.of(new).is_default
    assert given.of(plan).targets == {}
    assert new.sha256 != plan.sha256

"""Addresses of assessments and roadmaps, below the language prefix."""

from django.urls import path

from assessments.views import (
    answers,
    approving,
    archiving,
    carrying,
    comparing,
    desk,
    desk_variants,
    disclosing,
    explaining,
    facts,
    gathering,
    joining,
    own,
    plans,
    refining,
    reports,
    rounds,
    saving,
    sharing,
    signing,
)

app_name = "assessments"

OWN = "roadmaps/own/<uuid:institution_id>/"
ROUND = "assessments/<uuid:round_id>/"
VARIANT = "roadmaps/<uuid:plan_id>/desk/<uuid:variant_id>/"

urlpatterns = [
    path("assessments/", rounds.rounds, name="rounds"),
    path("assessments/new/", rounds.start, name="start"),
    path(ROUND, rounds.overview, name="round"),
    path(f"{ROUND}part/<slug:dimension>/", answers.dimension, name="dimension"),
    path(f"{ROUND}part/<slug:dimension>/hand-in/", answers.hand_in, name="hand-in"),
    path(f"{ROUND}answer/<slug:indicator>/", saving.answer, name="answer"),
    path(f"{ROUND}details/", gathering.details, name="details"),
    path(f"{ROUND}step/", gathering.step, name="step"),
    path(f"{ROUND}team/", gathering.team, name="team"),
    path(f"{ROUND}team/give/", gathering.give, name="give"),
    path(f"{ROUND}team/given/<int:delegation_id>/", gathering.given, name="given"),
    path(f"{ROUND}team/end/<uuid:institution_id>/", gathering.part_with, name="part-with"),
    path(f"{ROUND}team/ask/", joining.ask, name="ask"),
    path(f"{ROUND}team/ask/<uuid:invitation_id>/", joining.unask, name="unask"),
    path("assessments/join/<slug:token>/", joining.join, name="join"),
    path(f"{ROUND}sign-off/", signing.sign, name="sign"),
    path(f"{ROUND}result/", signing.result, name="result"),
    path(f"{ROUND}result/<slug:node>/", explaining.explain, name="explain"),
    path(f"{ROUND}compare/<uuid:earlier_id>/", comparing.compare, name="compare"),
    path(f"{ROUND}carry-over/", carrying.carry_over, name="carry-over"),
    path(f"{ROUND}share/", sharing.share, name="share"),
    path(f"{ROUND}share/<int:share_id>/end/", sharing.unshare, name="unshare"),
    path("assessments/shared/<uuid:institution_id>/", sharing.shared, name="shared"),
    path(
        "assessments/shared/<uuid:institution_id>/<int:share_id>/",
        sharing.shared_result,
        name="shared-result",
    ),
    path("assessments/archive/<uuid:institution_id>/", archiving.archive, name="archive"),
    path(f"{ROUND}plan/", plans.make, name="make-plan"),
    path("roadmaps/", plans.plans, name="plans"),
    path("roadmaps/facts/<uuid:institution_id>/", facts.facts, name="facts"),
    path(OWN, own.actions, name="own"),
    path(f"{OWN}add/", own.add, name="own-add"),
    path(f"{OWN}<slug:identifier>/", own.change, name="own-change"),
    path(f"{OWN}<slug:identifier>/remove/", own.remove, name="own-remove"),
    path("roadmaps/<uuid:plan_id>/", plans.plan, name="plan"),
    path("roadmaps/<uuid:plan_id>/refine/", refining.refine, name="refine"),
    path("roadmaps/<uuid:plan_id>/desk/", desk.desk, name="desk"),
    path("roadmaps/<uuid:plan_id>/desk/compare/", desk_variants.compare, name="desk-compare"),
    path(f"{VARIANT}adopt/", desk_variants.adopt, name="desk-adopt"),
    path(f"{VARIANT}delete/", desk_variants.delete, name="desk-delete"),
    path("roadmaps/<uuid:plan_id>/approve/", approving.approve, name="approve"),
    path("roadmaps/<uuid:plan_id>/disclosure/", disclosing.disclosure, name="disclosure"),
    path("roadmaps/<uuid:plan_id>/report/", reports.request_report, name="report"),
]

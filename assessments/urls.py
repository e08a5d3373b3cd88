"""Addresses of assessments and roadmaps, below the language prefix."""

from django.urls import path

from assessments.views import (
    answers,
    approving,
    carrying,
    comparing,
    desk,
    desk_variants,
    disclosing,
    explaining,
    facts,
    own,
    plans,
    refining,
    reports,
    rounds,
    saving,
    signing,
    workbooks,
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
    path(f"{ROUND}sign-off/", signing.sign, name="sign"),
    path(f"{ROUND}result/", signing.result, name="result"),
    path(f"{ROUND}result/<slug:node>/", explaining.explain, name="explain"),
    path(f"{ROUND}compare/<uuid:earlier_id>/", comparing.compare, name="compare"),
    path(f"{ROUND}carry-over/", carrying.carry_over, name="carry-over"),
    path(f"{ROUND}plan/", plans.make, name="make-plan"),
    path(f"{ROUND}workbook/", workbooks.workbook, name="workbook"),
    path(f"{ROUND}workbook/file/", workbooks.download, name="workbook-file"),
    path(f"{ROUND}workbook/paper/", workbooks.paper, name="workbook-paper"),
    path(f"{ROUND}workbook/<uuid:upload_id>/", workbooks.preview, name="workbook-preview"),
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

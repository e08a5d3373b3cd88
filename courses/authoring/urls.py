"""Addresses of the workshop of questions and scenarios, below the admin."""

from django.urls import path

from courses.authoring import items, lists, proposals, scenarios, writing_items, writing_scenarios

app_name = "authoring"

ITEM = "<slug:course>/questions/<slug:item>/"
SCENARIO = "<slug:course>/scenarios/<slug:scenario>/"

urlpatterns = [
    path("", lists.Index.as_view(), name="index"),
    path("<slug:course>/", lists.Course.as_view(), name="course"),
    path("<slug:course>/new-question/", writing_items.Create.as_view(), name="item-new"),
    path("<slug:course>/new-scenario/", writing_scenarios.Create.as_view(), name="scenario-new"),
    path("<slug:course>/proposals/<int:proposal>/", proposals.Proposed.as_view(), name="proposal"),
    path(ITEM, items.Item.as_view(), name="item"),
    path(f"{ITEM}edit/", writing_items.Edit.as_view(), name="item-edit"),
    path(SCENARIO, scenarios.Scenario.as_view(), name="scenario"),
    path(f"{SCENARIO}edit/", writing_scenarios.Edit.as_view(), name="scenario-edit"),
]

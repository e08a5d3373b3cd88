"""Addresses of the workshop of questions and scenarios, below the admin."""

from django.urls import path

from courses.authoring import items, lists, scenarios, writing_items

app_name = "authoring"

ITEM = "<slug:course>/questions/<slug:item>/"
SCENARIO = "<slug:course>/scenarios/<slug:scenario>/"

urlpatterns = [
    path("", lists.Index.as_view(), name="index"),
    path("<slug:course>/", lists.Course.as_view(), name="course"),
    path("<slug:course>/new-question/", writing_items.Create.as_view(), name="item-new"),
    path("<slug:course>/new-scenario/", scenarios.Create.as_view(), name="scenario-new"),
    path(ITEM, items.Item.as_view(), name="item"),
    path(f"{ITEM}edit/", writing_items.Edit.as_view(), name="item-edit"),
    path(SCENARIO, scenarios.Scenario.as_view(), name="scenario"),
    path(f"{SCENARIO}edit/", scenarios.Edit.as_view(), name="scenario-edit"),
]

"""Migrations see lessons as plain JSON, and a historical save keeps every block."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from wagtail.fields import StreamField

from courses.models import LessonPage
from tests.courses import made

STATES = [
    lambda: MigrationLoader(connection).project_state(),
    lambda: ProjectState.from_apps(apps),
]


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES, ids=["from the migrations", "from the models"])
def test_a_save_by_a_historical_model_keeps_every_block(course, state):
    before = made.page("small/first")
    blocks = before.body.get_prep_value()
    historical = state().apps.get_model("courses", "LessonPage")
    old = historical.objects.get(pk=before.pk)
    assert isinstance(old.body, list)
    old.minutes = 99
    old.save()
    after = LessonPage.objects.get(pk=before.pk)
    assert after.minutes == 99
    assert after.body.get_prep_value() == blocks
    assert len(after.body) == len(blocks) == 7


def test_every_stream_of_a_page_is_json_to_a_migration():
    streams = [
        field
        for model in apps.get_app_config("courses").get_models()
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]
    assert len(streams) == 2
    for field in streams:
        _name, path, args, _options = field.deconstruct()
        assert (path, args) == ("django.db.models.JSONField", [])
        assert field.db_type(connection) == models.JSONField().db_type(connection)

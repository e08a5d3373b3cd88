"""What was answered so far was answered by the institution of the round; each began by itself."""

import uuid

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def give(apps, schema_editor):
    """Put the institution of the round on every answer and change, and part the occasions."""
    rounds = apps.get_model("assessments", "Round")
    for name in ("Answer", "Change"):
        rows = apps.get_model("assessments", name).objects.filter(institution=None)
        own = rounds.objects.filter(pk=OuterRef("round_id")).values("institution_id")[:1]
        rows.update(institution_id=Subquery(own))
    for one in rounds.objects.only("pk").iterator():
        rounds.objects.filter(pk=one.pk).update(occasion=uuid.uuid4())


def keep_the_owners(apps, schema_editor):
    """Keep what the institution of the round said: only one answer had a place before."""
    for name in ("Answer", "Change"):
        rows = apps.get_model("assessments", name).objects
        rows.exclude(institution_id=F("round__institution_id")).delete()
    rounds = apps.get_model("assessments", "Round").objects
    rounds.filter(state="archived").update(state="signed")
    rounds.filter(state__in=("draft", "in-review", "agreed")).update(state="open")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0011_institutions_answer_together")]

    operations = [migrations.RunPython(give, keep_the_owners)]

from django.db import migrations, models


def to_rows(apps, schema_editor):
    """Write what a plan named as ids as rows; of a snapshot that is gone nothing is left."""
    Plan, Snapshot = (apps.get_model("assessments", name) for name in ("Plan", "Snapshot"))
    for plan in Plan.objects.exclude(also=[]).only("pk", "also"):
        plan.further.set(Snapshot.objects.filter(pk__in=plan.also))


def to_ids(apps, schema_editor):
    """Write the rows back as ids."""
    Plan = apps.get_model("assessments", "Plan")
    for plan in Plan.objects.filter(further__isnull=False).distinct().only("pk"):
        names = plan.further.order_by("signed_at", "pk").values_list("pk", flat=True)
        Plan.objects.filter(pk=plan.pk).update(also=[str(one) for one in names])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0019_signed_results_are_shared")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="further",
            field=models.ManyToManyField(
                blank=True,
                related_name="joined_plans",
                to="assessments.snapshot",
                verbose_name="further results",
            ),
        ),
        migrations.RunPython(to_rows, to_ids),
        migrations.RemoveField(model_name="plan", name="also"),
    ]

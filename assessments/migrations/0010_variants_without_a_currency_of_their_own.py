"""The columns of a variant that its limits hold by now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_currencies_are_limits_of_a_plan")]

    operations = [
        migrations.RemoveField("planvariant", "currency"),
        migrations.RemoveField("planvariant", "rate"),
        migrations.RemoveField("planvariant", "rate_on"),
    ]

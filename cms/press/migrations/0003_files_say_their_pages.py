from django.db import migrations, models


class Migration(migrations.Migration):
    """A file says how many pages it has, so that readers know before they fetch it."""

    dependencies = [("press", "0002_files_on_their_way_in")]

    operations = [
        migrations.AddField(
            model_name="privatefile",
            name="pages",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="pages"),
        ),
    ]

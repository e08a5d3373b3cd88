"""Every answer and change names its institution, and has its place once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0012_answers_belong_to_institutions")]

    operations = [
        migrations.AlterField(
            model_name='answer',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution', verbose_name='institution'),
        ),
        migrations.AlterField(
            model_name='change',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution', verbose_name='institution'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('round', 'institution', 'indicator'), name='assessments_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.UniqueConstraint(fields=('round', 'institution', 'indicator', 'client_id'), name='assessments_change_once'),
        ),
    ]

"""Rounds get states, parts are given to institutions, and each of these answers apart."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0010_variants_without_a_currency_of_their_own'),
        ('people', '0006_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consensus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60, verbose_name='indicator')),
                ('state', models.CharField(choices=[('level', 'Level'), ('unknown', 'We do not know'), ('not-applicable', 'Does not apply to us')], max_length=20, verbose_name='state')),
                ('level', models.PositiveSmallIntegerField(null=True, verbose_name='level')),
                ('rationale', models.TextField(max_length=2000, verbose_name='reason')),
                ('seen', models.JSONField(default=dict, verbose_name='answers compared')),
                ('decided_at', models.DateTimeField(auto_now=True, verbose_name='decided at')),
            ],
            options={
                'verbose_name': 'agreed answer',
                'verbose_name_plural': 'agreed answers',
                'ordering': ('round', 'indicator'),
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=60, verbose_name='part')),
                ('deadline', models.DateField(blank=True, null=True, verbose_name='deadline')),
                ('note', models.TextField(blank=True, default='', max_length=500, verbose_name='note')),
                ('given_at', models.DateTimeField(auto_now_add=True, verbose_name='given at')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='handed in at')),
            ],
            options={
                'verbose_name': 'delegated part',
                'verbose_name_plural': 'delegated parts',
                'ordering': ('round', 'part', 'institution', 'id'),
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='takes part since')),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'ordering': ('round', 'joined_at', 'id'),
                'default_permissions': ('view',),
            },
        ),
        migrations.AlterModelOptions(
            name='answer',
            options={'ordering': ('round', 'indicator', 'institution'), 'verbose_name': 'answer', 'verbose_name_plural': 'answers'},
        ),
        migrations.RemoveConstraint(
            model_name='answer',
            name='assessments_answer_once',
        ),
        migrations.RemoveConstraint(
            model_name='change',
            name='assessments_change_once',
        ),
        migrations.AddField(
            model_name='answer',
            name='confidence',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(3, 'Certain'), (2, 'Fairly sure'), (1, 'A guess')], null=True, verbose_name='how sure'),
        ),
        migrations.AddField(
            model_name='answer',
            name='institution',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution', verbose_name='institution'),
        ),
        migrations.AddField(
            model_name='answer',
            name='note',
            field=models.TextField(blank=True, default='', max_length=2000, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='answer',
            name='outside',
            field=models.BooleanField(default=False, verbose_name='view from outside'),
        ),
        migrations.AddField(
            model_name='answer',
            name='on_behalf',
            field=models.BooleanField(default=False, verbose_name='entered on its behalf'),
        ),
        migrations.AddField(
            model_name='change',
            name='institution',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution', verbose_name='institution'),
        ),
        migrations.AddField(
            model_name='round',
            name='deadline',
            field=models.DateField(blank=True, null=True, verbose_name='deadline'),
        ),
        migrations.AddField(
            model_name='round',
            name='depth',
            field=models.CharField(choices=[('rapid', 'Rapid: the core questions, about an hour'), ('full', 'Full: every question')], default='full', max_length=8, verbose_name='how much is asked'),
        ),
        migrations.AddField(
            model_name='round',
            name='occasion',
            field=models.UUIDField(db_index=True, default=uuid.uuid4, verbose_name='started together'),
        ),
        migrations.AddField(
            model_name='round',
            name='results_open',
            field=models.BooleanField(default=False, verbose_name='results are open to respondents'),
        ),
        migrations.AddField(
            model_name='round',
            name='scope',
            field=models.TextField(blank=True, max_length=1000, verbose_name='what it covers'),
        ),
        migrations.AddField(
            model_name='round',
            name='target',
            field=models.SlugField(blank=True, default='', max_length=60, verbose_name='stage aimed at'),
        ),
        migrations.AddField(
            model_name='round',
            name='tlp',
            field=models.CharField(choices=[('red', 'TLP:RED'), ('amber-strict', 'TLP:AMBER+STRICT'), ('amber', 'TLP:AMBER'), ('green', 'TLP:GREEN'), ('clear', 'TLP:CLEAR')], default='amber', max_length=12, verbose_name='label'),
        ),
        migrations.AddField(
            model_name='round',
            name='year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year'),
        ),
        migrations.AlterField(
            model_name='round',
            name='state',
            field=models.CharField(choices=[('draft', 'In preparation'), ('open', 'Open'), ('in-review', 'In review'), ('agreed', 'Agreed'), ('signed', 'Signed off'), ('archived', 'Archived')], default='open', max_length=10, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='consensus',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='consensus',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consensus', to='assessments.round', verbose_name='round'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='done_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed in by'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='given_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution', verbose_name='institution'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='assessments.round', verbose_name='round'),
        ),
        migrations.AddField(
            model_name='participation',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution', verbose_name='institution'),
        ),
        migrations.AddField(
            model_name='participation',
            name='joined_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='joined by'),
        ),
        migrations.AddField(
            model_name='participation',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='assessments.round', verbose_name='round'),
        ),
        migrations.AddConstraint(
            model_name='consensus',
            constraint=models.UniqueConstraint(fields=('round', 'indicator'), name='assessments_consensus_once'),
        ),
        migrations.AddConstraint(
            model_name='consensus',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level__isnull', False), ('state', 'level')), models.Q(models.Q(('state', 'level'), _negated=True), ('level__isnull', True)), _connector='OR'), name='assessments_agreed_level_where_level'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.UniqueConstraint(fields=('round', 'part', 'institution', 'person'), name='assessments_delegation_once'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None)), fields=('round', 'part', 'institution'), name='assessments_delegation_to_all_once'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('round', 'institution'), name='assessments_participation_once'),
        ),
    ]

"""What a team says about its answers is kept: comments, requests to look again, approvals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0016_evidence_in_versions_at_questions'),
        ('people', '0006_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60, verbose_name='indicator')),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('state', models.CharField(choices=[('open', 'Open'), ('answered', 'Answered anew'), ('withdrawn', 'Withdrawn')], default='open', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked at')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution', verbose_name='institution')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='assessments.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'request to look again',
                'verbose_name_plural': 'requests to look again',
                'ordering': ('round', 'asked_at', 'id'),
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('round', 'indicator', 'institution'), name='assessments_request_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60, verbose_name='indicator')),
                ('by_reviewer', models.BooleanField(default=False, verbose_name='by somebody who reviews')),
                ('text', models.TextField(max_length=2000, verbose_name='comment')),
                ('visibility', models.CharField(choices=[('team', 'Everybody who answers this part, and those who review'), ('reviewers', 'Those who review')], default='team', max_length=10, verbose_name='who sees it')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written at')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='resolved at')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution', verbose_name='institution')),
                ('mentions', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for the eyes of')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='assessments.comment', verbose_name='reply to')),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='resolved by')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='assessments.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ('round', 'created_at', 'id'),
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['round', 'indicator'], name='assessments_comment_place')],
            },
        ),
        migrations.CreateModel(
            name='PartApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=60, verbose_name='part')),
                ('role', models.CharField(max_length=20, verbose_name='role')),
                ('approved_at', models.DateTimeField(auto_now_add=True, verbose_name='approved at')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='assessments.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'approved part',
                'verbose_name_plural': 'approved parts',
                'ordering': ('round', 'approved_at', 'id'),
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('round', 'part'), name='assessments_part_approved_once')],
            },
        ),
    ]

import django.db.models.deletion
import modelcluster.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


def name_the_issuer(apps, schema_editor):
    """Certificates that exist were issued in the name of the site: they keep saying so."""
    certificates = apps.get_model("courses", "Certificate").objects.filter(issued_by={})
    certificates.update(issued_by={"name": settings.WAGTAIL_SITE_NAME})


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0004_messages_to_the_operator'),
        ('courses', '0001_courses_items_attempts'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='confirmed_by',
            field=models.CharField(blank=True, help_text='Who has seen a document of the learner. Empty: identity not checked.', max_length=120, verbose_name='identity confirmed by'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='expires_on',
            field=models.DateField(blank=True, null=True, verbose_name='last day'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='issue',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='issue'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='issued_by',
            field=models.JSONField(default=dict, verbose_name='what the issuer says'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='reissued_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='issued again'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='revoked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='revoked'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='revoked_for',
            field=models.CharField(blank=True, choices=[('mistake', 'It was issued by mistake.'), ('misuse', 'It was not earned by the person named on it.'), ('asked', 'Its holder asked for it.')], max_length=10, verbose_name='reason'),
        ),
        migrations.CreateModel(
            name='Issuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('course_id', models.CharField(blank=True, help_text='Empty: the issuer of every course that has none of its own.', max_length=60, unique=True, verbose_name='id of the course')),
                ('signatory', models.CharField(blank=True, max_length=120, verbose_name='who signs')),
                ('valid_months', models.PositiveSmallIntegerField(blank=True, help_text='Empty: certificates do not end.', null=True, verbose_name='months until a certificate ends')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.siteimage', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'issuer',
                'verbose_name_plural': 'issuers',
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.AddField(
            model_name='certificate',
            name='issuer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.issuer', verbose_name='issuer'),
        ),
        migrations.CreateModel(
            name='IssuerWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français'), ('es', 'Español'), ('ar', 'العربية')], max_length=12, verbose_name='language')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('signatory', models.CharField(blank=True, max_length=120, verbose_name='who signs')),
                ('role', models.CharField(blank=True, max_length=160, verbose_name='role of who signs')),
                ('wording', models.CharField(blank=True, help_text='Printed below the course. It promises no accreditation.', max_length=300, verbose_name='sentence of the issuer')),
                ('issuer', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='courses.issuer')),
            ],
            options={
                'verbose_name': 'wording of an issuer',
                'verbose_name_plural': 'wordings of issuers',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('issuer', 'language'), name='courses_issuer_words_once')],
            },
        ),
        migrations.RunPython(name_the_issuer, migrations.RunPython.noop, elidable=True),
    ]

import django.db.models.deletion
import zuoxi.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0026_attempts_know_their_class'),
        ('organisation', '0008_views_are_always_given'),
        ('telephony', '0021_queues_say_what_follows_a_failed_transfer'),
    ]

    operations = [
        migrations.AddField(
            model_name='recording',
            name='held_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='recording',
            name='held_because',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='recording',
            name='held_by',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to="organisation.person"),
        ),
        migrations.CreateModel(
            name='RetentionClass',
            fields=[
                ('id', models.UUIDField(default=zuoxi.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=100)),
                ('name_en', models.CharField(blank=True, default='', max_length=100)),
                ('position', models.PositiveIntegerField(default=0)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('keep_days', models.PositiveIntegerField()),
                ('project', models.CharField(blank=True, default='', max_length=36)),
                ('disposition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.disposition')),
                ('queue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='telephony.queue')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.tenant')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecordingComment',
            fields=[
                ('id', models.UUIDField(default=zuoxi.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at_ms', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=1000)),
                ('written_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(null=True)),
                ('hidden_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to="organisation.person")),
                ('recording', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='comments', to='calls.recording')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.tenant')),
            ],
            options={
                'indexes': [models.Index(fields=['recording', 'at_ms'], name='calls_comment_recording')],
            },
        ),
    ]

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_complaints', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceProvider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('does', models.TextField(blank=True, help_text='For example “Care at home in the north of the county”.', verbose_name='what it does')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('telephone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'service provider',
                'verbose_name_plural': 'service providers',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalServiceProvider',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('actor_name', models.CharField(default='', max_length=255)),
                ('name', models.CharField(db_index=True, max_length=120, verbose_name='name')),
                ('does', models.TextField(blank=True, help_text='For example “Care at home in the north of the county”.', verbose_name='what it does')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('telephone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical service provider',
                'verbose_name_plural': 'historical service providers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='case',
            name='provider',
            field=models.ForeignKey(blank=True, help_text='The organisation outside the council that gives the service, where one does.', null=True, on_delete=django.db.models.deletion.PROTECT, to='wagtail_complaints.serviceprovider', verbose_name='provider'),
        ),
        migrations.AddField(
            model_name='historicalcase',
            name='provider',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The organisation outside the council that gives the service, where one does.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='wagtail_complaints.serviceprovider', verbose_name='provider'),
        ),
    ]

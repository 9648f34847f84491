import django.db.models.deletion
import swapper
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_complaints', '0001_initial'),
        swapper.dependency('wagtailcore', 'Page'),
    ]

    operations = [
        migrations.CreateModel(
            name='PageVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_helpful', models.BooleanField(verbose_name='did it help?')),
                ('comment', models.TextField(blank=True, max_length=1000, verbose_name='comment')),
                ('given_on', models.DateField(verbose_name='on')),
                ('is_suspect', models.BooleanField(default=False, verbose_name='looks like a machine')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=swapper.get_model_name('wagtailcore', 'Page'), verbose_name='page')),
            ],
            options={
                'verbose_name': 'answer to “Did this page help?”',
                'verbose_name_plural': 'answers to “Did this page help?”',
                'ordering': ['-given_on', '-pk'],
            },
        ),
    ]

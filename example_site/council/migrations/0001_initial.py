import django.db.models.deletion
import swapper
import wagtail.fields
import wagtail_complaints.blocks.help
import wagtail_complaints.models.procedure_page
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=swapper.get_model_name('wagtailcore', 'Page'))),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('pages_below', 2), ('who_can_help', 12), ('advocacy', 16), ('service_routing', 19), ('contact_points', 26), ('other_formats', 35), ('feedback_form', 39), ('routing', 50), ('helpful', 52)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {}), 1: ('wagtail.blocks.RichTextBlock', (), {}), 2: ('wagtail.blocks.static_block.StaticBlock', (), {'admin_text': 'The pages below this one, as cards', 'icon': 'list-ul'}), 3: ('wagtail.blocks.CharBlock', (), {'default': 'Who can help you', 'label': 'Heading'}), 4: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ul', 'ol', 'document-link'], 'label': 'Introduction', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'max_length': 255}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'How they help', 'required': False, 'rows': 2}), 7: ('wagtail.blocks.URLBlock', (), {'label': 'Website', 'required': False}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Telephone', 'max_length': 60, 'required': False}), 9: ('wagtail.blocks.EmailBlock', (), {'label': 'E-mail', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('name', 5), ('note', 6), ('website', 7), ('telephone', 8), ('email', 9)]], {}), 11: ('wagtail.blocks.ListBlock', (10,), {'collapsed': True, 'default': [], 'label': 'People and organisations'}), 12: ('wagtail.blocks.StructBlock', [[('heading', 3), ('introduction', 4), ('helpers', 11)]], {}), 13: ('wagtail.blocks.CharBlock', (), {'default': 'Someone to speak up for you', 'label': 'Heading'}), 14: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ul', 'ol', 'document-link'], 'help_text': 'Who may have an advocate, and what one does.', 'label': 'Text', 'required': False}), 15: ('wagtail.blocks.MultipleChoiceBlock', [], {'choices': wagtail_complaints.blocks.help.advocacy_providers, 'help_text': 'From the register. None chosen: all that are in use.', 'label': 'Advocacy providers', 'required': False}), 16: ('wagtail.blocks.StructBlock', [[('heading', 13), ('text', 14), ('providers', 15)]], {}), 17: ('wagtail.blocks.CharBlock', (), {'default': 'Who answers for which service', 'label': 'Heading'}), 18: ('wagtail.blocks.MultipleChoiceBlock', [], {'choices': wagtail_complaints.blocks.help.service_areas, 'help_text': 'From the register of service areas. None chosen: all that are in use.', 'label': 'Services', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('heading', 17), ('introduction', 4), ('services', 18)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'default': 'How to reach us', 'label': 'Heading'}), 21: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('telephone', 'Telephone'), ('text', 'Text message'), ('relay', 'Text relay'), ('email', 'E-mail'), ('post', 'Post'), ('person', 'In person'), ('online', 'Online')], 'label': 'How'}), 22: ('wagtail.blocks.TextBlock', (), {'label': 'Number or address', 'rows': 1}), 23: ('wagtail.blocks.CharBlock', (), {'help_text': 'Such as opening hours.', 'label': 'Note', 'max_length': 255, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('how', 21), ('value', 22), ('note', 23)]], {}), 25: ('wagtail.blocks.ListBlock', (24,), {'collapsed': True, 'default': [], 'label': 'Contact points'}), 26: ('wagtail.blocks.StructBlock', [[('heading', 20), ('introduction', 4), ('points', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'default': 'Other formats and languages', 'label': 'Heading'}), 28: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ul', 'ol', 'document-link'], 'help_text': 'How to ask for another.', 'label': 'Text', 'required': False}), 29: ('wagtail.blocks.CharBlock', (), {'label': 'Format or language', 'max_length': 120}), 30: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document', 'required': False}), 31: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('name', 29), ('document', 30), ('page', 31)]], {}), 33: ('wagtail.blocks.ListBlock', (32,), {'collapsed': True, 'default': [], 'label': 'Formats'}), 34: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_complaints.FeedbackForm',), {'help_text': 'What is sent comes to the inbox, with the page that it was sent from.', 'label': 'Form to ask for another', 'required': False}), 35: ('wagtail.blocks.StructBlock', [[('heading', 27), ('text', 28), ('formats', 33), ('form', 34)]], {}), 36: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120, 'required': False}), 37: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'document-link', 'ol', 'ul'], 'label': 'Introduction', 'required': False}), 38: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_complaints.FeedbackForm',), {'help_text': 'Its questions are kept under Complaints, Feedback forms.', 'label': 'Form'}), 39: ('wagtail.blocks.StructBlock', [[('heading', 36), ('introduction', 37), ('form', 38)]], {}), 40: ('wagtail.blocks.CharBlock', (), {'default': 'What is it about?', 'label': 'Heading', 'max_length': 120}), 41: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link'], 'label': 'Introduction', 'required': False}), 42: ('wagtail.blocks.CharBlock', (), {'help_text': 'In the reader’s words: “about a school”.', 'label': 'What it is about', 'max_length': 120}), 43: ('wagtail.blocks.TextBlock', (), {'label': 'What to do', 'required': False, 'rows': 2}), 44: ('wagtail.blocks.CharBlock', (), {'help_text': 'Such as the key of a stage.', 'label': 'Place on that page', 'max_length': 100, 'required': False}), 45: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Words of the link', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Stands before all others, and looks different.', 'label': 'Somebody may be in danger', 'required': False}), 48: ('wagtail.blocks.StructBlock', [[('about', 42), ('says', 43), ('page', 31), ('anchor', 44), ('address', 45), ('link_words', 46), ('telephone', 8), ('is_urgent', 47)]], {}), 49: ('wagtail.blocks.ListBlock', (48,), {'collapsed': True, 'default': [], 'label': 'Ways'}), 50: ('wagtail.blocks.StructBlock', [[('heading', 40), ('introduction', 41), ('routes', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'default': 'Did you find this page helpful?', 'label': 'Question', 'max_length': 120}), 52: ('wagtail.blocks.StructBlock', [[('question', 51)]], {})})),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=swapper.get_model_name('wagtailcore', 'Page'))),
                ('introduction', wagtail.fields.StreamField([('text', 0)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {})})),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ProcedurePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=swapper.get_model_name('wagtailcore', 'Page'))),
                ('review_on', models.DateField(blank=True, help_text='The page says so, and the report “Reviews of procedures” lists what is overdue.', null=True, verbose_name='review by')),
                ('tellings', wagtail.fields.StreamField([], blank=True, block_lookup={}, help_text='A page of its own for each, below this one: the same stages, with the same dates. The words of a stage are written in the stage.', verbose_name='in other words')),
                ('procedure_slug', models.SlugField(blank=True, help_text='Names the procedure in records and to other procedures, for ever. Small letters and hyphens.', max_length=100, verbose_name='short name')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('nation', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern-ireland', 'Northern Ireland')], default='england', help_text='Whose bank holidays are no working days.', max_length=20, verbose_name='nation')),
                ('calendar', models.CharField(blank=True, choices=[('united-kingdom', 'The whole United Kingdom')], help_text='Empty: the nation’s. Of the whole United Kingdom, any nation’s holiday: for requests for information.', max_length=20, verbose_name='calendar')),
                ('regime', models.CharField(blank=True, help_text='The body of legal limits to check it against, such as “children-england”. Empty: none.', max_length=100, verbose_name='law or code')),
                ('takes_complaints', models.BooleanField(default=True, verbose_name='complaints')),
                ('takes_compliments', models.BooleanField(default=False, verbose_name='compliments')),
                ('takes_comments', models.BooleanField(default=False, verbose_name='comments')),
                ('time_limit', models.CharField(blank=True, help_text='From when it happened, such as “12 months”. A late complaint gets a decision, never a bare no.', max_length=40, validators=[wagtail_complaints.models.procedure_page.validate_length], verbose_name='time limit')),
                ('advocates', models.CharField(blank=True, choices=[('under-18', 'Children and young people under 18'), ('anyone', 'Anyone')], max_length=20, verbose_name='who is offered an advocate')),
                ('stages', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='stages')),
                ('complainants', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='who may complain')),
                ('tracks', wagtail.fields.StreamField([], blank=True, block_lookup={}, help_text='Only where a procedure has several sets of timescales. The first is the usual one.', verbose_name='tracks')),
                ('redirects', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='what goes elsewhere')),
                ('externals', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='external review')),
                ('differs', wagtail.fields.StreamField([], blank=True, block_lookup={}, help_text='For what is found outside the stages; a stage has its own.', verbose_name='why we differ from the law')),
                ('help', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='help and contact')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page', models.Model),
        ),
    ]

"""The form page of Wagtail's manual, with the questions that our form asks: it stores what is sent, and mails it.

For a benchmark alone: its tables are made for it, and no site keeps them.
"""

from django.db import connection
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.models import Page, Site

ASKED = (
    *(("What would you like to send us", "radio"), ("Who are you doing this for", "radio")),
    *(("What would you like to tell us", "multiline"), ("What would put it right", "multiline")),
    *(("Your name", "singleline"), ("Your e-mail address", "email"), ("Your telephone number", "singleline")),
    ("Your address", "multiline"),
)


class PlainField(AbstractFormField):
    page = ParentalKey("council.PlainForm", related_name="form_fields")

    class Meta(AbstractFormField.Meta):
        app_label = "council"


class PlainForm(AbstractEmailForm):
    template = "council/content_page.html"
    landing_page_template = "council/content_page.html"

    class Meta:
        app_label = "council"


def make() -> PlainForm:
    """Make the tables, and a page with a form on the site."""
    with connection.schema_editor() as editor:
        editor.create_model(PlainForm)
        editor.create_model(PlainField)
    told = {
        "to_address": "complaints@wenbury.example",
        "from_address": "web@wenbury.example",
        "subject": "A complaint",
    }
    page = PlainForm(title="A plain form", slug="plain-form", **told)
    page.form_fields = [
        PlainField(label=label, field_type=kind, choices="complaint,myself", required=False, sort_order=order)
        for order, (label, kind) in enumerate(ASKED)
    ]
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    return home.add_child(instance=page)

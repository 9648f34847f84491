"""How is a filter with many choices drawn? As Django draws it, but without a template for each choice.

Forty owners, thirty stages and twenty services are more templates than all the rows of the register.
"""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join


class _WithoutTemplates:
    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, attrs)
        frame = {key: attrs[key] for key in ("id", "class") if attrs.get(key)}
        groups = self.optgroups(name, self.format_value(value), attrs)
        choices = format_html_join(
            "\n", "<div>{}</div>", ((_choice(each),) for _name, group, _index in groups for each in group)
        )
        return format_html("<div{}>{}</div>", flatatt(frame), choices)


def _choice(option: dict):
    attrs = {"type": option["type"], "name": option["name"], "value": option["value"], **option["attrs"]}
    return format_html('<label for="{}"><input{}> {}</label>', attrs.get("id", ""), flatatt(attrs), option["label"])


class Ticks(_WithoutTemplates, forms.CheckboxSelectMultiple):
    """Boxes to tick, any number of them."""


class Buttons(_WithoutTemplates, forms.RadioSelect):
    """Round buttons, one of them pressed."""

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
    attrs = dict(option["attrs"])
    return format_html(
        '<label for="{0}"><input type="{1}" name="{2}" value="{3}" id="{0}"{4}> {5}</label>',
        attrs.pop("id", ""),
        option["type"],
        option["name"],
        option["value"],
        flatatt(attrs) if attrs else "",
        option["label"],
    )


class Ticks(_WithoutTemplates, forms.CheckboxSelectMultiple):
    """Boxes to tick, any number of them."""


class Buttons(_WithoutTemplates, forms.RadioSelect):
    """Round buttons, one of them pressed."""

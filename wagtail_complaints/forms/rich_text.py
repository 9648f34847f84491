"""What is a box for formatted text called, to somebody who does not see the label above it?

Wagtail's label points to a hidden input beside the box, and the box itself has no name.
"""


def name_box(widget, **name):
    """Tell the box its name: `ariaLabel`, or `ariaLabelledBy`. Another editor than Wagtail's own names itself.

    The widgets of one field share their options, so these are replaced and not changed.
    """
    from wagtail.admin.rich_text import DraftailRichTextArea  # wants the models, which want the blocks that ask

    if isinstance(widget, DraftailRichTextArea):
        widget.options = {**widget.options, **name}


def name_boxes(form):
    """Let every box of a form be called by the label that Wagtail's panel puts above it."""
    for name, field in form.fields.items():
        label = f"{form.auto_id % form.add_prefix(name)}-label"
        name_box(field.widget, ariaLabelledBy=label)

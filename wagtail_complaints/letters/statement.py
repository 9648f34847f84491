"""How does a statement of complaint read in a letter? Its points, numbered, and what they hope for."""

from django.utils.translation import gettext as _

from ..models import Statement


def as_text(statement: Statement) -> str:
    parts = [_point(point) for point in statement.points]
    if statement.outcomes:
        parts.append(_("What you hope for:") + f"\n{statement.outcomes}")
    return "\n\n".join(parts)


def _point(point: dict) -> str:
    said = f"{point['number']}. {point['text']}"
    if not point["outcome_sought"]:
        return said
    return said + "\n" + _("What would put it right: %s") % point["outcome_sought"]

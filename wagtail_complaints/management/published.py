"""Which procedure is meant on a command line? A TOML file, or the slug of a published one."""

from pathlib import Path

from ..procedure.reasons import Reasons
from ..procedure.terms import Procedure
from .due_dates import WrongInput


def is_a_file(name: str) -> bool:
    return name.endswith(".toml") or Path(name).is_file()


def published(slug: str) -> Procedure:
    """Return the latest published version of a procedure, as values. Raises: WrongInput."""
    from ..models import ProcedureVersion

    version = ProcedureVersion.objects.filter(procedure__slug=slug).order_by("-number").first()
    if not version:
        raise WrongInput(f"No procedure is published as “{slug}”, and there is no file of that name.")
    return version.terms


def all_published() -> tuple[Procedure, ...]:
    """Return the latest version of every procedure in use."""
    from ..models import Procedure as Published

    versions = (each.latest_version for each in Published.objects.filter(is_live=True))
    return tuple(version.terms for version in versions if version)


def reasons_of(slug: str) -> Reasons:
    """Return why the council differs from the law, as the page of a published procedure says it."""
    from ..models import Procedure as Published

    published = Published.objects.filter(slug=slug, page__isnull=False).select_related("page").first()
    page = published and published.page.specific
    return page.reasons() if hasattr(page, "reasons") else Reasons()

"""Make a draft page from a TOML document, for an editor to check. A file with a mistake makes nothing."""

from pathlib import Path
from urllib.parse import urlsplit

from wagtail_complaints.procedure.problem import DocumentError
from wagtail_complaints.procedure.terms import Procedure
from wagtail_complaints.procedure_files import presets, read_bytes

from ..answers import OneLineCommand
from ..due_dates import WrongInput


class Command(OneLineCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="A TOML file, or the name of a preset.")
        parser.add_argument("--parent", required=True, metavar="URL_OR_ID", help="The page to put it under.")
        parser.add_argument(
            "--type", default="", metavar="APP.MODEL", help="The page type, where there are several."
        )

    def answer(self, options) -> str:
        from wagtail_complaints.actions.drafts import DraftRefused, draft

        procedure = _procedure(options["file"])
        parent = _page(options["parent"])
        try:
            page = draft(procedure, parent=parent, model=_model(parent, options["type"]), by=None)
        except DraftRefused as refused:
            raise WrongInput(str(refused)) from None
        return f"Page {page.pk}, “{page.title}”, is a draft now, with the short name “{page.procedure_slug}”.\n"


def _procedure(name: str) -> Procedure:
    if name in presets() and not Path(name).is_file():
        return presets()[name]
    try:
        return read_bytes(Path(name).read_bytes())
    except OSError as error:
        raise WrongInput(f"{name}: {error.strerror}.") from None
    except DocumentError as error:
        raise WrongInput(f"{name}: {'; '.join(str(problem) for problem in error.problems)}") from None


def _page(named: str):
    """Return the page of an id, of a path below the default site, or of a whole address."""
    from wagtail.models import Site

    from wagtail_complaints.compat import page_model

    pages = page_model().objects.filter(depth__gt=1)
    if named.isdecimal():
        found = pages.filter(pk=int(named)).first()
    else:
        parts = _split(named)
        sites = (
            Site.objects.filter(hostname=parts.hostname)
            if parts.hostname
            else Site.objects.filter(is_default_site=True)
        )
        ports = [site for site in sites if not parts.hostname or site.port == _port(parts)]
        roots = [site.root_page.url_path.rstrip("/") for site in ports]
        path = parts.path.strip("/")
        found = pages.filter(url_path__in=[f"{root}/{path}/" if path else f"{root}/" for root in roots]).first()
    if not found:
        raise WrongInput(f"There is no page “{named}”.")
    return found.specific


def _split(address: str):
    try:
        return urlsplit(address)
    except ValueError as error:
        raise WrongInput(f"“{address}” is no address: {error}.") from None


def _port(parts) -> int:
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return 0


def _model(parent, named: str):
    from wagtail_complaints.actions.drafts import models_under

    models = models_under(parent)
    found = [each for each in models if not named or each._meta.label_lower == named.lower()]
    if len(found) == 1:
        return found[0]
    labels = ", ".join(each._meta.label for each in models)
    raise WrongInput(
        f"Choose a page type with --type: {labels}."
        if labels
        else f"No procedure can stand under “{parent.title}”."
    )

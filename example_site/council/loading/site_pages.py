"""Which pages does the council's site have? Those of pages.toml, the procedures filled from their documents."""

import tomllib
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from wagtail.models import Page, Site

from example_site.council.models import ContentPage, HomePage, ProcedurePage
from wagtail_complaints import conf
from wagtail_complaints.models import FeedbackForm
from wagtail_complaints.procedure_files import read

HERE = Path(__file__).resolve().parent
PROCEDURES = HERE.parent.parent / "procedures"
WELCOME = (
    "<p>A council that does not exist, with complaints procedures that do what they say. Start with "
    '<a href="/complaints/">how to complain, comment or say thank you</a>.</p>'
)


def load(*, by, with_forms: bool):
    """Make and publish the pages. A form needs its procedure's page, so pages with forms come in a second round."""
    home = found()
    written = tomllib.loads((HERE / "pages.toml").read_text())["page"]
    for words in written:
        parent = _at(home, words["path"].rpartition("/")[0])
        if parent is None or _at(home, words["path"]):
            continue
        if "procedure" in words:
            _add(parent, _procedure_page(words), words, by=by)
        elif with_forms or not _needs_a_form(words):
            _add(parent, _content_page(words), words, by=by)
    if with_forms:
        for words in written:
            _lead_on(home, words, by=by)


def _lead_on(home: HomePage, words: dict, *, by):
    """Fill the ways of a page that lead to other pages, once these are there."""
    ways = [
        way for block in words.get("body", []) if block["type"] == "routing" for way in block["value"]["routes"]
    ]
    page = _at(home, words["path"]).specific
    if not ways or any(
        way["page"] for block in page.body.blocks_by_name("routing") for way in block.value["routes"]
    ):
        return
    for way in ways:
        if path := way.pop("path", None):
            way["page"] = _at(home, path).pk
    page.body = _blocks(page, "body", words["body"])
    page.save_revision(user=by).publish(user=by)


def found() -> HomePage:
    """Return the home page of the site, in the place of the one that Wagtail makes."""
    existing = HomePage.objects.first()
    if existing:
        return existing
    root = Page.get_first_root_node()
    home = HomePage(title="Home", slug="wenbury", seo_title="Welcome to Wenbury")
    home.introduction = [("text", WELCOME)]
    root.add_child(instance=home)
    home.save_revision().publish()
    site = Site.objects.get(is_default_site=True)
    welcome, site.root_page, site.site_name = site.root_page, home, "Wenbury Council"
    site.save()
    welcome.delete()
    return home


def stand_at(address: str):
    """Let the links in letters lead to where the site is served: another port is another address."""
    where = urlsplit(address)
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = where.hostname, where.port or 80
    site.save()


def _at(home: HomePage, path: str) -> Page | None:
    page = home
    for slug in filter(None, path.split("/")):
        page = page and page.get_children().filter(slug=slug).first()
    return page


def _add(parent: Page, page: Page, words: dict, *, by):
    page.slug = words["path"].rpartition("/")[2]
    page.search_description = words["description"]
    page.show_in_menus = words.get("in_menu", True)
    parent.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)


def _procedure_page(words: dict) -> ProcedurePage:
    page = ProcedurePage(introduction=words["introduction"])
    page.fill(read((PROCEDURES / f"{words['procedure']}.toml").read_text()))
    page.help = _blocks(page, "help", words.get("help", []))
    page.review_on = conf.today() + timedelta(days=words.get("review_after", 365))
    _tell(page, words)
    return page


def _tell(page: ProcedurePage, words: dict):
    """Write the tellings of a page, and into its stages their words for each audience."""
    page.tellings = [
        ("telling", {"help": [], "introduction": "", **telling}) for telling in words.get("tellings", [])
    ]
    for audience, stages in words.get("told", {}).items():
        for stage in page.stages:
            if told := stages.get(stage.value["key"]):
                stage.value["tellings"].append({"audience": audience, "detail": "", "picture": None, **told})


def _content_page(words: dict) -> ContentPage:
    page = ContentPage(title=words["title"], seo_title=words.get("heading", ""))
    page.body = _blocks(page, "body", words["body"])
    return page


def _blocks(page: Page, field: str, blocks: list[dict]):
    for block in blocks:
        if block["type"] == "feedback_form":
            block["value"]["form"] = FeedbackForm.objects.get(name=block["value"]["form"]).pk
    return page._meta.get_field(field).stream_block.to_python(blocks)


def _needs_a_form(words: dict) -> bool:
    return any(block["type"] == "feedback_form" for block in words["body"])

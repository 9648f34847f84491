"""What does axe find on a screen that is ours to mend? And what is Wagtail's own, and where is it seen to be?"""

from dataclasses import dataclass

import pytest

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules that a dark theme could break where a light one keeps them."""

UNFOLD = """() => {
    window.folded = [...document.querySelectorAll('details:not([open])')]
    folded.forEach(each => { each.open = true })
}"""
FOLD = "folded.forEach(each => { each.open = false })"
SETTLE = """async () => {
    const frame = () => new Promise(requestAnimationFrame)
    await frame()
    await frame()
    const turning = document.getAnimations().filter(each => each instanceof CSSTransition)
    await Promise.allSettled(turning.map(each => each.finished))
}"""
"""A button that turns from light to dark is for a tenth of a second of neither theme."""


@dataclass(frozen=True)
class WagtailsOwn:
    """A fault of a component of Wagtail: the same is found on `bare`, a screen of Wagtail with nothing of ours."""

    rule: str
    selector: str
    bare: str


WAGTAILS_OWN = (
    WagtailsOwn("empty-table-header", "th.workflow-progress-table__left-column", "the workflow of a page"),
    WagtailsOwn("empty-heading", "table.listing td > h2:empty", "the report of workflows"),
    WagtailsOwn("region", "a.skiplink, .preview-error__details", "a preview of a page that cannot be shown"),
    WagtailsOwn("skip-link", "a.skiplink", "a preview of a page that cannot be shown"),
    WagtailsOwn("aria-dialog-name", ".modal[role=dialog]", "the choice of a page to redirect to"),
    WagtailsOwn("button-name", "button.w-editing-sessions__session", "a page that somebody else has open"),
)
"""Found in Wagtail 8.0.1. A test asks for each of them on its bare screen: what Wagtail mends, this list loses."""


@dataclass(frozen=True)
class Finding:
    rule: str
    selector: str
    own: WagtailsOwn | None = None

    def __str__(self):
        return f"{self.rule}: {self.selector}"


def findings(page, rules=RULES) -> list[Finding]:
    """Ask axe of the whole page, with what is folded away opened meanwhile, and every change of colour over."""
    page.evaluate(UNFOLD)
    page.evaluate(SETTLE)
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    named = [
        Finding(each["id"], selector, _own(page, each["id"], selector))
        for each in found.response["violations"]
        for selector in (" ".join(map(str, node["target"])) for node in each["nodes"])
    ]
    page.evaluate(FOLD)
    return named


def violations(page, rules=RULES) -> list[str]:
    """Return what is found and is ours to mend."""
    return [str(each) for each in findings(page, rules) if not each.own]


def violations_in_light_and_dark(page) -> dict[str, list[str]]:
    """Ask for everything in the light theme, and for the colours again in the dark one."""
    found = {}
    for scheme, rules in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found[scheme] = violations(page, rules)
    return found


def _own(page, rule: str, selector: str) -> WagtailsOwn | None:
    return next(
        (
            each
            for each in WAGTAILS_OWN
            if each.rule == rule
            and page.locator(selector).first.evaluate("(found, it) => found.matches(it)", each.selector)
        ),
        None,
    )

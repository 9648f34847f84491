"""What did the screens of a walk look like? Pictures in the folder that WALK_SHOTS names, and two rules for all."""

import os
from pathlib import Path

from tests.browser.axe import violations

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IS_SCRIPTED = "matchMedia('(scripting: enabled)').matches"
HEIGHT = """() => {
    let scrolled = document.querySelector('main')
    while (scrolled && scrolled.scrollHeight <= scrolled.clientHeight) scrolled = scrolled.parentElement
    return scrolled ? window.innerHeight - scrolled.clientHeight + scrolled.scrollHeight : window.innerHeight
}"""
"""How high the window must be to show all of a page of the admin, where an inner part scrolls and not the page."""


class Camera:
    """Looks at the screens of one walk in their order. None is wider than its window; axe finds nothing on any."""

    def __init__(self, walk: str):
        self._walk, self._taken = walk, 0
        self._folder = Path(os.environ["WALK_SHOTS"]) if os.environ.get("WALK_SHOTS") else None

    def looks_at(self, page, what: str):
        self._taken += 1
        if self._folder:
            self._keeps(page, f"{self._walk}-{self._taken:03}-{what}")
        assert page.evaluate(WIDER) <= 0, f"{what} is wider than its window"
        if page.evaluate(IS_SCRIPTED):
            assert (what, self._lasting(page)) == (what, [])

    def _lasting(self, page) -> list[str]:
        """Return what axe finds and finds again: an editor that is just saving is looked at once it has saved."""
        found = violations(page)
        if found:
            page.wait_for_timeout(1000)
            found = violations(page)
        return found

    def _keeps(self, page, name: str):
        self._folder.mkdir(parents=True, exist_ok=True)
        window = page.viewport_size
        page.set_viewport_size({**window, "height": page.evaluate(HEIGHT)})
        picture = self._folder / f"{name}-{window['width']}.png"
        page.screenshot(path=picture, full_page=True, animations="disabled")
        page.set_viewport_size(window)

"""What did every screen of a walk look like? Pictures in the folder that WALK_SHOTS names, and a rule for all of them."""

import os
from pathlib import Path

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Camera:
    """Looks at the screens of one walk in their order. No screen may be wider than its window."""

    def __init__(self, walk: str):
        self._walk, self._taken = walk, 0
        self._folder = Path(os.environ["WALK_SHOTS"]) if os.environ.get("WALK_SHOTS") else None

    def looks_at(self, page, what: str):
        self._taken += 1
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            width = page.viewport_size["width"]
            page.screenshot(
                path=self._folder / f"{self._walk}-{self._taken:03}-{what}-{width}.png",
                full_page=True,
                animations="disabled",
            )
        assert page.evaluate(WIDER) <= 0, f"{what} is wider than its window"

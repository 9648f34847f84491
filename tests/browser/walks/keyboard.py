"""How does somebody without a mouse get about? With Tab, and the keys that press what has the focus."""

from contextlib import nullcontext

FOCUSED = """() => {
    const at = document.activeElement
    const words = element => {
        if (!element) return ''
        const heard = element.cloneNode(true)
        heard.querySelectorAll('[aria-hidden=true]').forEach(each => each.remove())
        return heard.textContent.trim().replace(/\\s+/g, ' ')
    }
    return words(at.labels && at.labels.length ? at.labels[0] : at)
}"""
"""What the focus is on, as it is read out: its label, or its own words."""


class Keyboard:
    def __init__(self, page):
        self._page = page

    def tabs_to(self, name: str, *, at_most=60):
        """Press Tab until the focus is on what begins with this name."""
        for _ in range(at_most):
            self._page.keyboard.press("Tab")
            if self._page.evaluate(FOCUSED).startswith(name):
                return
        raise AssertionError(f"{name!r} was not reached by {at_most} presses of Tab")

    def starts_at_the_top(self):
        self._page.evaluate("document.activeElement.blur()")
        self._page.keyboard.press("Control+Home")

    def types(self, words: str):
        self._page.keyboard.type(words)

    def presses(self, key: str, *, arrives=False):
        with self._page.expect_navigation() if arrives else nullcontext():
            self._page.keyboard.press(key)

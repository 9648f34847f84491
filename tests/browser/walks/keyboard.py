"""How does somebody without a mouse get about? With Tab, and the keys that press what has the focus."""

FOCUSED = """() => {
    const at = document.activeElement
    const words = element => {
        if (!element) return ''
        const heard = element.cloneNode(true)
        heard.querySelectorAll('[aria-hidden=true]').forEach(each => each.remove())
        return heard.textContent.trim().replace(/\\s+/g, ' ')
    }
    const label = at.labels && at.labels.length ? words(at.labels[0]) : words(at)
    const group = at.closest('fieldset')
    return [words(group && group.querySelector('legend')), label]
}"""
"""What the focus is on, as it is read out: the question of its group, and its own label or words."""


class Keyboard:
    def __init__(self, page):
        self._page = page

    def tabs_to(self, *names: str, at_most=60):
        """Press Tab until the focus is on what begins with a name, in the group of a question where two are given."""
        *group, name = names
        for _ in range(at_most):
            self._page.keyboard.press("Tab")
            question, label = self._page.evaluate(FOCUSED)
            if label.startswith(name) and all(question.startswith(each) for each in group):
                return
            if group and question.startswith(group[0]):
                return self._arrows_to(name)
        raise AssertionError(f"{' '.join(names)!r} was not reached by {at_most} presses of Tab")

    def _arrows_to(self, name: str):
        """Tab comes to a group of radio buttons once; the arrows go about in it."""
        while not self._page.evaluate(FOCUSED)[1].startswith(name):
            self._page.keyboard.press("ArrowDown")

    def starts_at_the_top(self):
        self._page.evaluate("document.activeElement.blur()")
        self._page.keyboard.press("Control+Home")

    def types(self, words: str):
        self._page.keyboard.type(words)

    def presses(self, key: str, *, arrives=False):
        if not arrives:
            return self._page.keyboard.press(key)
        with self._page.expect_navigation():
            self._page.keyboard.press(key)

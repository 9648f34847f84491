"""How does somebody send the council a complaint? The public form, its check page, and the reference."""

from tests.browser.walks.keyboard import Keyboard


class PublicForm:
    def __init__(self, page, camera):
        self.page, self._camera = page, camera
        self.keyboard = Keyboard(page)

    def looks(self, what: str):
        self._camera.looks_at(self.page, what)

    def follows(self, link: str):
        """Go from the page of the procedure to its form."""
        self.looks("public-page")
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()
        self.looks("public-form")

    def opens_every_stage(self):
        """Press the information button of every stage."""
        for button in self.page.get_by_text("More about this stage").all():
            button.click()
        self.looks("public-page-opened")

    def chooses(self, question: str, answer: str):
        self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()

    def answers(self, question: str, answer: str):
        self.page.get_by_label(question).fill(answer)

    def is_told_what_is_missing(self, *missing: str):
        """Send the form as it stands, and read what stands at its top."""
        self.looks("public-form")
        self._presses("Continue")
        self.looks("public-form-missing")
        for each in missing:
            assert self.page.get_by_role("link", name=each).is_visible()

    def continues(self):
        """Go on to the page where the answers are checked."""
        self.looks("public-form-filled")
        self._presses("Continue")
        self.looks("public-check")
        assert self.heading == "Check your answers"

    def sends(self, button: str):
        self._presses(button)
        self.looks("public-received")

    def _presses(self, button: str):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).click()

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def words(self) -> str:
        return self.page.get_by_role("main").inner_text()

    @property
    def reference(self) -> str:
        return self.page.locator(".complaints-reference").inner_text()

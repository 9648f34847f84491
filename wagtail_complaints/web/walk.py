"""Which question comes next, where a form asks one at a time? Known from what the pages hand on: no session."""

from ..forms.feedback import FeedbackAnswers


class Walk:
    """One person's way through the steps of a form. `passed` are those already answered, or left open."""

    def __init__(self, form: FeedbackAnswers):
        self.form = form
        keys = [step.key for step in form.steps]
        self.at = form.data.get("at", "") if form.data.get("at", "") in keys else ""
        said = form.data.get("passed", "").split()
        self.passed = [key for key in keys if key in said]

    def is_wrong_here(self) -> bool:
        return bool(self.at and set(self._names(self.at)) & set(self.form.errors))

    def pass_on(self):
        """Count the step that the post came from as answered, and let the pages hand that on."""
        if self.at and self.at not in self.passed:
            self.passed.append(self.at)
        self.form.data = self.form.data.copy()
        self.form.data["passed"] = " ".join(self.passed)

    def next(self) -> str | None:
        """Return the first step that arises and is not answered yet."""
        return next((step.key for step in self.form.arising() if step.key not in self.passed), None)

    def before(self) -> str:
        """Return the step before this one that arises; the first has none but itself."""
        arising = [step.key for step in self.form.arising()]
        place = arising.index(self.at) if self.at in arising else 0
        return arising[max(place - 1, 0)]

    def first_wrong(self) -> str | None:
        return next((self.form.step_of(name).key for name in self.form.fields if name in self.form.errors), None)

    def _names(self, key: str) -> list[str]:
        return next(step.names for step in self.form.steps if step.key == key)

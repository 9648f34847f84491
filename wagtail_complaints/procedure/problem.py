"""What is wrong with a procedure, where, and what would be right?"""

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value in the document, such as `("stage", 1, "timescale", 0, "within")`, counted from 0."""


@dataclass(frozen=True, slots=True)
class Problem:
    path: Path
    message: str
    line: int | None = None

    def __str__(self):
        place = f"line {self.line}" if self.line else spelled(self.path)
        return f"{place}: {self.message}" if place else self.message


class DocumentError(ValueError):
    """A document is not a procedure; `problems` holds everything that is wrong with it."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def spelled(path: Path) -> str:
    """Return the path in words, counted from 1: “stage 2, timescale 1, within”."""
    words = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)

"""Why is a file not taken?"""


class FileRefused(Exception):
    """A file that we do not take. `reason` goes on after its name: “is empty”."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason

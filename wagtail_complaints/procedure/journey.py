"""What may be done now in a case?"""


class MoveRefused(Exception):
    """A move that cannot be made now; `reason` says why, to a person."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason

"""How is a procedure written down? Its document as plain values, read into the terms and written back."""

from .terms import Procedure


def from_document(data: dict) -> Procedure:
    raise NotImplementedError

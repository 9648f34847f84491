"""placeholder until the rules branch is merged"""

from .terms import Procedure


def from_document(data):
    raise NotImplementedError


def to_document(procedure):
    raise NotImplementedError

"""A document is a diagram and, where there is any, what was learned."""

from playground.document.document import Document
from tests.document.sample_diagrams import learned_of, plain


def test_nothing_needs_to_be_learned() -> None:
    assert Document(plain()).learned is None


def test_documents_are_told_apart_as_things_not_as_values() -> None:
    learned = learned_of(plain())
    assert Document(plain(), learned) != Document(plain(), learned)

"""Blocks on the clipboard are text of the program's own format, read as strictly as a file."""

import pytest
from hypothesis import given

from playground.document.clipboard import fragment_from_text, fragment_to_text
from playground.document.content import to_bytes
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.edits import copy, paste
from playground.document.errors import FileError
from tests.document.sample_diagrams import DIAGRAMS, plain, residual

TEXT = fragment_to_text(copy(residual(), frozenset({"n2", "n3"})))


@given(DIAGRAMS)
def test_copied_blocks_come_back_equal(diagram: Diagram) -> None:
    fragment = copy(diagram, frozenset(diagram.network.by_id))
    assert fragment_from_text(fragment_to_text(fragment)) == fragment


def test_text_from_one_document_is_pasted_into_another() -> None:
    pasted = paste(plain(), fragment_from_text(TEXT))
    assert [node.name for node in pasted.network.nodes[-2:]] == ["Dense 3", "Dense 4"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hello", "the clipboard, line 1, column 1: found broken JSON"),
        ("", "the clipboard, line 1, column 1: found broken JSON"),
        ("\ud800", "the clipboard, line 1, column 1: found broken JSON"),
        (to_bytes(Document(plain())).decode(), "the clipboard, $.format: found 'backprop-playground', expected"),
        (TEXT.replace('"units": 3', '"units": 0'), "the clipboard, $.nodes[0].operation: has 0 units"),
        (TEXT.replace('"target": "n3"', '"target": "n7"'), "the clipboard, $.edges[0]: a wire ends at 'n7'"),
        (TEXT.replace('"version": 1', '"version": 2'), "the clipboard, $.version: found version 2, made by a newer"),
        (TEXT.replace('"edges"', '"wires"'), "the clipboard, $: found"),
    ],
)
def test_other_text_is_refused_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(FileError) as error:
        fragment_from_text(text)
    assert str(error.value).startswith(sentence)

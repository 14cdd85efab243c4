"""Blocks from typed words: the common forms are understood, anything else is refused with what is possible."""

from __future__ import annotations

import pytest

from playground.document.block_text import offers, operation_from_text
from playground.document.errors import EditError
from playground.engine.operations.activations import Activation
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("16 relu", Dense(16, "relu")),
        ("16 leaky-relu", Dense(16, "leaky_relu")),
        ("8", Dense(8, "identity")),
        ("Softmax", Activation("softmax")),
        ("add", Add()),
        ("concat", Concatenate()),
        ("mean squared error", MeanSquaredError()),
        ("mse", MeanSquaredError()),
    ],
)
def test_the_usual_words_make_the_usual_blocks(text: str, operation: Operation) -> None:
    assert operation_from_text(text) == operation


@pytest.mark.parametrize("text", ["", "  ", "16 rleu", "foo", "１６", "-3"])
def test_anything_else_is_refused_with_what_is_possible(text: str) -> None:
    with pytest.raises(EditError, match=r"expected|known are"):
        operation_from_text(text)


def test_offers_put_the_very_name_first_and_show_what_each_would_add() -> None:
    assert offers("softmax")[0][0] == "Activation · Softmax"
    assert dict(offers("32 relu")) == {
        "Dense 32 · ReLU": Dense(32, "relu"),
        "Dense 32 · Leaky ReLU": Dense(32, "leaky_relu"),
    }
    assert offers("0 relu") == ()


def test_an_empty_text_offers_every_block_of_the_catalogue() -> None:
    assert [type(operation) for _, operation in offers("")] == list(OPERATIONS.values())

"""A value of a closed table in words: the name or its unmistakable beginning, then settings."""

from __future__ import annotations

import pytest

from playground.document.errors import EditError
from playground.document.kind_text import kind_from_text
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import OPTIMIZERS, SGD, Momentum


@pytest.mark.parametrize(
    ("text", "optimizer"),
    [
        ("sgd", SGD()),
        ("SGD 0.5", SGD(0.5)),
        ("moment momentum=0.8 learning_rate=0.01", Momentum(0.01, 0.8)),
        ("momentum 0.2 0.7", Momentum(0.2, 0.7)),
    ],
)
def test_the_name_comes_first_settings_follow(text: str, optimizer: object) -> None:
    assert kind_from_text(text, OPTIMIZERS, "optimizer") == optimizer


def test_titles_are_names_too() -> None:
    assert kind_from_text("mean squared error", LOSSES, "loss") == MeanSquaredError()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no optimizer was typed; known are sgd, momentum"),
        ("newton", "there is no optimizer 'newton'; known are sgd, momentum"),
        ("sgd momentum=0.5", "SGD: found 'momentum', expected the setting learning_rate"),
        ("sgd -1", "learning rate is -1.0, expected a positive number"),
        ("momentum mu=1", "Momentum: found 'mu', expected one of the settings learning_rate, momentum"),
    ],
)
def test_what_cannot_be_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(EditError) as error:
        kind_from_text(text, OPTIMIZERS, "optimizer")
    assert str(error.value).startswith(sentence)

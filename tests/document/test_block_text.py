"""Blocks from typed words: the common forms are understood, anything else is refused with what is possible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document.block_text import block_text, offers, operation_from_text
from playground.document.errors import EditError
from playground.document.setting_text import setting_types
from playground.engine.errors import SettingError
from playground.engine.operations.activations import Activation
from playground.engine.operations.catalogue import CHOICES, OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.softmax_block import Softmax


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("16 relu", Dense(16, "relu", "he_uniform")),
        ("16 leaky-relu", Dense(16, "leaky_relu", "he_uniform")),
        ("16 leaky relu", Dense(16, "leaky_relu", "he_uniform")),
        ("16 tanh no bias", Dense(16, "tanh", bias=False)),
        ("dense 4 initializer=zeros bias=no", Dense(4, "tanh", "zeros", False)),
        ("dense units 4", Dense(4)),
        ("concat 3", Concatenate(3)),
        ("8", Dense(8, "identity")),
        ("Softmax", Softmax()),
        ("Log-softmax", Activation("log_softmax")),
        ("add", Add()),
        ("concat", Concatenate()),
        ("mean squared error", MeanSquaredError()),
        ("mse", MeanSquaredError()),
    ],
)
def test_the_usual_words_make_the_usual_blocks(text: str, operation: Operation) -> None:
    assert operation_from_text(text) == operation


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "nothing was typed, expected units and an activation such as '16 relu'"),
        ("foo", "there is no block 'foo', expected units"),
        ("denes 3", "there is no block 'denes' (did you mean dense?), expected units"),
        ("16 rleu", "Dense: there is no activation 'rleu' (did you mean relu?); known are identity, relu"),
        ("-3", "Dense has -3 units, expected 1 to 65,536"),
        ("１６", "there is no block '１６'"),
        ("soft", "'soft' may mean Softmax"),
        ("dense units x", "Dense: units: found 'x', expected a whole number"),
        ("dense units", "Dense: units: found nothing, expected a whole number"),
        ("8 tanh relu", "Dense: found 'relu', expected one of the settings initializer, bias"),
        ("mse mean sum", "Mean squared error: "),
        ("x" * 500, "found 500 characters for one block, expected at most 400"),
    ],
)
def test_anything_else_is_refused_with_what_is_possible(text: str, sentence: str) -> None:
    with pytest.raises(EditError) as error:
        operation_from_text(text)
    assert str(error.value).startswith(sentence)


@given(st.text(max_size=40))
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        assert operation_from_text(text) in [operation for _, operation in offers(text)]
    except EditError:
        offers(text)


@pytest.mark.parametrize("kind", OPERATIONS.values())
def test_every_block_with_any_settings_can_be_said_in_words(kind: type[Operation]) -> None:
    for operation in varied(kind):
        assert operation_from_text(block_text(operation)) == operation


def varied(kind: type[Operation]) -> list[Operation]:
    """Valid blocks of a kind, each with one setting unlike the default."""
    usual = kind()
    found = [usual]
    for name in setting_types(kind):
        for setting in others(name, getattr(usual, name)):
            try:
                operation = replace(usual, **{name: setting})
                operation.check_settings()
            except SettingError:
                continue
            found.append(operation)
    return found


def others(name: str, setting: object) -> list[object]:
    """Some values of the setting's type."""
    if isinstance(setting, bool):
        return [not setting]
    if isinstance(setting, str):
        return list(CHOICES[name])
    if isinstance(setting, tuple):
        return [(), (1, 2), (0.5, 1e-3, 2.0)] if not setting else [setting[::-1], (3, 2), (1, 2, 3)]
    assert isinstance(setting, int | float)
    return [setting + 1, setting / 2] if isinstance(setting, float) else [setting + 1, setting - 1]


def test_offers_put_the_very_name_first_and_show_what_each_would_add() -> None:
    assert [shown for shown, _ in offers("softmax")][:2] == ["Softmax", "Activation · Softmax"]
    shown = dict(offers("32 relu"))
    assert shown["Dense 32 · ReLU"] == Dense(32, "relu", "he_uniform")
    assert shown["Dense 32 · Leaky ReLU"] == Dense(32, "leaky_relu", "he_uniform")
    assert offers("0 relu") == ()


def test_an_empty_text_offers_every_block_of_the_catalogue() -> None:
    assert [type(operation) for _, operation in offers("")] == list(OPERATIONS.values())

"""A block from a few typed words: `16 relu`, `add`, `softmax`, `mse`. For the window's quick-add field."""

from __future__ import annotations

from playground.document.errors import EditError
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.operation import Operation

EXPECTED = "expected “16 relu”, an activation such as “tanh”, or a block such as “add”"


def operation_from_text(text: str) -> Operation:
    """The operation meant; `EditError` says what was found and what is possible."""
    words = text.lower().replace("-", "_").split()
    if not words:
        raise EditError(f"nothing was typed, {EXPECTED}")
    if words[0].isdecimal() and words[0].isascii():
        return _dense(int(words[0]), "_".join(words[1:]), text)
    name = "_".join(words)
    if name in ACTIVATIONS:
        return Activation(name)
    found = _by_name(name)
    if found is None:
        raise EditError(f"{text!r} is no block, {EXPECTED}")
    return found()


def _dense(units: int, activation: str, text: str) -> Operation:
    if activation and activation not in ACTIVATIONS:
        raise EditError(f"{text!r}: there is no activation {activation!r}; known are {', '.join(ACTIVATIONS)}")
    return Dense(units, activation) if activation else Dense(units)


def _by_name(name: str) -> type[Operation] | None:
    """A kind of the catalogue by its key, its title or the beginning of either, if only one fits."""
    titles = {kind: operation.title.lower().replace(" ", "_") for kind, operation in OPERATIONS.items()}
    exact = [kind for kind, title in titles.items() if name in (kind, title)]
    begun = [kind for kind, title in titles.items() if kind.startswith(name) or title.startswith(name)]
    kinds = exact or begun
    return OPERATIONS[kinds[0]] if len(kinds) == 1 else None

"""Blocks from a few typed words: `16 relu`, `add`, `softmax`, `mse`. For the fields that add a layer by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.document.errors import EditError
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import MAX_UNITS, Dense
from playground.engine.operations.operation import Operation

EXPECTED = "expected “16 relu”, an activation such as “tanh”, or a block such as “add”"

_LAYER = re.compile(r"(\d{1,5})(?: (\S.*))?", re.ASCII)

Offer = tuple[str, Operation]


def offers(text: str) -> tuple[Offer, ...]:
    """What a text may mean, best first, each with the words to show; everything for an empty text."""
    wanted = _plain(text)
    layer = _LAYER.fullmatch(wanted)
    if layer:
        return tuple(_layers(int(layer[1]), layer[2] or ""))
    found = [offer for offer in _blocks(with_activations=bool(wanted)) if _closeness(offer, wanted) is not None]
    return tuple(sorted(found, key=lambda offer: _closeness(offer, wanted) or 0))


def operation_from_text(text: str) -> Operation:
    """The operation meant; `EditError` says what was found and what is possible."""
    if not text.strip():
        raise EditError(f"nothing was typed, {EXPECTED}")
    found = offers(text)
    if not found:
        raise EditError(f"{text!r} is no block, {EXPECTED}")
    return found[0][1]


def _layers(units: int, activation: str) -> Iterator[Offer]:
    if not 1 <= units <= MAX_UNITS:
        return
    for key, function in ACTIVATIONS.items():
        if activation in _plain(function.title) or activation in _plain(key):
            yield f"Dense {units} · {function.title}", Dense(units, key)


def _blocks(*, with_activations: bool) -> Iterator[Offer]:
    for operation in OPERATIONS.values():
        yield operation.title, operation()
    for key, function in ACTIVATIONS.items() if with_activations else ():
        yield f"Activation · {function.title}", Activation(key)


def _closeness(offer: Offer, wanted: str) -> int | None:
    """0 for the very name, 1 for its beginning, 2 for a part of it, None for no match."""
    title, operation = offer
    names = [_plain(title.removeprefix("Activation · ")), _plain(operation.kind)]
    if isinstance(operation, Activation) and "·" in title:
        names[1] = _plain(operation.function)
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else None


def _plain(text: str) -> str:
    """Lower case, with spaces for the hyphens and underscores inside a name; a sign at the beginning stays."""
    return " ".join(re.sub(r"(?<=\w)[-_]", " ", text.lower()).split())

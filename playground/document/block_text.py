"""Blocks from a few typed words: `16 relu`, `add`, `conv 8 3x3 relu stride 2`, `huber delta=0.5`.

A number first is a dense layer, any other text begins with the name of a block or of an activation; settings follow.
The fields that add a layer by name and the command line both read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from playground.document.errors import EditError
from playground.document.kind_text import LONGEST_TEXT, Named, called, named, plain_names
from playground.document.setting_text import Words, setting_value_text, settings_text, words_of
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import MAX_UNITS, Dense
from playground.engine.operations.operation import Operation

EXPECTED = "expected units and an activation such as '16 relu', or a block such as 'add' or 'dropout 0.2'"

Offer = tuple[str, Operation]


def offers(text: str) -> tuple[Offer, ...]:
    """What a text may mean, best first, each with the words to show; every block for an empty text."""
    words = words_of(text[:LONGEST_TEXT])
    if not words:
        return tuple((name.shown, name.made(())) for name in _blocks())
    found: dict[Operation, str] = {}
    for shown, operation in (*_understood(words), *(_layers(words) if _is_layer(words) else _matches(words))):
        found.setdefault(operation, shown)
    return tuple((shown, operation) for operation, shown in found.items())


def operation_from_text(text: str) -> Operation:
    """The operation meant; `EditError` says what was found and what is possible."""
    words = words_of(text)
    if not words:
        raise EditError(f"nothing was typed, {EXPECTED}")
    if len(text) > LONGEST_TEXT:
        raise EditError(f"found {len(text):,} characters for one block, expected at most {LONGEST_TEXT}")
    known = (*_blocks(), *_activations())
    name, used = (_layer(), 0) if _is_layer(words) else called(words, known, "block", f", {EXPECTED}")
    operation: Operation = name.made(words[used:])
    return operation


def block_text(operation: Operation) -> str:
    """Words that `operation_from_text` reads as this very operation."""
    text = f"{operation.kind} {settings_text(operation)}".strip()
    if operation_from_text(text) != operation:  # the initializer would follow from the activation
        text += f" initializer={getattr(operation, 'initializer', '')}"
    return text.replace("_", "-")


def block_words(operation: Operation) -> str:
    """The operation in a list of offers: `Dense 16 · ReLU`, `Dropout · rate 0.2`."""
    if isinstance(operation, Activation):
        return f"{operation.title} · {ACTIVATIONS[operation.function].title}"
    if isinstance(operation, Dense) and operation.bias:
        return f"{operation.title} {operation.units} · {ACTIVATIONS[operation.activation].title}"
    usual = type(operation)()
    names = (entry.name for entry in fields(operation) if entry.name != "initializer")
    changed = (name for name in names if getattr(operation, name) != getattr(usual, name))
    words = (f"{name.replace('_', ' ')} {setting_value_text(getattr(operation, name))}" for name in changed)
    return " · ".join([operation.title, *words])


def _understood(words: Words) -> Iterator[Offer]:
    """The one block that the whole text means, if it can be understood."""
    try:
        operation = operation_from_text(" ".join(words))
    except EditError:
        return
    yield block_words(operation), operation


def _matches(words: Words) -> Iterator[Offer]:
    """Blocks and activations whose name contains the text, the closest first."""
    names = (*_blocks(), *_activations())
    yield from ((names[place].shown, names[place].made(())) for place in _closest(names, " ".join(words)))


def _layers(words: Words) -> Iterator[Offer]:
    """Dense layers of that many units, with every activation whose name contains the rest, the closest first."""
    if not 1 <= int(words[0]) <= MAX_UNITS:
        return
    names = tuple(_activations())
    for place in _closest(names, " ".join(words[1:])):
        layer = _layer().made((words[0], *words_of(str(names[place].settings["function"]))))
        yield block_words(layer), layer


def _closest(names: Sequence[Named], text: str) -> Iterator[int]:
    """The places of the names that contain a text, the closest first."""
    ranked = ((name.closeness(text), place) for place, name in enumerate(names))
    return (place for _, place in sorted((rank, place) for rank, place in ranked if rank is not None))


def _is_layer(words: Words) -> bool:
    return words[0].isascii() and words[0].lstrip("+-").isdecimal()


def _layer() -> Named:
    """A dense layer by its units alone has no activation."""
    return Named((), Dense.title, Dense, {"activation": "identity"})


def _blocks() -> Iterator[Named]:
    return map(named, OPERATIONS.values())


def _activations() -> Iterator[Named]:
    for key, function in ACTIVATIONS.items():
        shown = f"{Activation.title} · {function.title}"
        yield Named(plain_names(key, function.title), shown, Activation, {"function": key})

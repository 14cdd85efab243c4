"""A network in one line of words, as the command line takes it: `2, 8 tanh, 8 tanh, 1 sigmoid`.

The first entry is the number of inputs, each other one a dense layer: its units and its activation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from playground.data.sources import DataSource
from playground.data.split import Preparation
from playground.document.arrange import arrange
from playground.document.diagram import Diagram
from playground.document.errors import LayersError
from playground.document.limits import size_refusal
from playground.document.naming import name_for
from playground.engine.errors import SettingError
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import ACTIVATIONS
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, Loss, SoftmaxCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.settings import TrainingSettings

# These losses apply the function themselves, so a last layer that names it means the very same network.
_IN_THE_LOSS: Mapping[type[Loss], str] = {BinaryCrossEntropy: "sigmoid", SoftmaxCrossEntropy: "softmax"}
MAX_ENTRIES = 1_000

_ENTRY = re.compile(r"([0-9]{1,9})(?:\s+(\S+))?", re.ASCII)
_RECTIFIERS = ("relu", "leaky_relu")


def diagram_from_text(
    layers: str, loss: str, data: DataSource, seed: int = 0, preparation: Preparation | None = None
) -> Diagram:
    """The document of a layered network, its blocks arranged; `LayersError` names the entry that is wrong.

    `seed` is the training's. Names may have hyphens or underscores; a layer without an activation has the identity.
    """
    entries = [_Entry.parsed(number, text.strip()) for number, text in enumerate(layers.split(","), start=1)]
    if not 2 <= len(entries) <= MAX_ENTRIES:
        raise LayersError(f"layers: found {_counted(len(entries))}, expected inputs and layers, as in '2, 8 tanh, 1'")
    operations = [*_operations(entries), _loss(loss)]
    network = _chain(_absorbed(operations))
    refusal = size_refusal(network)
    if refusal:
        raise LayersError(f"layers: {refusal}")
    training = TrainingSettings(seed=seed)
    return arrange(
        Diagram(network, (), data, preparation or Preparation(), training, made=len(network.nodes)),
    )


def _counted(entries: int) -> str:
    return "one entry" if entries == 1 else f"{entries:,} entries, more than {MAX_ENTRIES:,}"


@dataclass(frozen=True)
class _Entry:
    """One entry of the text: its place, counted from 1, its words, and what they mean."""

    number: int
    text: str
    units: int
    activation: str

    @classmethod
    def parsed(cls, number: int, text: str) -> _Entry:
        match = _ENTRY.fullmatch(text)
        if match is None:
            raise LayersError(f"layers: entry {number} {text!r}: expected units and an activation, such as '8 tanh'")
        activation = (match[2] or "identity").replace("-", "_").lower()
        if activation not in ACTIVATIONS:
            known = ", ".join(ACTIVATIONS)
            raise LayersError(
                f"layers: entry {number} {text!r}: there is no activation {match[2]!r}; known are {known}"
            )
        if number == 1 and match[2]:
            raise LayersError(f"layers: entry 1 {text!r}: inputs have no activation, expected their number alone")
        return cls(number, text, int(match[1]), activation)

    def operation(self) -> Operation:
        if self.number == 1:
            return Input(self.units)
        initializer = "he_uniform" if self.activation in _RECTIFIERS else "glorot_uniform"
        return Dense(self.units, self.activation, initializer)


def _operations(entries: Sequence[_Entry]) -> Iterable[Operation]:
    for entry in entries:
        operation = entry.operation()
        try:
            operation.check_settings()
        except SettingError as error:
            raise LayersError(f"layers: entry {entry.number} {entry.text!r}: {error}") from None
        yield operation


def _loss(name: str) -> Loss:
    key = name.strip().replace("-", "_").lower()
    if key not in LOSSES:
        known = ", ".join(key.replace("_", "-") for key in LOSSES)
        raise LayersError(f"loss: there is no loss {name!r}; known are {known}")
    return LOSSES[key]()


def _absorbed(operations: Sequence[Operation]) -> Sequence[Operation]:
    """The same network where the loss brings the last activation along: the layer then gives the raw values."""
    *below, last, loss = operations
    if isinstance(loss, Loss) and isinstance(last, Dense) and last.activation == _IN_THE_LOSS.get(type(loss)):
        return [*below, Dense(last.units, "identity", last.initializer), loss]
    return operations


def _chain(operations: Sequence[Operation]) -> Network:
    nodes: list[Node] = []
    for number, operation in enumerate(operations, start=1):
        nodes.append(Node(f"n{number}", name_for(operation, nodes), operation))
    edges = (Edge(f"n{number}", f"n{number + 1}") for number in range(1, len(nodes)))
    return Network(tuple(nodes), tuple(edges))

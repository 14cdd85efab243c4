"""A network in one line of words, as the command line takes it: `64, reshape 1 8 8, conv 8 3x3, flatten, 10 softmax`.

The first entry is the number of inputs, each other one a block as `block_text` reads it, wired to the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from playground.data.sources import DataSource
from playground.data.split import Preparation
from playground.document.arrange import arrange
from playground.document.block_text import operation_from_text
from playground.document.diagram import Diagram
from playground.document.errors import EditError, LayersError
from playground.document.kind_text import kind_from_text
from playground.document.limits import size_refusal
from playground.document.naming import name_for
from playground.engine.errors import SettingError
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, Loss, SoftmaxCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.settings import TrainingSettings

# These losses apply the function themselves, so a last layer that names it means the very same network.
_IN_THE_LOSS: Mapping[type[Loss], str] = {BinaryCrossEntropy: "sigmoid", SoftmaxCrossEntropy: "softmax"}
MAX_ENTRIES = 1_000

_BETWEEN = re.compile(r",(?![^()]*\))")  # a comma inside parentheses belongs to a setting
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)


def diagram_from_text(
    layers: str, loss: str, data: DataSource, seed: int = 0, preparation: Preparation | None = None
) -> Diagram:
    """The document of a layered network, its blocks arranged; `LayersError` names the entry that is wrong.

    `seed` is the training's. Names may have hyphens or underscores; a layer without an activation has the identity.
    """
    entries = [text.strip() for text in _BETWEEN.split(layers)]
    if not 2 <= len(entries) <= MAX_ENTRIES:
        raise LayersError(f"layers: found {_counted(len(entries))}, expected inputs and layers, as in '2, 8 tanh, 1'")
    network = _chain(_absorbed([*_operations(entries), loss_from_text(loss)]))
    return laid_out(network, data, seed, preparation)


def laid_out(network: Network, data: DataSource, seed: int = 0, preparation: Preparation | None = None) -> Diagram:
    """The document of a whole network, its blocks arranged; `LayersError` if it is too large."""
    refusal = size_refusal(network)
    if refusal:
        raise LayersError(f"layers: {refusal}")
    training = TrainingSettings(seed=seed)
    return arrange(Diagram(network, (), data, preparation or Preparation(), training, made=len(network.nodes)))


def _counted(entries: int) -> str:
    return "one entry" if entries == 1 else f"{entries:,} entries, more than {MAX_ENTRIES:,}"


def _operations(entries: Sequence[str]) -> Iterator[Operation]:
    for number, text in enumerate(entries, start=1):
        try:
            yield _first(text) if number == 1 else _inner(text)
        except EditError as error:
            raise LayersError(f"layers: entry {number} {text!r}: {error}") from None


def _first(text: str) -> Operation:
    """The number of inputs."""
    if not _WHOLE.fullmatch(text):
        raise EditError("expected the number of inputs alone, such as '2'")
    operation = Input(int(text))
    try:
        operation.check_settings()
    except SettingError as error:
        raise EditError(f"Input {error}") from None
    return operation


def _inner(text: str) -> Operation:
    """A block that one wire leads to and one leaves."""
    operation = operation_from_text(text)
    if not operation.has_output:
        raise EditError(f"{operation.title} is a loss, expected a layer here and the loss on its own")
    if len(operation.ports) != 1:
        found = f"{len(operation.ports)} inputs" if operation.ports else "no input"
        raise EditError(f"{operation.title} has {found}, expected a block with one in a chain")
    return operation


def loss_from_text(text: str) -> Loss:
    """`mse`, `huber delta=0.5`; `LayersError` for anything else."""
    try:
        return kind_from_text(text, LOSSES, "loss")
    except EditError as error:
        raise LayersError(f"loss: {error}") from None


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

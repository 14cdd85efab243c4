"""What the inspector is shown, as one frozen value, and the facts it derives from it. No widgets.

Everything works on unfinished networks too: what cannot be told is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from playground.document.diagram import Diagram
from playground.document.problems import Problem
from playground.engine.errors import NetworkError
from playground.engine.learned import Learned
from playground.engine.network import Network, Node
from playground.engine.operations.operation import Operation, ParameterSpec, Shape, shape_text
from playground.engine.parameters import Slot

THIN_SPACE = "\u202f"
_BYTES = 8  # a float64


@dataclass(frozen=True, eq=False)
class Subject:
    """A document, the ids selected in it, its problems, and what it has learned so far."""

    diagram: Diagram
    selection: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    learned: Learned | None = None

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The selected blocks, in order of making."""
        return tuple(node for node in self.diagram.network.nodes if node.id in self.selection)

    def problems_of(self, id: str) -> tuple[Problem, ...]:
        """What is wrong with one block."""
        return tuple(problem for problem in self.problems if problem.node == id)

    def slots_of(self, id: str) -> tuple[Slot, ...]:
        """Where the block's learned parameters lie."""
        slots = self.learned.layout.slots if self.learned is not None else ()
        return tuple(slot for slot in slots if slot.node == id)


def shapes_of(network: Network) -> Mapping[str, Shape]:
    """The shapes that can be told; none where the wires form a cycle."""
    try:
        return network.known_shapes
    except NetworkError:
        return {}


def arriving(network: Network, id: str) -> tuple[Shape, ...] | None:
    """The shapes that arrive at a block, by port; None while one of them cannot be told."""
    shapes, edges = shapes_of(network), network.incoming[id]
    if len(edges) != len(network.by_id[id].operation.ports) or not all(edge.source in shapes for edge in edges):
        return None
    return tuple(shapes[edge.source] for edge in edges)


def parameters_of(network: Network, id: str) -> tuple[ParameterSpec, ...]:
    """What a block learns; nothing while its inputs cannot be told or do not fit."""
    inputs = arriving(network, id)
    if inputs is None or id not in shapes_of(network):
        return ()
    operation: Operation = network.by_id[id].operation
    return operation.parameters(inputs)


def kept_shapes(network: Network, id: str) -> Mapping[str, Shape]:
    """The shapes of what a block learns or keeps, by quantity; nothing while they cannot be told."""
    return {spec.quantity: spec.shape for spec in parameters_of(network, id)}


def parameter_count(network: Network, ids: frozenset[str]) -> int:
    """How many numbers these blocks keep; what a block shares with another is counted at its owner."""
    own = (id for id in ids if not network.by_id[id].learning.shares)
    return sum(prod(spec.shape) for id in own for spec in parameters_of(network, id))


def shape_words(network: Network, id: str) -> str:
    """The shape of a block's result, `?` while it cannot be told."""
    shape = shapes_of(network).get(id)
    return "?" if shape is None else shape_text(shape)


def count(number: int, noun: str = "") -> str:
    """`1 block`, `3 433 parameters`."""
    digits = f"{number:,}".replace(",", THIN_SPACE)
    return digits if not noun else f"{digits} {noun if number == 1 else noun + 's'}"


def memory(parameters: int) -> str:
    """What that many float64 take, `27 KB`."""
    size = float(parameters * _BYTES)
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} GB"

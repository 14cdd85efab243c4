"""What a block says about itself while the network is built: name, pill, two lines, ports. Words only, no painting.

An operation the tables below do not know still gets a face, from its parameters or its summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import singledispatch
from math import prod

from playground.data.imported import Imported
from playground.data.sources import DataSource, Generated, Written, bundled_info, generator_info
from playground.document.diagram import Diagram
from playground.document.difference import Difference
from playground.engine.errors import NetworkError, ShapeError
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Join
from playground.engine.operations.losses import Loss
from playground.engine.operations.operation import Operation, ParameterSpec, Shape
from playground.engine.operations.source import Input
from playground.engine.quantities import QUANTITIES
from playground.ui.sentences import within_line

_COUNTS = ("no", "one", "two", "three", "four", "five", "six")
_THIN_SPACE = "\u202f"


class Mark(StrEnum):
    """A sign of how a block learns: with shared parameters, or with some that updates leave alone."""

    SHARED = "shared"
    FROZEN = "frozen"


@dataclass(frozen=True)
class BlockFace:
    """The words on a block, how many ports it has, and the signs of how it learns."""

    name: str
    pill: str
    lines: tuple[str, ...]
    ports: int
    has_output: bool
    marks: tuple[Mark, ...] = ()

    @property
    def spoken(self) -> str:
        """The face in one sentence, for screen readers."""
        return ", ".join(part for part in (self.name, self.pill, *self.lines) if part)


@dataclass(frozen=True)
class Surroundings:
    """All a face depends on beside its node: equal surroundings give equal faces."""

    inputs: tuple[Shape | None, ...]
    output: Shape | None
    feeds_logits: bool
    data: DataSource | None
    standardize: bool
    owner: str = ""  # the name of the block whose parameters it uses
    users: int = 1  # how many blocks use its own


def shapes_of(network: Network) -> Mapping[str, Shape]:
    """The shapes that can be told; none where the wires form a cycle."""
    try:
        return network.known_shapes
    except NetworkError:
        return {}


def misfits(network: Network) -> frozenset[Edge]:
    """The wires that bring values of a shape their block cannot take."""
    nodes = (problem.node for problem in network.problems if isinstance(problem, ShapeError))
    return frozenset(edge for node in nodes if node is not None for edge in network.incoming[node])


def affected(network: Network, change: Difference, reshaped: Set[str]) -> frozenset[str]:
    """The blocks whose face may differ after a change; `reshaped` are those that now give another shape."""
    edges = change.added_edges | change.removed_edges
    ends = {edge.source for edge in edges} | {edge.target for edge in edges}
    sources = {edge.source for id in change.changed for edge in network.incoming[id]}
    readers = {edge.target for id in reshaped for edge in network.outgoing[id]}
    inputs = {node.id for node in network.inputs} if change.data or change.preparation else set()
    users = {node.id for node in network.nodes if node.learning.shares in change.changed}
    around = ends | sources | readers | inputs | users | change.lent
    return frozenset((change.added | change.changed | reshaped | around) & network.by_id.keys())


def missing_wires(network: Network, node: Node) -> frozenset[int | None]:
    """The input ports of a block that no wire leads to, and None if its output leads nowhere."""
    wired = {edge.port for edge in network.incoming[node.id]}
    inputs = {port for port in range(len(node.operation.ports)) if port not in wired}
    return frozenset(inputs | ({None} if node.operation.has_output and not network.outgoing[node.id] else set()))


def borrowers_of(network: Network) -> Mapping[str, int]:
    """By owner how many other blocks use its parameters."""
    return Counter(node.learning.shares for node in network.nodes if node.learning.shares)


def surroundings(
    diagram: Diagram, node: Node, shapes: Mapping[str, Shape], borrowers: Mapping[str, int]
) -> Surroundings:
    """What the face of `node` depends on."""
    network, is_input = diagram.network, isinstance(node.operation, Input)
    sources: list[Shape | None] = [None] * len(node.operation.ports)
    for edge in network.incoming[node.id]:
        if 0 <= edge.port < len(sources):
            sources[edge.port] = shapes.get(edge.source)
    return Surroundings(
        tuple(sources),
        shapes.get(node.id),
        _feeds_logits(network, node),
        diagram.data if is_input else None,
        is_input and diagram.preparation.standardize,
        network.by_id[node.learning.shares].name if node.learning.shares in network.by_id else "",
        1 + borrowers.get(node.id, 0),
    )


def face_of(node: Node, around: Surroundings) -> BlockFace:
    """The face of a node in its surroundings."""
    operation = node.operation
    lines = _with_learning(_lines(operation, around), node, around)
    words = node.name, _pill(operation, around), tuple(lines)
    return BlockFace(*words, len(operation.ports), operation.has_output, _marks(node, around))


def _marks(node: Node, around: Surroundings) -> tuple[Mark, ...]:
    shared = around.owner or around.users > 1
    return (*([Mark.SHARED] if shared else []), *([Mark.FROZEN] if node.learning.frozen else []))


def _with_learning(lines: list[str], node: Node, around: Surroundings) -> list[str]:
    """The lines, of which the last also tells whose parameters they are and which of them updates leave alone."""
    if around.owner:
        return [*lines[:1], f"shares {around.owner}"]
    frozen = ", ".join(QUANTITIES[quantity].symbol for quantity in node.learning.frozen)
    words = [*([f"shared by {around.users}"] if around.users > 1 else []), *([f"{frozen} frozen"] if frozen else [])]
    return [*lines[:-1], " · ".join([*lines[-1:], *words])]


def size_text(shape: Shape | None) -> str:
    """A shape as short as it goes: (32,) → `32`, () → `1`, unknown → `?`."""
    if shape is None:
        return "?"
    return " × ".join(map(str, shape)) if shape else "1"


def grouped(count: int) -> str:
    """A count with narrow spaces between thousands: 2 080."""
    return f"{count:,}".replace(",", _THIN_SPACE)


def _feeds_logits(network: Network, node: Node) -> bool:
    readers = [network.by_id[edge.target].operation for edge in network.outgoing[node.id]]
    return bool(readers) and all(isinstance(reader, Loss) and reader.takes_logits for reader in readers)


@singledispatch
def _pill(operation: Operation, around: Surroundings) -> str:
    return size_text(around.output) if around.output is not None else ""


@_pill.register
def _(operation: Dense, around: Surroundings) -> str:
    if operation.activation == "identity":
        return f"{operation.units} · {'logits' if around.feeds_logits else 'linear'}"
    return f"{operation.units} · {_activation_title(operation.activation)}"


@_pill.register
def _(operation: Activation, around: Surroundings) -> str:
    return _activation_title(operation.function)


@_pill.register
def _(operation: Loss, around: Surroundings) -> str:
    return within_line(operation.title)


@singledispatch
def _lines(operation: Operation, around: Surroundings) -> list[str]:
    if None in around.inputs:
        return ["not wired yet", operation.summary]
    specs = operation.parameters(tuple(shape for shape in around.inputs if shape is not None))
    return _parameter_lines(specs) if specs else [_first_clause(operation.summary)]


@_lines.register
def _(operation: Dense, around: Surroundings) -> list[str]:
    if around.inputs[0] is None:
        return [f"W {operation.units} × ?" + (f", b {operation.units}" if operation.bias else ""), "not wired yet"]
    return _parameter_lines(operation.parameters((around.inputs[0],)))


@_lines.register
def _(operation: Input, around: Surroundings) -> list[str]:
    scaled = ", standardized" if around.standardize else ""
    values = "one number" if operation.features == 1 else f"{operation.features} values"
    return [f"{values}{scaled}", *([] if around.data is None else [data_text(around.data)])]


@_lines.register
def _(operation: Activation, around: Surroundings) -> list[str]:
    function = ACTIVATIONS.get(operation.function)
    formula = function.formula.format(z="x", a="a") if function else "?"
    return [f"a = {formula}", "of each value" if function and function.slope else "over all values"]


@_lines.register
def _(operation: Join, around: Surroundings) -> list[str]:
    count = _COUNTS[operation.inputs] if operation.inputs < len(_COUNTS) else str(operation.inputs)
    return [f"{count} paths join", _first_clause(operation.summary)]


@_lines.register
def _(operation: Loss, around: Surroundings) -> list[str]:
    shape = around.inputs[0]
    if shape is None:
        return ["not wired yet", _first_clause(operation.summary)]
    if not operation.wants_targets:
        return ["to become small", _first_clause(operation.summary)]
    count = prod(shape)
    if operation.classifies:
        return [f"{max(count, 2)} classes", _first_clause(operation.summary)]
    return [f"{count} target{'s' if count > 1 else ''}", _first_clause(operation.summary)]


def data_text(source: DataSource) -> str:
    """The data in a few words, e.g. `Two moons · 200 samples`."""
    if isinstance(source, Generated):
        return f"{generator_info(source.kind).title} · {grouped(source.samples)} samples"
    if isinstance(source, Imported):
        return f"{source.name} · {grouped(source.samples)} samples"
    if isinstance(source, Written):
        return source.name
    return bundled_info(source.kind).title


def _parameter_lines(specs: tuple[ParameterSpec, ...]) -> list[str]:
    parts = (f"{QUANTITIES[spec.quantity].symbol} {size_text(spec.shape)}" for spec in specs)
    return [", ".join(parts), f"{grouped(sum(prod(spec.shape) for spec in specs))} parameters"]


def _activation_title(key: str) -> str:
    return within_line(ACTIVATIONS[key].title) if key in ACTIVATIONS else key


def _first_clause(summary: str) -> str:
    """The formula of a summary, without the words after it: `a = x₁ + x₂, where …` → `a = x₁ + x₂`."""
    depth = 0
    for place, character in enumerate(summary):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            return summary[:place]
    return summary

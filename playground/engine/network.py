"""A network as a frozen value: nodes, edges, their order, their shapes and everything that may be wrong with them.

The same value serves a layered network and a scalar graph. It knows no arrays and no parameters' values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from playground.engine.errors import CycleError, MissingWireError, NetworkError, SettingError, ShapeError, WiringError
from playground.engine.operations.losses import Loss
from playground.engine.operations.operation import Operation, ParameterSpec, Shape, shape_text
from playground.engine.operations.source import Input
from playground.engine.quantities import QUANTITIES

MAX_NODES = 5_000
MAX_EDGES = 20_000


@dataclass(frozen=True)
class Learning:
    """How a block's parameters learn, where it differs from the rest of the network.

    `frozen` lists the quantities (`weights`, `bias` …) that updates leave alone; `shares` is the id of the block whose
    parameters this one uses; `l1`, `l2` and `decay` replace the training's own (None: the training's).
    """

    frozen: tuple[str, ...] = ()
    shares: str = ""
    l1: float | None = None
    l2: float | None = None
    decay: float | None = None


USUAL = Learning()


@dataclass(frozen=True)
class Node:
    """A block: `id` never changes, `name` is what the user reads and may change."""

    id: str
    name: str
    operation: Operation
    learning: Learning = USUAL


class Edge(NamedTuple):
    """A wire from the output of `source` to input number `port` of `target` (ids)."""

    source: str
    target: str
    port: int = 0


@dataclass(frozen=True)
class Network:
    """Nodes in the order they were made and the wires between them."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """For each id the wires that end there, by port."""
        return _grouped(self.nodes, sorted(self.edges, key=lambda edge: edge.port), "target")

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """For each id the wires that begin there, in order of making."""
        return _grouped(self.nodes, self.edges, "source")

    def node(self, id: str) -> Node:
        """The node of that id; `NetworkError` if there is none."""
        if id not in self.by_id:
            raise NetworkError(f"there is no block with the id {id!r}")
        return self.by_id[id]

    def named(self, name: str) -> Node:
        """The node of that name; `NetworkError` if there is none."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise NetworkError(f"there is no block named {name!r}; there are {', '.join(n.name for n in self.nodes)}")

    @cached_property
    def order(self) -> tuple[Node, ...]:
        """All nodes, each after the nodes it reads, else in order of making; `CycleError` if there is no such order."""
        waiting = {node.id: len(self.incoming[node.id]) for node in self.nodes}
        place = {node.id: index for index, node in enumerate(self.nodes)}
        ready = [place[id] for id, count in waiting.items() if count == 0]
        order: list[Node] = []
        while ready:
            node = self.nodes[heappop(ready)]
            order.append(node)
            del waiting[node.id]
            for edge in self.outgoing[node.id]:
                waiting[edge.target] -= 1
                if waiting[edge.target] == 0:
                    heappush(ready, place[edge.target])
        if waiting:
            stuck = self.by_id[next(iter(waiting))]
            raise CycleError(f"{stuck.name} waits for its own output: the wires form a cycle", stuck.id)
        return tuple(order)

    @cached_property
    def inputs(self) -> tuple[Node, ...]:
        """The input blocks, in the order in which they take the data's columns."""
        return tuple(node for node in self.nodes if isinstance(node.operation, Input))

    @cached_property
    def loss(self) -> Node | None:
        """The loss block, if there is exactly one."""
        losses = [node for node in self.nodes if isinstance(node.operation, Loss)]
        return losses[0] if len(losses) == 1 else None

    @cached_property
    def layers(self) -> Mapping[str, int]:
        """The index above a node's symbols: 0 for inputs, then 1, 2, … along the order; a loss has none."""
        inner = [node.id for node in self.order if node.operation.ports and node.operation.has_output]
        return {node.id: 0 for node in self.inputs} | {id: index for index, id in enumerate(inner, start=1)}

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """The shape of one sample's result for every node; raises the first problem if there is one."""
        if self.problems:
            raise self.problems[0]
        return self._inferred[0]

    @cached_property
    def known_shapes(self) -> Mapping[str, Shape]:
        """The shapes that can be told even while the network is unfinished; none while its wires form a cycle."""
        try:
            return self._inferred[0]
        except CycleError:
            return {}

    def parameters(self, node: Node) -> tuple[ParameterSpec, ...]:
        """What a node's operation keeps, its own or shared; the network must be without problems."""
        return node.operation.parameters(tuple(self.known_shapes[edge.source] for edge in self.incoming[node.id]))

    def users(self, owner: str) -> tuple[Node, ...]:
        """The nodes that use the parameters of `owner` (an id), in order, itself included."""
        return self._users.get(owner, ())

    @cached_property
    def _users(self) -> Mapping[str, tuple[Node, ...]]:
        users: dict[str, list[Node]] = {}
        for node in self.order:
            users.setdefault(node.learning.shares or node.id, []).append(node)
        return {owner: tuple(nodes) for owner, nodes in users.items()}

    @cached_property
    def problems(self) -> tuple[NetworkError, ...]:
        """Everything that keeps the network from being compiled, each error naming its node."""
        wiring = tuple(_wiring_problems(self))
        if any(isinstance(problem, (CycleError, WiringError)) for problem in wiring):
            return wiring
        inferred = wiring + self._inferred[1]
        return inferred or tuple(learning_problems(self))

    @cached_property
    def _inferred(self) -> tuple[Mapping[str, Shape], tuple[NetworkError, ...]]:
        shapes: dict[str, Shape] = {}
        problems: list[NetworkError] = []
        for node in self.order:
            try:
                shapes.update(_infer(self, node, shapes))
            except (ShapeError, SettingError) as error:
                problems.append(type(error)(f"{node.name} {error}", node.id))
        return shapes, tuple(problems)


def _grouped(nodes: Iterable[Node], edges: Iterable[Edge], end: str) -> Mapping[str, tuple[Edge, ...]]:
    groups: dict[str, list[Edge]] = {node.id: [] for node in nodes}
    for edge in edges:
        groups.setdefault(getattr(edge, end), []).append(edge)
    return {id: tuple(group) for id, group in groups.items()}


def _infer(network: Network, node: Node, shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    """The node's shape, or nothing while a wire is missing or the block below is itself in doubt."""
    node.operation.check_settings()
    sources = [edge.source for edge in network.incoming[node.id]]
    if len(sources) != len(node.operation.ports) or not all(source in shapes for source in sources):
        return {}
    return {node.id: node.operation.output_shape(tuple(shapes[source] for source in sources))}


def _wiring_problems(network: Network) -> Iterable[NetworkError]:
    basic = [*_name_problems(network), *filter(None, (wire_problem(network, edge) for edge in network.edges))]
    if basic:
        yield from basic
        return
    try:
        order = network.order
    except CycleError as error:
        yield error
        return
    yield from _end_problems(network)
    for node in order:
        yield from _missing_wires(network, node)


def _name_problems(network: Network) -> Iterable[NetworkError]:
    ids: set[str] = set()
    names: set[str] = set()
    for node in network.nodes:
        if node.id in ids:
            yield WiringError(f"two blocks have the id {node.id!r}", node.id)
        if node.name in names:
            yield WiringError(f"two blocks are named {node.name!r}", node.id)
        ids.add(node.id)
        names.add(node.name)


def wire_problem(network: Network, edge: Edge) -> NetworkError | None:
    """Why this one wire must not be, whatever the shapes; None if it may."""
    for end in (edge.source, edge.target):
        if end not in network.by_id:
            return WiringError(f"a wire ends at {end!r}, which is no block")
    source, target = network.by_id[edge.source], network.by_id[edge.target]
    if not source.operation.has_output:
        return WiringError(f"{source.name} is a loss: it has no output to wire", source.id)
    if not 0 <= edge.port < len(target.operation.ports):
        return WiringError(f"{target.name} has no input {edge.port + 1}", target.id, edge.port)
    if [other.port for other in network.incoming[target.id]].count(edge.port) > 1:
        return WiringError(f"{target.name} gets two wires at {target.operation.ports[edge.port]}", target.id, edge.port)
    return None


def _end_problems(network: Network) -> Iterable[NetworkError]:
    if all(node.operation.ports for node in network.nodes):
        yield MissingWireError("the network has no Input: add one and wire it to the first layer")
    losses = [node for node in network.nodes if isinstance(node.operation, Loss)]
    if not losses:
        yield MissingWireError("the network has no loss: add one and wire the output layer to it")
    for extra in losses[1:]:
        yield WiringError(f"{extra.name} is a second loss beside {losses[0].name}; only one is possible", extra.id)


def learning_problems(network: Network) -> Iterable[NetworkError]:
    """What is wrong with how blocks are to learn, as far as shapes are known; the wires must form no cycle."""
    known = network.known_shapes
    for node in network.nodes:
        if node.learning is not USUAL and node.id in known:
            yield from _problems_of_learning(network, node, node.learning)


def _problems_of_learning(network: Network, node: Node, learning: Learning) -> Iterable[NetworkError]:
    if learning.shares:
        yield from _sharing_problems(network, node)
    unknown = set(learning.frozen) - {spec.quantity for spec in network.parameters(node) if spec.trainable}
    if unknown:
        yield SettingError(f"{node.name} has no {sorted(unknown)[0]} to freeze", node.id)
    for name in ("l1", "l2", "decay"):
        value = getattr(learning, name)
        if value is not None and not 0 <= value < inf:
            yield SettingError(f"{node.name} has {name} = {value}, expected 0 or more", node.id)


def _sharing_problems(network: Network, node: Node) -> Iterable[NetworkError]:
    owner = network.by_id.get(node.learning.shares)
    if owner is None:
        yield WiringError(f"{node.name} shares the parameters of a block that is not there", node.id)
    elif owner.learning.shares or owner is node:
        found = "its own parameters" if owner is node else f"what {owner.name} itself shares"
        yield WiringError(f"{node.name} shares {found}, expected a block with parameters of its own", node.id)
    elif node.learning.frozen:
        yield SettingError(f"{node.name} freezes shared parameters, expected that at their owner {owner.name}", node.id)
    elif owner.id in network.known_shapes:
        own, shared = _kept_shapes(network, node), _kept_shapes(network, owner)
        if own != shared or not own:
            yield ShapeError(
                f"{node.name} shares the parameters of {owner.name}, but needs {_kept_text(own)} "
                f"where {owner.name} has {_kept_text(shared)}",
                node.id,
            )


def _kept_shapes(network: Network, node: Node) -> dict[str, Shape]:
    return {spec.quantity: spec.shape for spec in network.parameters(node)}


def _kept_text(shapes: Mapping[str, Shape]) -> str:
    return ", ".join(f"{QUANTITIES[key].symbol} {shape_text(shape)}" for key, shape in shapes.items()) or "none"


def _missing_wires(network: Network, node: Node) -> Iterable[NetworkError]:
    wired = {edge.port for edge in network.incoming[node.id]}
    ports = node.operation.ports
    for port, name in enumerate(ports):
        if port not in wired:
            place = f" at {name}" if len(ports) > 1 else ""
            yield MissingWireError(f"{node.name} gets no values{place}: wire a block to it", node.id, port)
    if node.operation.has_output and not network.outgoing[node.id]:
        yield MissingWireError(f"{node.name} leads nowhere: wire its output on, or delete it", node.id)

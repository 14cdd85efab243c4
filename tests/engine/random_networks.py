"""Random directed acyclic networks for property-based tests: skips, diamonds, concatenations, sources wired twice."""

from hypothesis import strategies as st

from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import BinaryCrossEntropy, MeanSquaredError, SoftmaxCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input

WIDTH = st.integers(1, 3)
ACTIVATION = st.sampled_from(sorted(ACTIVATIONS))
LOSSES_OF_ANY_OUTPUT = (MeanSquaredError, BinaryCrossEntropy, SoftmaxCrossEntropy)
Draw = st.DrawFn


class Growing:
    """Nodes and wires so far, with the width of every output."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.widths: dict[str, int] = {}

    def add(self, operation: Operation, sources: list[str], width: int) -> str:
        """Another block, wired to its sources."""
        id = f"n{len(self.nodes)}"
        self.nodes.append(Node(id, f"Block {len(self.nodes)}", operation))
        self.edges += [Edge(source, id, port) for port, source in enumerate(sources)]
        self.widths[id] = width
        return id

    def loose(self) -> list[str]:
        """Outputs that nobody reads yet."""
        read = {edge.source for edge in self.edges}
        return [id for id in self.widths if id not in read]


def grow(growing: Growing, draw: Draw) -> None:
    """One more block of any kind."""
    source = draw(st.sampled_from(sorted(growing.widths)))
    width = growing.widths[source]
    alike = sorted(id for id, other in growing.widths.items() if other == width)
    kind = draw(st.sampled_from(["dense", "activation", "add", "concatenate"]))
    if kind == "dense":
        units = draw(WIDTH)
        growing.add(Dense(units, draw(ACTIVATION), bias=draw(st.booleans())), [source], units)
    elif kind == "activation":
        growing.add(Activation(draw(ACTIVATION)), [source], width)
    elif kind == "add":
        others = draw(st.lists(st.sampled_from(alike), min_size=1, max_size=2))
        growing.add(Add(1 + len(others)), [source, *others], width)
    else:
        other = draw(st.sampled_from(sorted(growing.widths)))
        growing.add(Concatenate(2), [source, other], width + growing.widths[other])


@st.composite
def networks(draw: Draw) -> Network:
    """A complete network; whatever leads nowhere is gathered before the output layer."""
    growing = Growing()
    for _ in range(draw(st.integers(1, 2))):
        width = draw(WIDTH)
        growing.add(Input(width), [], width)
    for _ in range(draw(st.integers(1, 5))):
        grow(growing, draw)
    ends = growing.loose()
    if len(ends) > 1:
        gathered = growing.add(Concatenate(len(ends)), ends, sum(growing.widths[end] for end in ends))
        ends = [gathered]
    out = growing.add(Dense(draw(WIDTH), "identity"), ends, 1)
    growing.add(draw(st.sampled_from(LOSSES_OF_ANY_OUTPUT))(), [out], 1)
    del growing.widths[growing.nodes[-1].id]
    made = draw(st.permutations(growing.nodes))
    return Network(tuple(made), tuple(growing.edges))

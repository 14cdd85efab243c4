"""Random networks over nearly the whole catalogue: vectors, sequences and images, forks, joins, shared weights.

Drawn from a seed, not by hypothesis, so that the same two hundred are compared with PyTorch every time. What could
overflow is kept small by what stands below it. Dropout is not among them: nobody else draws its masks.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from playground.engine.network import Edge, Learning, Network, Node
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.class_losses import ClassLoss
from playground.engine.operations.convolution import Conv2D
from playground.engine.operations.dense import Dense
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.joins import Add, Concatenate, Multiply, Subtract
from playground.engine.operations.losses import ALL_LOSSES, Huber, Loss
from playground.engine.operations.matrix_product import MatrixProduct
from playground.engine.operations.normalization import BatchNormalization, LayerNormalization
from playground.engine.operations.numbers import Constant, Parameter
from playground.engine.operations.operation import Operation, Shape
from playground.engine.operations.pooling import AveragePool2D, GlobalAveragePool, MaxPool2D
from playground.engine.operations.prelu import PReLU
from playground.engine.operations.recurrent import InitialState, RecurrentCell
from playground.engine.operations.reductions import Mean, Scale, Sum
from playground.engine.operations.scalar_functions import Cosine, Exponential, Logarithm, Sine, SquareRoot, Tangent
from playground.engine.operations.scalars import Divide, FixedPower, Maximum, Minimum, Negative, Power
from playground.engine.operations.shaping import Flatten, Reshape, Slice, Transpose
from playground.engine.operations.softmax_block import Softmax
from playground.engine.operations.source import Input

ACTIVATION_KEYS = sorted(ACTIVATIONS)
ENTRIES = 4


@dataclass
class Garden:
    """A network that grows: its blocks, its wires, the shape of every output."""

    stream: np.random.Generator
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    shapes: dict[str, Shape] = field(default_factory=dict)
    looked_up: set[str] = field(default_factory=set)

    def add(self, operation: Operation, *sources: str) -> str:
        """Another block; its shape is what the operation says."""
        id = f"n{len(self.nodes)}"
        shape = operation.output_shape(tuple(self.shapes[source] for source in sources))
        self.nodes.append(Node(id, f"Block {len(self.nodes)}", operation))
        self.edges += [Edge(source, id, port) for port, source in enumerate(sources)]
        self.shapes[id] = shape
        return id

    def one_of(self, choices: list[str]) -> str:
        """Any of them."""
        return choices[int(self.stream.integers(len(choices)))]

    def number(self, least: int, most: int) -> int:
        """A whole number."""
        return int(self.stream.integers(least, most + 1))

    def chance(self, share: float) -> bool:
        """True so often."""
        return bool(self.stream.random() < share)

    def of_rank(self, rank: int) -> list[str]:
        """Outputs with so many axes."""
        return [id for id, shape in self.shapes.items() if len(shape) == rank and id not in self.looked_up]

    def alike(self, id: str) -> str:
        """Any output of the same shape, itself too."""
        return self.one_of(
            [other for other in self.of_rank(len(self.shapes[id])) if self.shapes[other] == self.shapes[id]]
        )

    def activation(self) -> str:
        """Any activation function."""
        return self.one_of(ACTIVATION_KEYS)

    def small(self, id: str) -> str:
        """The values squeezed between −1 and 1."""
        return self.add(Activation("tanh"), id)

    def positive(self, id: str) -> str:
        """The values between 1/e and e."""
        return self.add(Exponential(), self.small(id))

    def loose(self) -> list[str]:
        """Outputs that nobody reads yet."""
        read = {edge.source for edge in self.edges}
        return [id for id in self.shapes if id not in read]


Grow = Callable[[Garden, str], str]


def dense(g: Garden, x: str) -> str:
    """A layer, which may share the weights of another one."""
    below = g.shapes[x][-1]
    made = g.add(Dense(g.number(1, 4), g.activation(), bias=g.chance(0.8)), x)
    for other in g.nodes[:-1]:
        if isinstance(other.operation, Dense) and not other.learning.shares and g.chance(0.5):
            source = next(edge.source for edge in g.edges if edge.target == other.id)
            if g.shapes[source][-1] == below and other.operation.units == g.shapes[made][-1]:
                shared = Node(made, g.nodes[-1].name, other.operation, Learning(shares=other.id))
                g.nodes[-1] = shared
                break
    return made


def convolution(g: Garden, x: str) -> str:
    """Filters over an image that they fit into."""
    _channels, height, width = g.shapes[x]
    kernel = g.number(1, min(3, height)), g.number(1, min(3, width))
    stride, padding = (g.number(1, 2), g.number(1, 2)), (g.number(0, 1), g.number(0, 1))
    return g.add(Conv2D(g.number(1, 3), kernel, stride, padding, activation=g.activation(), bias=g.chance(0.7)), x)


def pooling(g: Garden, x: str) -> str:
    """The largest or the mean of windows."""
    _channels, height, width = g.shapes[x]
    window = g.number(1, min(2, height)), g.number(1, min(2, width))
    padding = tuple(g.number(0, side // 2) for side in window)
    return g.add((MaxPool2D if g.chance(0.5) else AveragePool2D)(window, (g.number(1, 2), g.number(1, 2)), padding), x)


def unrolled(g: Garden, x: str) -> str:
    """Two or three steps of a cell over the same vector, with shared weights."""
    units = g.number(1, 3)
    state = g.add(InitialState(units)) if g.chance(0.5) else g.add(Dense(units), x)
    first = state
    for step in range(g.number(2, 3)):
        state = g.add(RecurrentCell(units, "tanh"), x, state)
        if step == 0:
            first = state
        else:
            g.nodes[-1] = replace(g.nodes[-1], learning=Learning(shares=first))
    return state


def in_another_shape(g: Garden, x: str) -> str:
    """A vector as a sequence or as an image, by way of a layer of fitting width."""
    shape = ((2, 3), (3, 2), (1, 4, 4), (2, 3, 3), (2, 2, 3))[g.number(0, 4)]
    return g.add(Reshape(shape), g.add(Dense(int(np.prod(shape)), "tanh"), x))


def product(g: Garden, x: str) -> str:
    """A Bᵀ of two sequences, or A Aᵀ."""
    fitting = [other for other in g.of_rank(2) if g.shapes[other][1] == g.shapes[x][1]]
    return g.add(MatrixProduct(True), g.small(x), g.small(g.one_of(fitting)))


def part(g: Garden, x: str) -> str:
    """Some places of an axis."""
    axis = g.number(0, len(g.shapes[x]) - 1)
    length = g.shapes[x][axis]
    start = g.number(0, length - 1)
    return g.add(Slice(axis, start, g.number(start + 1, length)), x)


def joined(g: Garden, x: str) -> str:
    """Two or three values of one shape added up, or end to end."""
    others = [g.alike(x) for _ in range(g.number(1, 2))]
    axis = g.number(0, len(g.shapes[x]) - 1)
    join = Add(1 + len(others)) if g.chance(0.5) else Concatenate(1 + len(others), axis)
    return g.add(join, x, *others)


def of_a_number(g: Garden, x: str) -> str:
    """A value with a learned number and a constant."""
    single = g.add(Mean(0), x) if g.shapes[x] != (1,) else x
    learned, fixed = g.add(Parameter(0.7)), g.add(Constant(-1.5))
    return g.add(Add(3), g.add(Multiply(), single, learned), fixed, learned)


FIXED = (Negative, Sine, Cosine)
OF_POSITIVE = (Logarithm, SquareRoot, Tangent)
ANY_RANK: tuple[Grow, ...] = (
    dense,
    dense,
    joined,
    part,
    lambda g, x: g.add(Activation(g.activation()), x),
    lambda g, x: g.add(Subtract(), x, g.alike(x)),
    lambda g, x: g.add(Multiply(), g.small(x), g.alike(x)),
    lambda g, x: g.add(Scale(float(g.stream.normal())), x),
    lambda g, x: g.add(PReLU(0.25, g.chance(0.5), g.number(0, len(g.shapes[x]) - 1)), x),
    lambda g, x: g.add(Softmax(g.number(0, len(g.shapes[x]) - 1), g.chance(0.3)), x),
    lambda g, x: g.add((Mean if g.chance(0.5) else Sum)(g.number(0, len(g.shapes[x]) - 1)), x),
    lambda g, x: g.add(FIXED[g.number(0, 2)](), x),
    lambda g, x: g.add(OF_POSITIVE[g.number(0, 1)](), g.positive(x)),
    lambda g, x: g.add(OF_POSITIVE[2](), g.small(x)),
    lambda g, x: g.add((Divide if g.chance(0.5) else Power)(), g.positive(x), g.positive(g.alike(x))),
    lambda g, x: g.add((Maximum if g.chance(0.5) else Minimum)(), x, g.alike(x)),
    lambda g, x: g.add(FixedPower(float(g.number(-2, 3))), g.positive(x)),
    lambda g, x: g.add(BatchNormalization(g.number(0, len(g.shapes[x]) - 1), 1e-2, 0.3), x),
    lambda g, x: g.add(LayerNormalization(g.number(0, len(g.shapes[x]) - 1), 1e-2), x),
)
BY_RANK: dict[int, tuple[Grow, ...]] = {
    1: (*ANY_RANK, unrolled, in_another_shape, in_another_shape, in_another_shape, of_a_number),
    2: (*ANY_RANK, product, product, lambda g, x: g.add(Transpose(), x), lambda g, x: g.add(Flatten(), x)),
    3: (
        *ANY_RANK,
        *(convolution, convolution, pooling, pooling),
        lambda g, x: g.add(GlobalAveragePool(), x),
        lambda g, x: g.add(Transpose((2, 0, 1)), x),
    ),
}


def random_graph(seed: int) -> Network:
    """A complete network; the same seed gives the same."""
    g = Garden(np.random.default_rng(seed))
    for _ in range(g.number(1, 2)):
        g.add(Input(g.number(1, 4)))
    if g.chance(0.2):
        words = g.add(Input(g.number(1, 3)))
        g.looked_up.add(words)
        g.add(Embedding(ENTRIES, g.number(1, 3)), words)
    if g.chance(0.6):
        in_another_shape(g, "n0")
    for _ in range(g.number(3, 9)):
        rank = g.one_of([str(rank) for rank in (1, 2, 3) if g.of_rank(rank)])
        choices = BY_RANK[int(rank)]
        choices[g.number(0, len(choices) - 1)](g, g.one_of(g.of_rank(int(rank))))
    return finished(g)


def finished(g: Garden) -> Network:
    """Loose ends gathered into a vector, an output layer, a loss."""
    ends = [end if len(g.shapes[end]) == 1 else g.add(Flatten(), end) for end in g.loose()]
    gathered = g.small(ends[0] if len(ends) == 1 else g.add(Concatenate(len(ends)), *ends))
    loss = random_loss(g)
    last = g.add(
        Dense(3 if loss.wants_targets else 1, "identity" if loss.takes_logits else loss.squashing or "identity"),
        gathered,
    )
    g.add(loss, last)
    if g.chance(0.3):
        freeze(g)
    return Network(tuple(g.nodes), tuple(g.edges))


def random_loss(g: Garden) -> Loss:
    """Any loss with any of its settings."""
    kind = ALL_LOSSES[g.number(0, len(ALL_LOSSES) - 1)]
    loss: Loss = replace(kind(), reduction="mean" if g.chance(0.8) else "sum")
    if isinstance(loss, ClassLoss):
        return replace(loss, label_smoothing=0.1 * g.number(0, 2), class_weights=((), (0.5, 1.0, 2.0))[g.number(0, 1)])
    return replace(loss, delta=0.3) if isinstance(loss, Huber) else loss


def freeze(g: Garden) -> None:
    """One layer keeps its weights."""
    for place, node in enumerate(g.nodes):
        if isinstance(node.operation, Dense | Conv2D) and not node.learning.shares:
            g.nodes[place] = replace(node, learning=Learning(frozen=("weights",)))
            return

"""Small networks and batches that several tests of the engine share; among them one for every entry of the catalogue.

An operation, activation or loss that the catalogue lists and this file does not show fails the contract tests.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from playground.engine.compiler import CompileOptions, compile_program
from playground.engine.descent import Descent
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.dense import Dense
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import BinaryCrossEntropy, Loss, MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.optimizers import Optimizer
from playground.engine.parameters import Array, ParameterArrays, initialize, layout_of
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.samples_activations import activation_networks
from tests.engine.samples_image import image_networks
from tests.engine.samples_losses import loss_networks, loss_targets
from tests.engine.samples_scalars import scalar_networks
from tests.engine.samples_sequence import sequence_networks
from tests.engine.samples_shapes import shapes_networks


def wired(nodes: dict[str, Operation], *wires: str) -> Network:
    """A network of named blocks; a wire reads `source target` or `source target port` (ids: lower case)."""
    made = tuple(Node(name.lower(), name, operation) for name, operation in nodes.items())
    return Network(made, tuple(edge(wire) for wire in wires))


def edge(wire: str) -> Edge:
    """`x add 1` as an edge."""
    source, target, *port = wire.split()
    return Edge(source, target, int(port[0]) if port else 0)


def chain(*operations: Operation, features: int = 2) -> Network:
    """Input (`X`), the operations (`N1`, `N2` …), one after another."""
    nodes: dict[str, Operation] = {"X": Input(features)}
    nodes |= {f"N{number}": operation for number, operation in enumerate(operations, start=1)}
    names = [name.lower() for name in nodes]
    return wired(nodes, *(f"{one} {other}" for one, other in pairwise(names)))


def skip_network() -> Network:
    """A residual connection: H feeds G and, past it, the sum."""
    nodes: dict[str, Operation] = {
        "X": Input(2),
        "H": Dense(3, "tanh"),
        "G": Dense(3, "sigmoid"),
        "S": Add(),
        "O": Dense(2, "identity"),
        "L": MeanSquaredError(),
    }
    return wired(nodes, "x h", "h g", "h s 0", "g s 1", "s o", "o l")


def diamond_network() -> Network:
    """Two branches of different width, end to end; the input is read twice, and once more at the join."""
    nodes: dict[str, Operation] = {
        "X": Input(2),
        "A": Dense(3, "leaky_relu"),
        "B": Dense(2, "tanh"),
        "C": Concatenate(3),
        "O": Dense(3, "identity"),
        "L": LOSSES["softmax_cross_entropy"](),
    }
    return wired(nodes, "x a", "x b", "a c 0", "x c 1", "b c 2", "c o", "o l")


def twice_network() -> Network:
    """The same source wired to both inputs of a sum."""
    nodes: dict[str, Operation] = {
        "X": Input(2),
        "H": Dense(2, "tanh"),
        "S": Add(),
        "O": Dense(1, "identity"),
        "L": BinaryCrossEntropy(),
    }
    return wired(nodes, "x h", "h s 0", "h s 1", "s o", "o l")


def two_inputs_network() -> Network:
    """Two Input blocks share the columns; the wider comes second."""
    nodes: dict[str, Operation] = {
        "X": Input(1),
        "U": Input(2),
        "A": Dense(2, "relu"),
        "C": Concatenate(),
        "O": Dense(2, "identity", bias=False),
        "L": MeanSquaredError(),
    }
    return wired(nodes, "x a", "a c 0", "u c 1", "c o", "o l")


def catalogue_networks() -> dict[str, Network]:
    """A network for every entry of the catalogue, by a name that starts with the operation's kind."""
    networks = {
        "input, two of them": two_inputs_network(),
        "dense without bias": chain(Dense(3, "tanh", bias=False), Dense(1, "identity"), MeanSquaredError()),
        "add a skip": skip_network(),
        "add the same twice": twice_network(),
        "add of three": wired(
            {"X": Input(2), "A": Dense(2), "B": Dense(2), "S": Add(3), "L": MeanSquaredError()},
            *("x a", "a b", "x s 0", "a s 1", "b s 2", "s l"),
        ),
        "concatenate a diamond": diamond_network(),
    }
    networks |= shapes_networks()
    networks |= image_networks()
    networks |= scalar_networks()
    networks |= sequence_networks()
    networks |= activation_networks()
    return networks | loss_networks()


def targets_for(network: Network, batch: int, stream: np.random.Generator) -> Array:
    """Targets of the loss's kind."""
    loss = network.loss
    assert loss is not None
    assert isinstance(loss.operation, Loss)
    return loss_targets(loss.operation, (batch, *network.shapes[loss.id]), stream)


def samples_for(network: Network, batch: int, seed: int = 0) -> Samples:
    """A random batch that fits."""
    stream = np.random.default_rng([seed, batch])
    columns = sum(network.shapes[node.id][0] for node in network.inputs)
    features = stream.normal(size=(batch, columns))
    entries = [node.operation.entries for node in network.nodes if isinstance(node.operation, Embedding)]
    if entries:
        features = stream.integers(0, min(entries), (batch, columns)).astype(float)
    return Samples(features, targets_for(network, batch, stream))


def values_for(network: Network, seed: int = 0) -> Array:
    """Initialized weights with biases away from zero, so that no mistake hides behind a 0; statistics as they begin."""
    layout = layout_of(network)
    values, learned = initialize(layout, seed), layout.trainable_size
    values[:learned] += np.random.default_rng(seed).normal(0, 0.3, learned)
    return values


@dataclass(frozen=True)
class Wanted:
    """How to compile a loaded program."""

    optimizer: Optimizer | None = None
    options: CompileOptions = field(default_factory=CompileOptions)
    dtype: type[np.number] = np.float64
    seed: int = 0


def loaded_program(network: Network, samples: Samples, wanted: Wanted | None = None) -> Program:
    """A program with parameters and the samples in its buffers, ready to run."""
    wanted = wanted or Wanted()
    layout = layout_of(network)
    descent = None if wanted.optimizer is None else Descent(wanted.optimizer)
    moments = {} if descent is None else descent.state(layout.size, {})
    arrays = ParameterArrays.of(layout, values_for(network, wanted.seed), moments, wanted.dtype)
    program = compile_program(network, arrays, len(samples), descent, wanted.options)
    program.load(samples.features, samples.targets)
    return program


def run_through(program: Program) -> Program:
    """Run all calls, optional ones too, update last."""
    for call in program.calls(optional=True):
        call()
    return program

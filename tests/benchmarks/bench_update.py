"""One update of a 2-8-8-8-1 tanh network, batch 10, against the same NumPy calls written out by hand.

Not part of the suite; run it by `pytest tests/benchmarks/bench_update.py -s`. Both are timed in turns within one run,
so that a busy machine slows both; the median of the pairs' ratios is what counts.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.learned import fresh
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.optimizers import SGD
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program

BATCH, RATE = 10, 0.1
PAIRS, UPDATES = 300, 50
BUDGET = 0.75


def network() -> Network:
    """2-8-8-8-1, tanh, yes or no."""
    operations: list[Operation] = [Input(2), Dense(8), Dense(8), Dense(8), Dense(1, "identity"), BinaryCrossEntropy()]
    nodes = tuple(Node(f"n{i}", f"Block {i}", operation) for i, operation in enumerate(operations))
    return Network(nodes, tuple(Edge(f"n{i}", f"n{i + 1}") for i in range(len(nodes) - 1)))


def batch() -> tuple[np.ndarray, np.ndarray]:
    """Ten samples of two circles' sort."""
    features = np.random.default_rng(0).normal(size=(BATCH, 2))
    return features, (np.hypot(*features.T) > 1).astype(float)[:, None]


def loaded_program() -> Program:
    """The engine's program with the batch in place."""
    start = fresh(network(), 0)
    arrays = ParameterArrays.of(start.layout, start.values, {})
    program = compile_program(network(), arrays, BATCH, Descent(SGD(RATE)))
    program.load(*batch())
    return program


class ByHand:
    """What a careful programmer writes: the same calls, layer by layer, each into a buffer allocated once."""

    def __init__(self, program: Program) -> None:
        self.x, self.y = program.features.copy(), program.targets.copy()
        self.weights = [program.value("weights", f"n{i}").copy() for i in range(1, 5)]
        self.biases = [program.value("bias", f"n{i}").copy() for i in range(1, 5)]
        self.outs = [np.empty((BATCH, len(b))) for b in self.biases]
        self.zs = [np.empty((BATCH, len(b))) for b in self.biases]
        self.deltas = [np.empty((BATCH, len(b))) for b in self.biases]
        self.slopes = [np.empty((BATCH, len(b))) for b in self.biases]
        self.grad_weights = [np.empty_like(w) for w in self.weights]
        self.grad_biases = [np.empty_like(b) for b in self.biases]
        self.p = np.empty((BATCH, 1))

    def update(self) -> None:
        """Forward, backward, update."""
        self.forward()
        np.subtract(self.p, self.y, out=self.deltas[-1])
        np.multiply(self.deltas[-1], 1 / BATCH, out=self.deltas[-1])
        for i in reversed(range(4)):
            self.backward(i)
        for value, gradient in zip(self.weights + self.biases, self.grad_weights + self.grad_biases, strict=True):
            np.multiply(gradient, RATE, out=gradient)
            np.subtract(value, gradient, out=value)

    def forward(self) -> None:
        """z, a of each layer, then p."""
        a = self.x
        for i, (w, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            np.matmul(a, w.T, out=self.zs[i])
            np.add(self.zs[i], b, out=self.zs[i])
            a = np.tanh(self.zs[i], out=self.outs[i]) if i < 3 else self.zs[i]
        np.negative(a, out=self.p)
        np.minimum(self.p, 708.0, out=self.p)
        np.exp(self.p, out=self.p)
        np.add(self.p, 1.0, out=self.p)
        np.divide(1.0, self.p, out=self.p)

    def backward(self, i: int) -> None:
        """δz, ∂L/∂W, ∂L/∂b of a layer and δa of the one below."""
        delta = self.deltas[i]
        if i < 3:
            np.multiply(self.outs[i], self.outs[i], out=self.slopes[i])
            np.subtract(1.0, self.slopes[i], out=self.slopes[i])
            np.multiply(delta, self.slopes[i], out=delta)
        below = self.outs[i - 1] if i else self.x
        np.matmul(delta.T, below, out=self.grad_weights[i])
        np.add.reduce(delta, axis=0, out=self.grad_biases[i])
        if i:
            np.matmul(delta, self.weights[i], out=self.deltas[i - 1])


class AsFormulas:
    """What a textbook prints: an array expression for each formula."""

    def __init__(self, program: Program) -> None:
        self.x, self.y = program.features.copy(), program.targets.copy()
        self.weights = [program.value("weights", f"n{i}").copy() for i in range(1, 5)]
        self.biases = [program.value("bias", f"n{i}").copy() for i in range(1, 5)]

    def update(self) -> None:
        """Forward, backward, update."""
        outs = [self.x]
        for w, b in zip(self.weights[:-1], self.biases[:-1], strict=True):
            outs.append(np.tanh(outs[-1] @ w.T + b))
        p = 1 / (1 + np.exp(-(outs[-1] @ self.weights[-1].T + self.biases[-1])))
        delta = (p - self.y) / BATCH
        gradients = []
        for i in reversed(range(4)):
            gradients.append((i, delta.T @ outs[i], delta.sum(axis=0)))
            if i:
                delta = (delta @ self.weights[i]) * (1 - outs[i] ** 2)
        for i, weights, bias in gradients:
            self.weights[i] -= RATE * weights
            self.biases[i] -= RATE * bias


def engine_update(program: Program) -> Callable[[], None]:
    """As training runs it."""
    calls = program.calls()

    def update() -> None:
        for call in calls:
            call()

    return update


def seconds(update: Callable[[], None]) -> float:
    """Of one update, averaged over a few."""
    begin = perf_counter()
    for _ in range(UPDATES):
        update()
    return (perf_counter() - begin) / UPDATES


def compared(other: Callable[[], None]) -> tuple[float, float, float]:
    """Medians of both in seconds, and of their ratio pair by pair."""
    engine = engine_update(loaded_program())
    pairs = [(seconds(engine), seconds(other)) for _ in range(PAIRS)]
    return median(a for a, _b in pairs), median(b for _a, b in pairs), median(a / b for a, b in pairs)


def report(name: str, figures: tuple[float, float, float]) -> None:
    """One line."""
    engine, other, ratio = figures
    print(f"\nengine {engine * 1e6:.1f} µs, {name} {other * 1e6:.1f} µs, ratio {ratio:.3f}")


def test_all_three_compute_the_same() -> None:
    """Ten updates agree to rounding."""
    program = loaded_program()
    others = [ByHand(program), AsFormulas(program)]
    engine = engine_update(program)
    for _ in range(10):
        engine()
        for other in others:
            other.update()
    for other in others:
        for i in range(4):
            assert np.allclose(other.weights[i], program.value("weights", f"n{i + 1}"), rtol=1e-12, atol=1e-14)


def test_against_calls_by_hand() -> None:
    """The budget of the design."""
    figures = compared(ByHand(loaded_program()).update)
    report("the same calls by hand", figures)
    assert figures[2] <= BUDGET


def test_against_formulas() -> None:
    """How much a learner's own script would take."""
    figures = compared(AsFormulas(loaded_program()).update)
    report("array expressions", figures)
    assert figures[2] <= BUDGET

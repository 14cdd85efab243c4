"""What each active condition costs a run of the 2-8-8-8-1 tanh network in batches of 10, and that none costs nothing.

Not part of the suite; run it by `pytest tests/benchmarks/bench_breakpoints.py -s`. Watched and plain updates are timed
in turns within one run, so that a busy machine slows both; the median of the pairs' ratios is what counts.
"""

from collections.abc import Callable
from functools import partial
from math import inf
from statistics import median
from time import perf_counter

import numpy as np
import pytest

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.history import EpochRecord
from playground.engine.learned import fresh
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.optimizers import SGD
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program
from playground.session.break_probe import probe_of
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory

PAIRS, UPDATES = 200, 40
BUDGET = 1.05
CONDITIONS = (
    "max|δz| < 1e-6",
    "max|δz⁽²⁾| < 1e-6",
    "max|W⁽²⁾| > 100",
    "nan",
    "dead units > 50 %",
    "loss rises 3 times",
    "validation loss rises 3 times",
    "gradient norm > 1000",
    "epoch = 40",
    "update = 1000000000",
    "loss < 0.0001",
)
DEARER = ("L < 1e-9",)  # the loss of every batch has to be computed first, which costs more than an update may


def loaded_program() -> Program:
    """2-8-8-8-1, tanh, yes or no, with a batch of ten in place."""
    operations: list[Operation] = [Input(2), Dense(8), Dense(8), Dense(8), Dense(1, "identity"), BinaryCrossEntropy()]
    nodes = tuple(Node(f"n{i}", f"Block {i}", operation) for i, operation in enumerate(operations))
    network = Network(nodes, tuple(Edge(f"n{i}", f"n{i + 1}") for i in range(len(nodes) - 1)))
    start = fresh(network, 0)
    program = compile_program(network, ParameterArrays.of(start.layout, start.values, {}), 10, Descent(SGD(0.1)))
    features = np.random.default_rng(0).normal(size=(10, 2))
    program.load(features, (np.hypot(*features.T) > 1).astype(float)[:, None])
    return program


def no_record() -> EpochRecord | None:
    """No epoch has ended."""
    return None


def update_with(*texts: str) -> Callable[[], None]:
    """One update under these conditions as training makes it: load the batch, run the calls, see that all is finite."""
    program = loaded_program()
    probe = probe_of(Breakpoints(tuple(Breakpoint(None, text) for text in texts)), Memory())
    calls = program.calls() if probe is None else probe.calls(program, no_record)
    state, clock = program.arrays.state, program.arrays.clock
    features, targets = program.features.copy(), program.targets.copy()
    load = (partial(np.copyto, program.features, features), partial(np.copyto, program.targets, targets))
    squares = partial(np.dot, state, state)

    def update() -> None:
        for call in load:
            call()
        for call in calls:
            call()
        clock.updates += 1
        assert squares() < inf

    return update


def seconds(update: Callable[[], None]) -> float:
    """Of so many updates."""
    start = perf_counter()
    for _ in range(UPDATES):
        update()
    return perf_counter() - start


def ratio(*texts: str) -> float:
    """How much longer a watched update takes."""
    watched, plain = update_with(*texts), update_with()
    return median(seconds(watched) / seconds(plain) for _ in range(PAIRS))


@pytest.mark.parametrize("text", CONDITIONS)
def test_an_active_condition_costs_five_percent_at_the_most(text: str) -> None:
    found = ratio(text)
    print(f"{text}: {100 * (found - 1):+.1f} %")
    assert found <= BUDGET


@pytest.mark.parametrize("text", DEARER)
def test_the_loss_of_each_batch_has_its_price(text: str) -> None:
    print(f"{text}: {100 * (ratio(text) - 1):+.1f} %")


def test_no_condition_costs_nothing() -> None:
    assert probe_of(Breakpoints(), Memory()) is None

"""What each active condition costs a run, for networks from 2-4-2-1 to 784-128-10, and that none costs nothing.

Not part of the suite; run it by `pytest tests/benchmarks/bench_breakpoints.py -s`. Watched and plain updates are timed
in turns within one run, in the processor time of this thread, so that a busy machine slows both; the median of the
pairs' ratios is what counts. A look back upon what was recorded is made as often as a run makes it.
"""

from functools import partial
from math import inf
from statistics import median
from time import perf_counter, thread_time

import numpy as np
import pytest

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.history import EpochRecord
from playground.engine.instruction import Call
from playground.engine.learned import fresh
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, SoftmaxCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.optimizers import SGD
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program
from playground.session.break_probe import probe_of
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory
from playground.session.probed_run import LOOK_BACK

PAIRS = 25
BUDGET = 1.05
SIZES = (((2, 4, 2, 1), 10), ((2, 8, 8, 8, 1), 10), ((2, 8, 8, 8, 1), 30), ((64, 32, 10), 32), ((784, 128, 10), 32))
CONDITIONS = (
    "max|δz| < 1e-6",
    "nan",
    "dead units > 50 %",
    "loss rises 3 times",
    "gradient norm > 10",
    "epoch = 40",
    "validation loss rises 3 times",
    "update = 1000000000",
    "loss < 0.0001",
)
DEARER = (  # what an update does not compute, or a look at every number of a table
    "L < 1e-9",
    "max|δz| > 10",
    "max|W⁽²⁾| > 100",
    "mean|a⁽¹⁾| > 2",
    "W⁽²⁾[1,1] / W⁽²⁾[1,2] > 1e9",
)
Size = tuple[tuple[int, ...], int]


def loaded_program(size: Size) -> Program:
    """Tanh layers of these sizes, one of two or one of several classes, with a batch in place."""
    units, batch = size
    hidden = [Dense(number) for number in units[1:-1]]
    loss = BinaryCrossEntropy() if units[-1] == 1 else SoftmaxCrossEntropy()
    operations: list[Operation] = [Input(units[0]), *hidden, Dense(units[-1], "identity"), loss]
    nodes = tuple(Node(f"n{i}", f"Block {i}", operation) for i, operation in enumerate(operations))
    network = Network(nodes, tuple(Edge(f"n{i}", f"n{i + 1}") for i in range(len(nodes) - 1)))
    start, rng = fresh(network, 0), np.random.default_rng(0)
    program = compile_program(network, ParameterArrays.of(start.layout, start.values, {}), batch, Descent(SGD(0.1)))
    classes = rng.integers(0, max(2, units[-1]), batch)
    targets = np.eye(units[-1])[classes] if units[-1] > 1 else classes[:, None].astype(float)
    program.load(rng.normal(size=(batch, units[0])), targets)
    return program


def no_record() -> EpochRecord | None:
    """No epoch has ended."""
    return None


def nothing() -> None:
    """To look back upon without a probe."""


def update_with(size: Size, *texts: str) -> tuple[Call, Call]:
    """One update under these conditions as training makes it (load the batch, run the calls, see that all is finite),
    and the look back."""
    program = loaded_program(size)
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
        perf_counter()

    return update, nothing if probe is None else probe.settle


def seconds(run: tuple[Call, Call], updates: int) -> float:
    """Of so many updates and a look back."""
    update, settle = run
    start = thread_time()
    for _ in range(updates):
        update()
    settle()
    return thread_time() - start


def ratio(size: Size, *texts: str) -> float:
    """How much longer a watched update takes."""
    watched, plain = update_with(size, *texts), update_with(size)
    with np.errstate(all="ignore"):
        seconds(plain, 3)
        updates = max(1, round(LOOK_BACK / (seconds(plain, 20) / 20)))
        return median(seconds(watched, updates) / seconds(plain, updates) for _ in range(PAIRS))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("text", CONDITIONS)
def test_an_active_condition_costs_five_percent_at_the_most(text: str, size: Size) -> None:
    found = ratio(size, text)
    print(f"{size}, {text}: {100 * (found - 1):+.1f} %")
    assert found <= BUDGET


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("text", DEARER)
def test_other_conditions_have_their_price(text: str, size: Size) -> None:
    print(f"{size}, {text}: {100 * (ratio(size, text) - 1):+.1f} %")


def test_no_condition_costs_nothing() -> None:
    assert probe_of(Breakpoints(), Memory()) is None

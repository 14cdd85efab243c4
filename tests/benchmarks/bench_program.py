"""Compiling a program, and the memory that it takes: `pytest tests/benchmarks/bench_program.py -s`.

Not part of the suite. Processor time, the median of many compilations of a fresh network; memory as Python and NumPy
allocate it, seen by tracemalloc. Buffers are allocated once: that updates allocate nothing is a test of the suite.
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from time import process_time
from typing import Any

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.optimizers import SGD, Adam
from playground.engine.parameters import ParameterArrays, initialize, layout_of
from playground.engine.program import Program
from tests.benchmarks.speed_cases import CASES, Case, both

NODES = 300
BUDGET = 0.050  # seconds, with plain descent
MEMORY_CASES = (*CASES, *both((784, 1024, 1024, 10), 128, 1))


def deep_network() -> Network:
    """A chain of 300 blocks."""
    blocks: list[Operation] = [Input(8), *(Dense(8) for _ in range(NODES - 2)), MeanSquaredError()]
    nodes = tuple(Node(f"n{place}", f"Block {place}", block) for place, block in enumerate(blocks))
    return Network(nodes, tuple(Edge(one.id, other.id) for one, other in pairwise(nodes)))


def prepared(network: Network, descent: Descent, dtype: type[np.floating[Any]] = np.float64) -> ParameterArrays:
    """The living arrays at the beginning of a run."""
    layout = layout_of(network)
    return ParameterArrays.of(layout, initialize(layout, 0), descent.state(layout.size, {}), dtype)


@pytest.mark.benchmark(timer=process_time, disable_gc=True)
@pytest.mark.parametrize("descent", [Descent(SGD()), Descent(Adam())], ids=["SGD", "Adam"])
def test_compiling_three_hundred_nodes(benchmark: BenchmarkFixture, descent: Descent) -> None:
    """Validation and shapes are part of it."""

    def fresh() -> tuple[tuple[Any, ...], dict[str, Any]]:
        network = deep_network()
        arrays = prepared(deep_network(), descent)
        gc.collect()
        return (network, arrays, 10, descent), {}

    program: Program = benchmark.pedantic(compile_program, setup=fresh, rounds=40)
    assert len(program.network.nodes) == NODES
    if isinstance(descent.optimizer, SGD):
        assert benchmark.stats.stats.median <= BUDGET


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """The rows, printed at the end."""
    rows: list[str] = []
    yield rows
    print(f"\n\npeak memory in kB, compiled and run twice\n{'':<42}{'parameters':>12}{'SGD':>10}{'Adam':>10}")
    print("\n".join(rows))


@pytest.mark.parametrize("case", MEMORY_CASES, ids=lambda case: case.name)
def test_memory(case: Case, table: list[str]) -> None:
    """One row."""
    peaks = [peak(case, Descent(optimizer)) / 1000 for optimizer in (SGD(), Adam())]
    table.append(f"{case.name:<42}{layout_of(case.network).size:>12,}" + "".join(f"{kilo:>10,.0f}" for kilo in peaks))


def peak(case: Case, descent: Descent) -> int:
    """The most bytes at a time, from the parameters on through two updates."""
    x, y = case.batches()[0]
    compile_program(case.network, prepared(case.network, descent, case.dtype), 1, descent)  # what is kept for good
    tracemalloc.start()
    program = compile_program(case.network, prepared(case.network, descent, case.dtype), case.batch, descent)
    program.load(x, y)
    for call in program.calls() * 2:
        call()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most

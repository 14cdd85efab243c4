"""One update against the rivals, side by side: `pytest tests/benchmarks/bench_speed.py -s`, with `-k` for a part.

Not part of the suite. All racers of a case run in this process, on one thread, one epoch each in turn, so that a busy
machine slows all alike; what counts is the median over many rounds of the ratio program / rival. Time is the process's
processor time, and after the first epoch all must have the same parameters. The program copies each batch into its
buffers, the rivals read slices of batches that lie ready.

Found: 0.37 to 0.41 of the loop by hand on 2-4-2-1 and 2-8-8-8-1, 0.06 to 0.07 of PyTorch (compiling makes it slower
there), 0.12 to 0.15 of scikit-learn, but 1.3 to 5 times JAX, which runs an epoch as one kernel. On 784-128-10 0.26 to
0.79 of PyTorch, 0.28 to 0.54 of scikit-learn, 0.6 of JAX in double and 0.6 to 0.95 in single precision. On
784-256-128-10, in times of the products alone: at 32 samples 1.00 to 1.07 in single and 1.19 to 1.23 in double
precision, at 128 samples 1.24 to 1.29 and 1.25 to 1.27; the loop by hand needs 1.4, 1.46, 1.27 and 1.26.

What helped. `ndarray.dot` for `np.matmul` starts in half the time, a product with ones sums rows in less than half of
`np.add.reduce`: 0.50 of the loop by hand became 0.37 (quick_calls). An update in parts of 32,768 parameters stays in
the cache: a tenth of the whole on large networks (update_cells). A large gradient by parts of 32 to 128 rows: at 32
samples BLAS then takes two thirds of the time for it (dense); each part computed right before its update, in one array
for all parts and from the last part to the first: a tenth at 32, 3 to 5 % at 128 samples (update_pieces). Batches taken
from the data by the shuffled order, in place of a shuffled copy of all: a tenth of an epoch of 784 columns (training).
W xᵀ for x Wᵀ, where few samples meet many weights in single precision: a third of that product, 1.33 times the products
became 1.16 (dense). An update that may use up its gradients needs no scratch: 1 to 4 % (program). In single precision
the softmax takes off the largest value and adds up by a product: a third of it (softmax). The loop itself, with the
look for NaN and the clock, is 4 to 8 % of an update.

What was tried and not kept. In double precision W xᵀ, δz copied to lie by columns for δzᵀ x, an update from the last
block to the first, ReLU against an array of zeros: 1 % or nothing. The largest of ten values by columns: half the time
by itself, nothing within an update. A bias gradient as several products over blocks of rows: 3 µs of 2,000. A ReLU's
slope as truth values, copied into numbers: 20 µs of 5,000 at 128 samples, nothing below. W xᵀ by blocks of 32 rows in
double precision: 7 % of that product at 32 samples, but up to four times as long with other sizes. W and b stacked,
with a row of ones below each layer's values and samples as columns: 31 calls for 39, 0.76 of the time, but every
operation would have to lie that way. Bias spread over the batch before it is added: 2 %. A ReLU's slope by `np.sign`:
quicker up to a thousand numbers, slower beyond. Python numbers for 0-d arrays: slower. The calls turned into loops for
numba: 0.5 of the time at 10 samples, 0.7 at 30, after 3 to 10 seconds of compiling each program, and every tenth number
has other bits. The calls as a table of NumPy's own inner loops and BLAS routines, run by twenty lines of C: 0.13 to
0.23 of the time, twice to four times as fast as JAX, with the same bits wherever BLAS is called as NumPy calls it; but
it needs a compiler and reads NumPy's structures from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.speed_cases import CASES, Case, Racer
from tests.benchmarks.speed_numpy import formulas_racer, hand_racer, products_racer, program_racer
from tests.benchmarks.speed_peers import apart, compiled_racer, jax_racer, sklearn_racer, torch_racer

ROUNDS = 30
BUDGET = 0.75  # of the loop by hand, for the networks of a few units
PRODUCTS_BUDGET = 1.3  # of the products alone, for the largest network
RIVALS: Mapping[str, Callable[[Case], Racer]] = {
    "by hand": hand_racer,
    "formulas": formulas_racer,
    "products": products_racer,
    "PyTorch": torch_racer,
    "compiled": compiled_racer,
    "JAX": jax_racer,
    "sklearn": sklearn_racer,
}

pytestmark = pytest.mark.filterwarnings("default")  # the rivals warn of their own affairs


@dataclass
class Race:
    """The racers of a case take turns: a rival's epoch, each before the program's, and the times of both."""

    case: Case
    program: Racer
    rivals: Mapping[str, Racer]
    notes: Mapping[str, str]
    times: dict[str, list[float]] = field(default_factory=dict)

    def rivals_turn(self) -> None:
        """One epoch of each rival."""
        for name, racer in self.rivals.items():
            start = process_time()
            racer.epoch()
            self.times.setdefault(name, []).append((process_time() - start) / self.case.updates)

    def row(self, program: list[float]) -> str:
        """The program's median in µs an update, then for each rival its own and the ratio."""
        return "".join(
            [f"{self.case.name:<38}{median(program) * 1e6:>9.1f}", *(self._cell(n, program) for n in RIVALS)]
        )

    def _cell(self, name: str, program: list[float]) -> str:
        if name not in self.rivals:
            return f"{self.notes[name]:>16}"
        return f"{median(self.times[name]) * 1e6:>9.1f} {self.ratio(name, program):>6.3f}"

    def ratio(self, name: str, program: list[float]) -> float:
        """The median over rounds of the program's time through a rival's."""
        return median(own / other for own, other in zip(program, self.times[name], strict=True))


def race_of(case: Case) -> Race:
    """All racers that can take part, checked against each other."""
    program, rivals, notes = program_racer(case), {}, {}
    program.epoch()
    for name, make in RIVALS.items():
        try:
            racer = make(case)
            racer.epoch()
        except pytest.skip.Exception as reason:
            notes[name] = str(reason)
            continue
        rivals[name] = racer
        assert not (racer.parameters and apart(case, racer.parameters(), program.parameters())), name
    return Race(case, program, rivals, notes)


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """The rows, printed at the end."""
    rows: list[str] = []
    yield rows
    head = "".join(f"{name:>16}" for name in RIVALS)
    print(f"\n\nµs an update, one thread; ratio program / rival\n{'':<38}{'program':>9}{head}")
    print("\n".join(rows))


@pytest.mark.benchmark(timer=process_time, disable_gc=True)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_update(case: Case, benchmark: BenchmarkFixture, table: list[str]) -> None:
    """A round is an epoch of every rival, then, timed by the plugin, one of the program."""
    race = race_of(case)
    benchmark.pedantic(race.program.epoch, setup=race.rivals_turn, rounds=ROUNDS)
    seconds = [epoch / case.updates for epoch in benchmark.stats.stats.data]
    table.append(race.row(seconds))
    if case.hidden == "tanh":
        assert race.ratio("by hand", seconds) <= BUDGET
    if case.widths == (784, 256, 128, 10):
        assert race.ratio("products", seconds) <= PRODUCTS_BUDGET

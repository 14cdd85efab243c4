"""Loading the bundled digits stays within its budget.

Not part of the suite; run it by `pytest tests/benchmarks/bench_digits.py`. Processor time, the quickest of five.
"""

from time import process_time

from playground.data.sources import Bundled, load

BUDGET = 0.060  # seconds


def test_digits_load_within_their_budget() -> None:
    def seconds() -> float:
        start = process_time()
        load(Bundled("digits"))
        return process_time() - start

    assert min(seconds() for _ in range(5)) <= BUDGET

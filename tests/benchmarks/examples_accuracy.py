#!/usr/bin/env python3
"""How well every bundled example learns with its own settings over several seeds: a table, one line an example.

Run `python tests/benchmarks/examples_accuracy.py [SEEDS [EPOCHS]]`. A seed decides initialization and shuffling; the
split stays as the example has it.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

EPOCHS = 100
SEEDS = 10
GOALS = {
    "xor": 1.0,
    "moons": 0.97,
    "iris": 0.95,
    "digits": 0.95,
    "convolution": 0.95,
    "skip": 0.95,
    "branches": 0.95,
    "attention": 0.95,
    "recurrent": 0.95,
}


@dataclass(frozen=True)
class Learning:
    """One example over several seeds: the last accuracies (of the validation part where there is one) and losses."""

    key: str
    accuracies: tuple[float, ...]
    losses: tuple[float, ...]
    seconds: float

    @property
    def reached(self) -> bool:
        """Whether every seed reached the example's goal; an example without accuracy has none to reach."""
        return all(accuracy >= GOALS[self.key] for accuracy in self.accuracies)


def learn(key: str, seeds: int = SEEDS, epochs: int = EPOCHS) -> Learning:
    """Train the example from each of the seeds 0, 1, …"""
    from playground.cli.opening import ready, with_seed
    from playground.document.examples import example
    from playground.engine.history import EpochRecord
    from playground.engine.training import Training

    last: list[EpochRecord] = []
    start = perf_counter()
    for seed in range(seeds):
        subject = ready(with_seed(example(key), seed), key)
        training = Training(subject.network, subject.settings, subject.data.training, subject.learned)
        last.extend([progress.record for progress in training.run(epochs) if progress.record][-1:])
    accuracies = [
        record.train_accuracy if record.validation_accuracy is None else record.validation_accuracy for record in last
    ]
    losses = [record.train_loss if record.validation_loss is None else record.validation_loss for record in last]
    seconds = (perf_counter() - start) / seeds
    return Learning(key, tuple(value for value in accuracies if value is not None), tuple(losses), seconds)


def row(learning: Learning, epochs: int) -> str:
    """One line of the table."""
    name, losses = f"{learning.key:<10}{epochs:>7}", f"{median(learning.losses):>13.4f}{max(learning.losses):>13.4f}"
    times = f"{learning.seconds:>10.2f} s"
    if not learning.accuracies:
        return f"{name}{'–':>10}{'–':>10}{losses}{times}"
    verdict = "" if learning.reached else f"  below {GOALS[learning.key]:.0%}"
    return f"{name}{min(learning.accuracies):>10.2%}{median(learning.accuracies):>10.2%}{losses}{times}{verdict}"


def main(arguments: list[str]) -> int:
    """Print the table; 1 if an example misses its goal on some seed."""
    from playground.document.examples import EXAMPLES, NETWORKS

    seeds, epochs = (*map(int, arguments), *(SEEDS, EPOCHS)[len(arguments) :])
    print(
        f"{'example':<10}{'epochs':>7}{'worst':>10}{'median':>10}{'median loss':>13}{'worst loss':>13}{'one run':>12}"
    )
    reached = True
    for entry in (entry for entry in EXAMPLES if entry.group == NETWORKS):
        learning = learn(entry.key, seeds, epochs)
        reached &= learning.reached
        print(row(learning, epochs), flush=True)
    return 0 if reached else 1


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    sys.exit(main(sys.argv[1:]))

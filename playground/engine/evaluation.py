"""Measure a network on samples, or ask it for predictions, with forward-only programs over the same parameters.

Samples go through in chunks of bounded size, so that memory does not grow with the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from playground.engine.compiler import EVALUATION, compile_program
from playground.engine.divergence import first_infinite
from playground.engine.instruction import Instruction, run_calls
from playground.engine.network import Network
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program
from playground.engine.samples import Array, Samples

CHUNK = 2048


@dataclass(frozen=True)
class Score:
    """Mean loss over the samples and the share of correct answers (None for regression)."""

    loss: float
    accuracy: float | None


@dataclass
class Evaluator:
    """Forward-only programs, one for each chunk size met, compiled when first needed."""

    network: Network
    arrays: ParameterArrays
    programs: dict[int, Program] = field(default_factory=dict)

    def score(self, samples: Samples, classes: int) -> Score | None:
        """Loss and accuracy; None without samples."""
        if not len(samples):
            return None
        loss = correct = 0.0
        for program, part in self._run(samples, loss=True):
            loss += float(program.loss) * len(part)
            correct += correct_count(program.prediction, part.targets) if classes else 0
        return Score(loss / len(samples), correct / len(samples) if classes else None)

    def predict(self, features: Array) -> Array:
        """What the network says for each row, (rows, outputs)."""
        outputs = self.program(1).targets.shape[1]
        blank = np.zeros((len(features), outputs), dtype=features.dtype)
        parts = [program.prediction.copy() for program, _part in self._run(Samples(features, blank), loss=False)]
        return np.concatenate(parts) if parts else blank

    def first_infinite(self, parts: Iterable[Samples]) -> tuple[Program, Instruction | None]:
        """The first instruction that gives NaN or infinity for some of the samples, None if there is none."""
        program = self.program(1)
        for samples in parts:
            for start in range(0, len(samples), CHUNK):
                part = samples.rows(slice(start, start + CHUNK))
                program = self.program(len(part))
                program.load(part.features, part.targets)
                found = first_infinite(program)
                if found is not None:
                    return program, found
        return program, None

    def program(self, batch: int) -> Program:
        """The forward-only program for that batch size."""
        if batch not in self.programs:
            self.programs[batch] = compile_program(self.network, self.arrays, batch, options=EVALUATION)
        return self.programs[batch]

    def _run(self, samples: Samples, *, loss: bool) -> Iterator[tuple[Program, Samples]]:
        for start in range(0, len(samples), CHUNK):
            part = samples.rows(slice(start, start + CHUNK))
            program = self.program(len(part))
            program.load(part.features, part.targets)
            run_calls(program.calls(optional=loss))
            yield program, part


def correct_count(prediction: Array, targets: Array) -> int:
    """How many rows are right: one output is a yes above ½, several name the class by the largest."""
    if targets.shape[1] == 1:
        return int(np.count_nonzero((prediction > 0.5) == (targets > 0.5)))
    return int(np.count_nonzero(prediction.argmax(axis=1) == targets.argmax(axis=1)))

"""Measure a network on samples, or ask it for predictions, with forward-only programs over the same parameters.

Samples go through in chunks of bounded size, so that memory does not grow with the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from playground.engine.compiler import EVALUATION, compile_program
from playground.engine.divergence import first_infinite
from playground.engine.instruction import Instruction, run_calls
from playground.engine.metrics import Confusion, confusion, correct_count, r_squared, rmse, top_k_accuracy
from playground.engine.network import Network
from playground.engine.operations.loss import Loss
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program
from playground.engine.samples import Array, Samples

CHUNK = 2048
TOP = 3


@dataclass(frozen=True)
class Score:
    """Mean loss of a sample (also where the loss is a sum) and the share of correct answers (None for regression)."""

    loss: float
    accuracy: float | None


@dataclass(frozen=True)
class Report:
    """How good a network is on some samples: the mean loss of a sample, and what the kind of its targets adds.

    For classes: the confusion matrix (accuracy, precision and recall are its own) and the share of samples whose class
    is among the three largest outputs, where there are more. For numbers: RMSE and R² of each target.
    """

    samples: int
    loss: float
    confusion: Confusion | None = None
    top_three: float | None = None
    rmse: tuple[float | None, ...] = ()
    r_squared: tuple[float | None, ...] = ()


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
        counted = bool(classes and samples.targets.shape[1])
        for program, part in self._run(samples, loss=True):
            loss += self._total_loss(program)
            correct += correct_count(program.prediction, part.targets, self._threshold) if counted else 0
        return Score(loss / len(samples), correct / len(samples) if counted else None)

    def report(self, samples: Samples, classes: int) -> Report | None:
        """Everything there is to say; None without samples."""
        if not len(samples):
            return None
        loss, parts = 0.0, []
        for program, _part in self._run(samples, loss=True):
            loss += self._total_loss(program)
            parts.append(program.prediction.copy())
        report = Report(len(samples), loss / len(samples))
        return self._detailed(report, np.concatenate(parts), samples.targets, classes)

    def predict(self, features: Array) -> Array:
        """What the network says for each row, (rows, outputs)."""
        whole = self.program(1)
        blank = np.zeros((len(features), *whole.targets.shape[1:]), dtype=features.dtype)
        parts = [program.prediction.copy() for program, _part in self._run(Samples(features, blank), loss=False)]
        return np.concatenate(parts) if parts else np.zeros((0, *whole.prediction.shape[1:]))

    def first_infinite(self, parts: Iterable[Samples]) -> tuple[Program, Instruction | None]:
        """The first instruction that gives NaN or infinity for some of the samples, None if there is none."""
        program = self.program(1)
        for samples in parts:
            for program, _part in self._loaded(samples):
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
        for program, part in self._loaded(samples):
            run_calls(program.calls(optional=loss))
            yield program, part

    def _loaded(self, samples: Samples) -> Iterator[tuple[Program, Samples]]:
        """Chunk by chunk, each in the buffers of its program."""
        for start in range(0, len(samples), CHUNK):
            part = samples.rows(slice(start, start + CHUNK))
            program = self.program(len(part))
            program.load(part.features, part.targets)
            yield program, part

    def _total_loss(self, program: Program) -> float:
        """The loss of all samples of a chunk together: its mean times their number, or their sum as it is."""
        return float(program.loss) * (1 if self._loss.reduction == "sum" else program.batch)

    def _detailed(self, report: Report, prediction: Array, targets: Array, classes: int) -> Report:
        if not targets.shape[1]:
            return report
        if not classes:
            return replace(report, rmse=rmse(prediction, targets), r_squared=r_squared(prediction, targets))
        top = top_k_accuracy(prediction, targets, TOP) if targets.shape[1] > TOP else None
        return replace(report, confusion=confusion(prediction, targets, self._threshold), top_three=top)

    @property
    def _loss(self) -> Loss:
        assert self.network.loss is not None
        assert isinstance(self.network.loss.operation, Loss)
        return self.network.loss.operation

    @property
    def _threshold(self) -> float:
        return self._loss.decision_threshold

"""How good the network is on one part of its data, as rows that a window or a terminal can show as they are.

The numbers are the engine's; what is not defined says so. Knows nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from playground.data.dataset import Dataset
from playground.engine.evaluation import Evaluator, Report
from playground.engine.instruction import Array
from playground.engine.metrics import Confusion
from playground.engine.network import Network
from playground.engine.parameters import Layout, ParameterArrays
from playground.engine.samples import Samples
from playground.session.numbers import format_number
from playground.session.state import State
from playground.session.training_data import PreparedData

NOT_DEFINED = "not defined"


class Part(StrEnum):
    """Which samples: those the network learns from, or those it has never seen."""

    TRAINING = "training"
    VALIDATION = "validation"


@dataclass(frozen=True)
class MetricRow:
    """One number: its title, its value (None where it is not defined), its text, and what it means."""

    title: str
    value: float | None
    text: str
    hint: str


@dataclass(frozen=True)
class ClassRow:
    """One class: how often its samples were taken for each class, in order, how often for none, and two shares."""

    name: str
    counts: tuple[int, ...]
    undecided: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True)
class MetricsReport:
    """All there is to show about one part of the data; `classes` is the confusion matrix, empty for regression."""

    part: Part
    samples: int
    rows: tuple[MetricRow, ...]
    classes: tuple[ClassRow, ...] = ()


@dataclass(frozen=True, eq=False)
class Measurer:
    """Measures a network on its data, with whatever parameters of its layout; programs are compiled once."""

    network: Network
    layout: Layout
    data: PreparedData

    @classmethod
    def of(cls, state: State) -> Measurer | None:
        """For the state of a session; None while the network cannot run."""
        if state.data is None or state.learned is None:
            return None
        return cls(state.diagram.network, state.learned.layout, state.data)

    def report(self, values: Array, part: Part) -> Report | None:
        """The engine's numbers; None if the part has no samples."""
        np.copyto(self._evaluator.arrays.values, values)
        return self._evaluator.report(self._samples(part), self.data.training.classes)

    def shown(self, values: Array, part: Part) -> MetricsReport | None:
        """The same as rows."""
        report = self.report(values, part)
        return None if report is None else metrics_report(report, self.data.dataset, part)

    def _samples(self, part: Part) -> Samples:
        return self.data.training.train if part is Part.TRAINING else self.data.training.validation

    @cached_property
    def _evaluator(self) -> Evaluator:
        return Evaluator(self.network, ParameterArrays.of(self.layout, np.zeros(self.layout.size), {}))


def metrics_report(report: Report, dataset: Dataset, part: Part) -> MetricsReport:
    """The engine's report as rows, in the words of the data set."""
    rows = [_row("Loss", report.loss, "The loss of a sample, averaged")]
    classes: tuple[ClassRow, ...] = ()
    if report.confusion is not None:
        rows += _class_metrics(report, report.confusion)
        classes = tuple(_class_rows(report.confusion, dataset.class_names))
    rows += _number_metrics(report, dataset.target_names)
    return MetricsReport(part, report.samples, tuple(rows), classes)


def share_text(value: float | None) -> str:
    """A share of 0 to 1 as `97.5 %`, or that it is not defined."""
    return NOT_DEFINED if value is None else f"{100 * value:.1f} %"


def _row(title: str, value: float | None, hint: str) -> MetricRow:
    return MetricRow(title, value, NOT_DEFINED if value is None else format_number(value), hint)


def _class_metrics(report: Report, confusion: Confusion) -> Iterator[MetricRow]:
    told_right = "Share of the samples whose class is told right"
    yield MetricRow("Accuracy", confusion.accuracy, share_text(confusion.accuracy), told_right)
    if report.top_three is not None:
        among = "Share of the samples whose class is among the three that the network finds most likely"
        yield MetricRow("Top 3", report.top_three, share_text(report.top_three), among)


def _class_rows(confusion: Confusion, names: tuple[str, ...]) -> Iterator[ClassRow]:
    for label, (name, counts) in enumerate(zip(names, confusion.counts, strict=True)):
        precision, recall = confusion.precision(label), confusion.recall(label)
        yield ClassRow(name, counts, confusion.undecided[label], precision, recall)


def _number_metrics(report: Report, names: tuple[str, ...]) -> Iterator[MetricRow]:
    several = len(report.rmse) > 1
    for column, (error, explained) in enumerate(zip(report.rmse, report.r_squared, strict=True)):
        of = f" of {names[column] if names else f'target {column + 1}'}" if several else ""
        yield _row(f"RMSE{of}", error, "Root of the mean squared error, in the units of what is predicted")
        yield _row(
            f"R²{of}", explained, "Share of the targets' variance that is explained: 1 is perfect, 0 a mere mean"
        )

"""Where values enter: an Input takes its share of the data's columns, in the order of the Input blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from playground.engine.operations.dense import check_units
from playground.engine.operations.operation import Line, Operation, Shape, Site


@dataclass(frozen=True)
class Input(Operation):
    """a⁽⁰⁾: the features of a sample, already standardized if the data are."""

    kind: ClassVar[str] = "input"
    title: ClassVar[str] = "Input"
    group: ClassVar[str] = "Basic"
    summary: ClassVar[str] = "the features of each sample"

    features: int = 2

    @property
    def ports(self) -> tuple[str, ...]:
        """No wire leads into an input."""
        return ()

    def check_settings(self) -> None:
        """Raise `SettingError` unless 1 ≤ features ≤ 65,536."""
        check_units(self.features)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(features,)"""
        return (self.features,)

    def forward(self, site: Site) -> None:
        """Emit a⁽⁰⁾ = x; the batch has been copied into its buffer already, so nothing is left to call."""
        a = site.value("activation")
        template = "{a} = x" if a.superscript else "{a} = given"  # in a graph the value's own symbol may be x
        site.emit(a, Line(template, {"a": a}, note="the features of the sample enter the network"))

    def backward(self, site: Site) -> None:
        """Nothing lies below an input."""

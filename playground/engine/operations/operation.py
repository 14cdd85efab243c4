"""What every operation is: a frozen value that infers shapes, lists parameters and emits its instructions.

An operation is stateless. `Site` is all it sees of the program under construction: the values that arrive, its own
buffers and a way to emit a line. It must not know its neighbours, the optimizer or who is looking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from playground.engine.errors import ShapeError
from playground.engine.instruction import Array, Call, Operand, Source, Terms
from playground.engine.light_value import light_value

Shape = tuple[int, ...]
Draw = Callable[[np.random.Generator, Array], None]  # fills the array with random numbers


@dataclass(frozen=True)
class ParameterSpec:
    """A parameter an operation keeps: its quantity (`weights`, `bias`), shape, initializer's key and its factor.

    One that is not `trainable` is a statistic, such as a running mean: saved and shown, but no gradient leads to it.
    """

    quantity: str
    shape: Shape
    initializer: str
    scale: float = 1.0
    trainable: bool = True


@light_value
class Line:
    """The mathematics of one instruction as its author writes it.

    `sample` and `batch` are formula templates over `operands` and `out`, the first for a single sample (columns, as on
    the blackboard), the second for samples as rows; `batch` defaults to `sample`. Without `terms` or a `source` the
    line (or `expanded`) must hold element by element, `Σ[…]` summing over the last axis, or over all for one number.
    """

    sample: str
    operands: Mapping[str, Operand]
    batch: str = ""
    note: str = ""
    terms: Terms | None = None
    expanded: str = ""
    source: Source | None = None


WriteLine = Callable[[], Line]  # writes a line down when somebody looks


class Site(Protocol):
    """The place of one node in a program under construction."""

    @property
    def batch(self) -> int:
        """Samples in the batch."""

    @property
    def output_shape(self) -> Shape:
        """Shape of one sample's result."""

    @property
    def training(self) -> bool:
        """Whether the program is for training; a program for evaluation drops nothing and uses running statistics."""

    def input(self, port: int = 0) -> Operand:
        """The activation that arrives at a port, (batch, …)."""

    def new(self, quantity: str, shape: Shape | None = None, alias: Operand | None = None) -> Operand:
        """A value of this node: a new (batch, *shape) buffer, or another name for an existing one."""

    def draw(self, quantity: str, draw: Draw) -> tuple[Operand, Call]:
        """A new (batch, …) value of random numbers and the call that draws them anew, the same for the same update."""

    def statistic(self, quantity: str, shape: Shape) -> Operand:
        """A new value of exactly this shape, one for the whole batch, such as the mean of a feature."""

    def scalar(self, quantity: str) -> Operand:
        """A new value that is one number for the whole batch, a 0-d array."""

    def value(self, quantity: str) -> Operand:
        """A value this node emitted earlier in the pass."""

    def helper(self, symbol: str, array: Array, like: Operand) -> Operand:
        """A value that formulas show but no instruction produces, e.g. g′(z); drawn in the colour of `like`."""

    def parameter(self, quantity: str) -> Operand:
        """A parameter or statistic of this node, or of the node whose it shares; a view into the flat array."""

    def gradient(self, quantity: str) -> Operand:
        """Where this node writes the parameter's gradient, or its share in it where several nodes use the parameter."""

    def output_gradient(self) -> Operand:
        """δa of this node, summed over its consumers."""

    def input_gradient(self, port: int = 0) -> Operand:
        """Where this node writes its contribution to δa of the block at `port`."""

    def target(self) -> Operand:
        """The targets y, (batch, …)."""

    def scratch(self, shape: Shape) -> Array:
        """A buffer of exactly this shape that nobody shows."""

    def constant(self, value: float) -> Array:
        """A 0-d array of the program's dtype: quicker for NumPy than a Python float."""

    def emit(self, result: Operand, line: Line | WriteLine, *calls: Call, optional: bool = False) -> None:
        """Append the instruction that produces `result`."""


@dataclass(frozen=True)
class Operation:
    """Root of all operations; the fields of a subclass are its settings, in files and in the inspector alike."""

    kind: ClassVar[str]
    title: ClassVar[str]
    group: ClassVar[str]
    summary: ClassVar[str]
    is_random: ClassVar[bool] = False  # whether, in training, each update draws anew
    is_analytic: ClassVar[bool] = True  # whether the forward pass may run in complex numbers, for the gradient check
    mixes_samples: ClassVar[bool] = False  # whether, in training, a sample's result depends on the others of its batch

    @property
    def ports(self) -> tuple[str, ...]:
        """Names of the input ports, in order."""
        return ("input",)

    @property
    def has_output(self) -> bool:
        """Whether other blocks can read a result; only a loss has none."""
        return True

    def check_settings(self) -> None:
        """Raise `SettingError` for a setting out of range."""

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """Shape of one sample's result for the inputs' shapes; `ShapeError` if they do not fit."""
        return inputs[0]

    def value_problem(self, values: Array) -> str:
        """Why the operation cannot take these values of a data set, in words that follow its name; "" if it can."""
        return ""

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """What the operation learns."""
        return ()

    def forward(self, site: Site) -> None:
        """Emit the forward instructions."""
        raise TypeError(f"{self.kind} has no forward rule")

    def backward(self, site: Site) -> None:
        """Emit the instructions from δa to the gradients of parameters and inputs."""
        raise TypeError(f"{self.kind} has no backward rule")

    def update(self, site: Site) -> None:
        """Emit what an update does besides the optimizer's work, such as renewing running statistics."""


def one_row(shape: Shape, what: str) -> int:
    """The length of a rank-one shape; `ShapeError` for any other."""
    if len(shape) != 1:
        raise ShapeError(f"{what} takes a vector, but values of shape {shape_text(shape)} arrive")
    return shape[0]


def shape_text(shape: Shape) -> str:
    """A shape in words: (32, 64) → `32 × 64`, () → `a single number`."""
    return " × ".join(map(str, shape)) if shape else "a single number"

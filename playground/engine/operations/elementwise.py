"""What all operations on single numbers share: the value, and beside it the local derivative ∂a/∂x at each input.

Backward, every input gets δa · ∂a/∂x; the local derivative is an operand named `local` of that very line, so that a
window can write it on the wire. Knows no particular function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import ShapeError
from playground.engine.instruction import Array, Call, Factor, Operand, Terms
from playground.engine.operations.axes import axis_letters
from playground.engine.operations.operation import Line, Operation, Shape, Site, shape_text

Calls = tuple[Call, ...]


@dataclass(frozen=True, eq=False)
class Point:
    """Where a function is evaluated: its inputs x and y (x again if there is one) and its value a."""

    site: Site
    x: Array
    y: Array
    a: Array


@dataclass(frozen=True)
class Rule:
    """A formula over {x}, {y} and {a}, and the calls that write it into an array."""

    formula: str
    write: Callable[[Point, Array], Calls]


def called(function: Callable[[Array, Array], object], point: Point, out: Array) -> Calls:
    """Write f(x) by a function that NumPy has."""
    return (partial(function, point.x, out),)


@dataclass(frozen=True)
class Elementwise(Operation):
    """a = f(x) or a = f(x, y), number by number; the shapes that arrive must be equal."""

    group: ClassVar[str] = "Number"
    note: ClassVar[str]
    value: ClassVar[Rule]
    slopes: ClassVar[tuple[Rule, ...]]

    @property
    def ports(self) -> tuple[str, ...]:
        """One input for each local derivative."""
        return ("input",) if len(self.slope_rules()) == 1 else ("input 1", "input 2")

    def value_rule(self) -> Rule:
        """How a is computed."""
        return self.value

    def slope_rules(self) -> tuple[Rule, ...]:
        """∂a/∂x, and ∂a/∂y if there are two inputs."""
        return self.slopes

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The common shape of the inputs; `ShapeError` if they differ."""
        if len(set(inputs)) != 1:
            found = " and ".join(map(shape_text, inputs))
            raise ShapeError(f"takes values of equal shapes, but {found} arrive; reshape one of them")
        return inputs[0]

    def forward(self, site: Site) -> None:
        """Emit a."""
        a, rule = site.new("activation"), self.value_rule()
        line = Line(f"{{a}} = {rule.formula}", {"a": a, **self._inputs(site)}, note=self.note)
        site.emit(a, line, *rule.write(self._point(site), a.array))

    def backward(self, site: Site) -> None:
        """Emit δa · ∂a/∂x for each input."""
        for port, slope in enumerate(self.slope_rules()):
            self._pull_back(site, port, slope)

    def _inputs(self, site: Site) -> dict[str, Operand]:
        return {name: site.input(port) for port, name in enumerate("xy"[: len(self.ports)])}

    def _point(self, site: Site) -> Point:
        x, y = site.input(), site.input(len(self.ports) - 1)
        return Point(site, x.array, y.array, site.value("activation").array)

    def _pull_back(self, site: Site, port: int, slope: Rule) -> None:
        da, a, x, below = site.output_gradient(), site.value("activation"), site.input(port), site.input_gradient(port)
        local = site.helper(f"∂{a.label}/∂{x.label}", site.scratch(x.array.shape), like=x)
        axes = axis_letters(x.array)
        line = Line(
            "{out} = {da} · {local}",
            {"da": da, "local": local, "a": a, **self._inputs(site)},
            note="the gradient that arrives, times how far the result moves for a small move of this input",
            terms=Terms(axes, ((Factor("da", axes), Factor("local", axes)),)),
            expanded=f"{{out}} = {{da}} × {slope.formula}",
        )
        product = partial(np.multiply, da.array, local.array, below.array)
        site.emit(below, line, *slope.write(self._point(site), local.array), product)

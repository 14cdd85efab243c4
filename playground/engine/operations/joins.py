"""Blocks where several wires meet: sums, differences and products of values, and branches laid side by side.

Values are never stretched to fit: shapes that differ are an error that names them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import Call, Factor, Index, Terms
from playground.engine.operations.axes import axis_letters, check_axis, counted_axis, part_of, part_text
from playground.engine.operations.operation import Line, Operation, Shape, Site, shape_text

MAX_INPUTS = 16


@dataclass(frozen=True)
class Join(Operation):
    """What joins of any number of branches share: a chosen number of input ports."""

    group: ClassVar[str] = "Join"

    inputs: int = 2

    @property
    def ports(self) -> tuple[str, ...]:
        """`input 1`, `input 2`, …"""
        return tuple(f"input {i + 1}" for i in range(self.inputs))

    def check_settings(self) -> None:
        """Raise `SettingError` unless 2 to 16 inputs are asked for."""
        if not 2 <= self.inputs <= MAX_INPUTS:
            raise SettingError(f"has {self.inputs} inputs, expected 2 to {MAX_INPUTS}")


@dataclass(frozen=True)
class Add(Join):
    """a = x₁ + x₂ + …: the gradient flows unchanged into every branch. Source: He et al. (2016), residual learning."""

    kind: ClassVar[str] = "add"
    title: ClassVar[str] = "Add"
    summary: ClassVar[str] = "a = x₁ + x₂, where two paths meet"

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The common shape of all inputs."""
        return _common_shape(inputs, "adds")

    def forward(self, site: Site) -> None:
        """Emit the sum, in port order."""
        terms = {f"x{i}": site.input(i) for i in range(self.inputs)}
        a = site.new("activation")
        arrays, axes = [operand.array for operand in terms.values()], axis_letters(a.array)
        calls: list[Call] = [partial(np.add, arrays[0], arrays[1], a.array)]
        calls += [partial(np.add, a.array, array, a.array) for array in arrays[2:]]
        line = Line(
            "{a} = " + " + ".join(f"{{{name}}}" for name in terms),
            {"a": a, **terms},
            note="the paths meet and add up",
            terms=Terms(axes, tuple((Factor(name, axes),) for name in terms)),
        )
        site.emit(a, line, *calls)

    def backward(self, site: Site) -> None:
        """Emit a copy of δa for every input."""
        for port in range(self.inputs):
            _emit_passed_on(site, port)


@dataclass(frozen=True)
class Concatenate(Join):
    """a = (x₁; x₂; …) along an axis: each branch gets its own part of the gradient. After NumPy's `concatenate`."""

    kind: ClassVar[str] = "concatenate"
    title: ClassVar[str] = "Concatenate"
    summary: ClassVar[str] = "a = (x₁; x₂), the values end to end along an axis"

    axis: int = 0

    def check_settings(self) -> None:
        """Raise `SettingError` unless 2 to 16 inputs and a possible axis are asked for."""
        super().check_settings()
        check_axis(self.axis)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape of the inputs, along the axis as long as all of them together."""
        axis = counted_axis(self.axis, inputs[0])
        rests = {shape[:axis] + shape[axis + 1 :] for shape in inputs}
        if len(rests) != 1 or len({len(shape) for shape in inputs}) != 1:
            found = " and ".join(map(shape_text, inputs))
            raise ShapeError(f"joins along axis {axis}, so all other lengths must be equal, but {found} arrive")
        return (*inputs[0][:axis], sum(shape[axis] for shape in inputs), *inputs[0][axis + 1 :])

    def forward(self, site: Site) -> None:
        """Emit the values end to end."""
        branches = {f"x{i}": site.input(i) for i in range(self.inputs)}
        a, axis, parts = site.new("activation"), self._counted_axis(site), self._parts(site)
        line = Line(
            "{a} = (" + "; ".join(f"{{{name}}}" for name in branches) + ")",
            {"a": a, **branches},
            note="the values stand end to end" + (f" along axis {axis}" if a.array.ndim > 2 else ""),
            source=partial(_joined_from, axis + 1, parts),
        )
        calls = [
            partial(np.copyto, part_of(a.array, axis, part), operand.array)
            for part, operand in zip(parts, branches.values(), strict=True)
        ]
        site.emit(a, line, *calls)

    def backward(self, site: Site) -> None:
        """Emit each input's part of δa."""
        da, axis = site.output_gradient(), self._counted_axis(site)
        for port, part in enumerate(self._parts(site)):
            below = site.input_gradient(port)
            line = Line(
                f"{{out}} = {{da}}{part_text(axis, part)}",
                {"da": da},
                note="each branch takes back the part it brought",
                source=partial(_shifted, axis + 1, part.start),
            )
            site.emit(below, line, partial(np.copyto, below.array, part_of(da.array, axis, part)))

    def _counted_axis(self, site: Site) -> int:
        return counted_axis(self.axis, site.output_shape)

    def _parts(self, site: Site) -> list[slice]:
        widths = [site.input(i).array.shape[self._counted_axis(site) + 1] for i in range(self.inputs)]
        ends = list(accumulate(widths))
        return [slice(end - width, end) for end, width in zip(ends, widths, strict=True)]


@dataclass(frozen=True)
class Pair(Operation):
    """What joins of exactly two branches share."""

    group: ClassVar[str] = "Join"

    @property
    def ports(self) -> tuple[str, ...]:
        """The first and the second value."""
        return ("input 1", "input 2")


@dataclass(frozen=True)
class Subtract(Pair):
    """a = x₁ − x₂: the gradient flows unchanged into the first branch, with the other sign into the second."""

    kind: ClassVar[str] = "subtract"
    title: ClassVar[str] = "Subtract"
    summary: ClassVar[str] = "a = x₁ − x₂, the difference of two paths"

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The common shape of both inputs."""
        return _common_shape(inputs, "subtracts")

    def forward(self, site: Site) -> None:
        """Emit the difference."""
        first, second, a = site.input(0), site.input(1), site.new("activation")
        line = Line(
            "{a} = {x} − {y}", {"a": a, "x": first, "y": second}, note="what the first path has more than the second"
        )
        site.emit(a, line, partial(np.subtract, first.array, second.array, a.array))

    def backward(self, site: Site) -> None:
        """Emit δa and −δa."""
        _emit_passed_on(site, 0)
        da, below = site.output_gradient(), site.input_gradient(1)
        line = Line("{out} = −{da}", {"da": da}, note="what is taken away moves the result the other way")
        site.emit(below, line, partial(np.negative, da.array, below.array))


@dataclass(frozen=True)
class Multiply(Pair):
    """a = x₁ ⊙ x₂, value by value, such as a gate: each branch is the slope of the other."""

    kind: ClassVar[str] = "multiply"
    title: ClassVar[str] = "Multiply"
    summary: ClassVar[str] = "a = x₁ ⊙ x₂, value by value, such as a gate"

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The common shape of both inputs."""
        return _common_shape(inputs, "multiplies")

    def forward(self, site: Site) -> None:
        """Emit the product."""
        first, second, a = site.input(0), site.input(1), site.new("activation")
        axes = axis_letters(a.array)
        line = Line(
            "{a} = {x} ⊙ {y}",
            {"a": a, "x": first, "y": second},
            note="each value of one path times the value of the other in its place",
            terms=Terms(axes, ((Factor("x", axes), Factor("y", axes)),)),
        )
        site.emit(a, line, partial(np.multiply, first.array, second.array, a.array))

    def backward(self, site: Site) -> None:
        """Emit δa ⊙ x₂ and δa ⊙ x₁."""
        for port in (0, 1):
            da, local, below = site.output_gradient(), site.input(1 - port), site.input_gradient(port)
            axes = axis_letters(da.array)
            line = Line(
                "{out} = {da} ⊙ {local}",
                {"da": da, "local": local},
                note="each factor's slope is the other factor",
                terms=Terms(axes, ((Factor("da", axes), Factor("local", axes)),)),
            )
            site.emit(below, line, partial(np.multiply, da.array, local.array, below.array))


def _common_shape(inputs: tuple[Shape, ...], verb: str) -> Shape:
    if len(set(inputs)) != 1:
        found = " and ".join(map(shape_text, inputs))
        raise ShapeError(f"{verb} values of shape {found}; all must have the same shape")
    return inputs[0]


def _emit_passed_on(site: Site, port: int) -> None:
    """Emit a copy of δa for that input."""
    da, below = site.output_gradient(), site.input_gradient(port)
    line = Line("{out} = {da}", {"da": da}, note="a sum passes the gradient on unchanged")
    site.emit(below, line, partial(np.copyto, below.array, da.array))


def _joined_from(axis: int, parts: list[slice], index: Index) -> tuple[str, Index]:
    """Which operand an element of the joined values came from, and its place there."""
    port = next(i for i, part in enumerate(parts) if index[axis] < part.stop)
    return f"x{port}", _moved(index, axis, -parts[port].start)


def _shifted(axis: int, start: int, index: Index) -> tuple[str, Index]:
    """The place in δa that an element of a branch's part was copied from."""
    return "da", _moved(index, axis, start)


def _moved(index: Index, axis: int, by: int) -> Index:
    return (*index[:axis], index[axis] + by, *index[axis + 1 :])

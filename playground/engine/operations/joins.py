"""Blocks where several wires meet: Add for residual connections, Concatenate for branches side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import Call, Factor, Index, Terms
from playground.engine.operations.operation import Line, Operation, Shape, Site, shape_text

MAX_INPUTS = 16


@dataclass(frozen=True)
class Join(Operation):
    """What all joins share: a chosen number of input ports."""

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
    """a = x₁ + x₂ + …: the gradient flows unchanged into every branch."""

    kind: ClassVar[str] = "add"
    title: ClassVar[str] = "Add"
    group: ClassVar[str] = "Join"
    summary: ClassVar[str] = "a = x₁ + x₂, where two paths meet"

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The common shape of all inputs."""
        if len(set(inputs)) != 1:
            found = " and ".join(map(shape_text, inputs))
            raise ShapeError(f"adds values of shape {found}; all must have the same shape")
        return inputs[0]

    def forward(self, site: Site) -> None:
        """Emit the sum, in port order."""
        terms = {f"x{i}": site.input(i) for i in range(self.inputs)}
        a = site.new("activation")
        arrays = [operand.array for operand in terms.values()]
        calls: list[Call] = [partial(np.add, arrays[0], arrays[1], a.array)]
        calls += [partial(np.add, a.array, array, a.array) for array in arrays[2:]]
        groups = tuple((Factor(name, "nu"),) for name in terms) if a.array.ndim == 2 else ()
        line = Line(
            "{a} = " + " + ".join(f"{{{name}}}" for name in terms),
            {"a": a, **terms},
            note="the paths meet and add up",
            terms=Terms("nu", groups) if groups else None,
        )
        site.emit(a, line, *calls)

    def backward(self, site: Site) -> None:
        """Emit a copy of δa for every input."""
        da = site.output_gradient()
        for port in range(self.inputs):
            below = site.input_gradient(port)
            line = Line("{out} = {da}", {"da": da}, note="a sum passes the gradient on unchanged")
            site.emit(below, line, partial(np.copyto, below.array, da.array))


@dataclass(frozen=True)
class Concatenate(Join):
    """a = (x₁, x₂, …) end to end: each branch gets its own slice of the gradient."""

    kind: ClassVar[str] = "concatenate"
    title: ClassVar[str] = "Concatenate"
    group: ClassVar[str] = "Join"
    summary: ClassVar[str] = "a = (x₁, x₂), the vectors end to end"

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """A vector as long as all inputs together."""
        if any(len(shape) != 1 for shape in inputs):
            found = " and ".join(map(shape_text, inputs))
            raise ShapeError(f"concatenates vectors, but values of shape {found} arrive")
        return (sum(shape[0] for shape in inputs),)

    def _slices(self, site: Site) -> list[slice]:
        widths = [site.input(i).array.shape[1] for i in range(self.inputs)]
        ends = list(accumulate(widths))
        return [slice(end - width, end) for end, width in zip(ends, widths, strict=True)]

    def forward(self, site: Site) -> None:
        """Emit the joined vector."""
        parts = {f"x{i}": site.input(i) for i in range(self.inputs)}
        a = site.new("activation")
        line = Line(
            "{a} = (" + "; ".join(f"{{{name}}}" for name in parts) + ")",
            {"a": a, **parts},
            note="the vectors stand end to end",
            source=partial(_joined_from, self._slices(site)),
        )
        calls = [
            partial(np.copyto, a.array[:, part], operand.array)
            for part, operand in zip(self._slices(site), parts.values(), strict=True)
        ]
        site.emit(a, line, *calls)

    def backward(self, site: Site) -> None:
        """Emit each input's slice of δa."""
        da = site.output_gradient()
        for port, part in enumerate(self._slices(site)):
            below = site.input_gradient(port)
            line = Line(
                f"{{out}} = {{da}}[{part.start + 1} … {part.stop}]",
                {"da": da},
                note="each branch takes back the part it brought",
                source=partial(_shifted, part.start),
            )
            site.emit(below, line, partial(np.copyto, below.array, da.array[:, part]))


def _joined_from(parts: list[slice], index: Index) -> tuple[str, Index]:
    """Which operand element number `index` of the joined vector came from, and its place there."""
    port = next(i for i, part in enumerate(parts) if index[1] < part.stop)
    return f"x{port}", (index[0], index[1] - parts[port].start)


def _shifted(start: int, index: Index) -> tuple[str, Index]:
    """The place in δa that element `index` of a branch's slice was copied from."""
    return "da", (index[0], index[1] + start)

"""What a window of an image sees: the image with the lit pixels, the numbers laid on them, and what comes of it.

Pixels are found by asking the line that laid out the windows where each of its numbers was copied from.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from playground.engine.instruction import Factor, Index, Instruction, Terms
from playground.session.explanation import Reader
from playground.session.pictures import Cell, Cut, Sight, Slab
from playground.session.pictures import slab as part_of
from playground.session.stepper import Stepper

_INSIDE, _PLACES = "pq", "ij"  # letters of the places inside a window, and of the windows over an image


def sight(stepper: Stepper, reader: Reader, index: Index) -> Sight | None:
    """The picture of a line that reads windows of images; None for any other line."""
    terms, seen = reader.instruction.terms, _windows(stepper, reader.instruction)
    if terms is None or seen is None:
        return None
    factor, laid = seen
    bound = dict(zip(terms.result, index, strict=True))
    run = _PLACES if set(_INSIDE) <= bound.keys() else _INSIDE
    fixed = {axis: bound.get(axis, 0) for axis in factor.axes if axis not in run}
    image = _image(stepper, laid, (factor, fixed, run))
    other = next((one for group in terms.groups for one in group if set(run) <= set(one.axes) and one != factor), None)
    slabs = [image] if image is not None else []
    if other is not None:
        at = {axis: place for axis, place in (bound | fixed).items() if axis in other.axes and axis not in run}
        slabs.append(part_of(reader, other, Cut(at, *run)))
    slabs.append(_result(reader, terms, index, _INSIDE if run == _PLACES else _PLACES))
    return Sight(tuple(slabs), _caption(run, len(image.lit) if image is not None else 0, fixed))


def _windows(stepper: Stepper, instruction: Instruction) -> tuple[Factor, Instruction] | None:
    """The factor whose numbers were copied out of an image, and the line that did so."""
    for factor in (one for group in instruction.terms.groups for one in group) if instruction.terms else ():
        ref = instruction.operand(factor.operand).ref
        laid = None if ref is None else stepper.producer(ref)
        if laid is not None and laid.source is not None and set(_INSIDE + _PLACES) <= set(factor.axes):
            return factor, laid
    return None


def _image(stepper: Stepper, laid: Instruction, window: tuple[Factor, dict[str, int], str]) -> Slab | None:
    """The channel that the window lies on; None where it lies on nothing but padding."""
    pixels = [pixel for name, pixel in _pixels(stepper, laid, window) if name == "x"]
    if not pixels:
        return None
    sample, channel = pixels[0][:2]
    operand = laid.operands["x"]
    values = stepper.as_read(laid, operand)
    assert values is not None
    lit: frozenset[Cell] = frozenset((pixel[2], pixel[3]) for pixel in pixels)
    names = ("x", operand.symbol, operand.superscript, operand.role)
    shown = np.real(values)[sample, channel]
    return Slab(*names, shown, lit, lambda cell: (sample, channel, *cell), operand.ref)


def _pixels(
    stepper: Stepper, laid: Instruction, window: tuple[Factor, dict[str, int], str]
) -> Iterator[tuple[str, Index]]:
    factor, fixed, run = window
    sizes = dict(zip(factor.axes, laid.result.array.shape, strict=True))
    assert laid.source is not None
    for cell in np.ndindex(*(sizes[axis] for axis in run)):
        at = fixed | dict(zip(run, cell, strict=True))
        yield laid.source(tuple(at[axis] for axis in factor.axes))


def _result(reader: Reader, terms: Terms, index: Index, axes: str) -> Slab:
    bound = dict(zip(terms.result, index, strict=True))
    lit = frozenset({(bound[axes[0]], bound[axes[1]])})
    fixed = {axis: place for axis, place in bound.items() if axis not in axes}
    return part_of(reader, Factor("out", terms.result), Cut(fixed, *axes), lit)


def _caption(run: str, count: int, fixed: dict[str, int]) -> str:
    channel = f" of channel {fixed['c'] + 1}" if "c" in fixed else ""
    if run == _INSIDE:
        return f"The window lies on {count} pixels{channel}: each meets the number laid on it, and all are added up."
    sample = f" of sample {fixed['n'] + 1}" if "n" in fixed else ""
    return f"This weight has read {count} pixels{channel}{sample}: each meets the blame of its window."

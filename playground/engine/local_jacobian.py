"""The Jacobian of one backward line: by which local derivative each gradient that it reads enters its result.

The factors are read off the line itself: a copied element has the factor 1, the terms of a sum name the factors beside
the gradient, and what is told by neither is found by running the line's own calls. No derivative is defined here a
second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Protocol

import numpy as np

from playground.engine.instruction import Array, Factor, Instruction, Operand, Ref, Source
from playground.engine.local_derivatives import local_derivative
from playground.engine.probing import NOWHERE, Matrix, Places, Probe


@dataclass(frozen=True, eq=False)
class Entries:
    """Elements of a Jacobian: `rows` counts the results asked for, `columns` are places in the gradient read."""

    upstream: Ref
    rows: Places
    columns: Places
    factors: Array


class Jacobian(Protocol):
    """∂(result of a backward line) / ∂(the gradients it reads)."""

    def entries(self, places: Places) -> tuple[Entries, ...]:
        """The local derivatives of the results at these places, also those that happen to be 0."""


def jacobian_of(step: Instruction, upstream: Mapping[str, Operand]) -> Jacobian:
    """The Jacobian of a backward line, given which of its operands are gradients."""
    if step.source is not None:
        return _Copied(step, upstream, step.source)
    products = _Reader(Probe(step, upstream)).products()
    if products:
        return _Sums(step, products)
    local = local_derivative(step)
    if local is not None and step.terms is None and len(upstream) == 1:
        (operand,) = upstream.values()
        return _Scaled(_address(operand), local.array)
    probe = Probe(step, upstream)
    return _Probed({_address(operand): probe.matrix(operand) for operand in upstream.values()})


def _address(operand: Operand) -> Ref:
    assert operand.ref is not None
    return operand.ref


@dataclass(frozen=True, eq=False)
class _Scaled:
    """Element by element: δx = δa · local."""

    upstream: Ref
    local: Array

    def entries(self, places: Places) -> tuple[Entries, ...]:
        return (Entries(self.upstream, np.arange(places.size), places, self.local.ravel()[places]),)


@dataclass(frozen=True, eq=False)
class _Copied:
    """Every element is copied from another place, or is a zero."""

    step: Instruction
    upstream: Mapping[str, Operand]
    source: Source

    def entries(self, places: Places) -> tuple[Entries, ...]:
        indices = zip(*np.unravel_index(places, self.step.result.array.shape), strict=True)
        found = [self.source(tuple(map(int, index))) for index in indices]
        return tuple(self._from(name, operand, found) for name, operand in self.upstream.items())

    def _from(self, name: str, operand: Operand, found: list[tuple[str, tuple[int, ...]]]) -> Entries:
        rows = np.array([row for row, (copied, _) in enumerate(found) if copied == name], np.intp)
        came = np.array([found[row][1] for row in rows], np.intp).reshape(rows.size, operand.array.ndim)
        columns = np.ravel_multi_index(tuple(came.T), operand.array.shape)
        return Entries(_address(operand), rows, np.atleast_1d(columns), np.ones(rows.size))


@dataclass(frozen=True, eq=False)
class _Probed:
    """The whole Jacobian, found by running the line."""

    found: Mapping[Ref, Matrix]

    def entries(self, places: Places) -> tuple[Entries, ...]:
        return tuple(_rows_of(ref, matrix, places) for ref, matrix in self.found.items())


def _rows_of(ref: Ref, matrix: Matrix, places: Places) -> Entries:
    first, last = (np.searchsorted(matrix.rows, places, side) for side in ("left", "right"))
    chosen = np.concatenate([np.zeros(0, np.intp), *map(np.arange, first, last)])
    return Entries(ref, np.repeat(np.arange(places.size), last - first), matrix.columns[chosen], matrix.factors[chosen])


@dataclass(frozen=True, eq=False)
class _Reading:
    """A factor that is a gradient, as it is or laid out anew: where each of its numbers came from."""

    upstream: Ref
    places: Places


@dataclass(frozen=True, eq=False)
class _Product:
    """One group of the terms: the gradient with its axes, and the numbers beside it with theirs."""

    reading: _Reading
    axes: str
    beside: tuple[tuple[str, Array], ...]

    @property
    def sizes(self) -> Mapping[str, int]:
        """The length of every axis that occurs."""
        shapes = ((self.axes, self.reading.places.shape), *((axes, array.shape) for axes, array in self.beside))
        return {letter: size for axes, shape in shapes for letter, size in zip(axes, shape, strict=True)}

    def entries(self, bound: Mapping[str, Places]) -> Entries:
        """Its local derivatives for results whose letters are bound to places along each axis."""
        free = {letter: size for letter, size in self.sizes.items() if letter not in bound}
        full = (next(iter(bound.values())).size, prod(free.values()))
        summed = np.indices(tuple(free.values())).reshape(len(free), full[1])
        at = {letter: place[:, None] for letter, place in bound.items()}
        at |= {letter: place[None, :] for letter, place in zip(free, summed, strict=True)}
        columns = np.broadcast_to(self.reading.places[_index(at, self.axes)], full)
        factors = np.ones(full)
        for axes, array in self.beside:
            factors = factors * array[_index(at, axes)]
        rows, summand = np.nonzero(columns != NOWHERE)
        return Entries(self.reading.upstream, rows, columns[rows, summand], factors[rows, summand])


def _index(at: Mapping[str, Places], axes: str) -> tuple[Places, ...]:
    return tuple(at[letter] for letter in axes)


@dataclass(frozen=True, eq=False)
class _Sums:
    """Sums of products in each of which one factor is a gradient."""

    step: Instruction
    products: tuple[_Product, ...]

    def entries(self, places: Places) -> tuple[Entries, ...]:
        assert self.step.terms is not None
        at = np.unravel_index(places, self.step.result.array.shape)
        bound = dict(zip(self.step.terms.result, at, strict=True))
        by_ref: dict[Ref, list[Entries]] = {}
        for product in self.products:
            entry = product.entries(bound)
            by_ref.setdefault(entry.upstream, []).append(entry)
        return tuple(_joined(ref, found) for ref, found in by_ref.items())


def _joined(ref: Ref, found: list[Entries]) -> Entries:
    """One set of entries, in which no pair of row and column occurs twice."""
    rows, columns, factors = (
        np.concatenate([getattr(entry, name) for entry in found]) for name in ("rows", "columns", "factors")
    )
    width = int(columns.max(initial=0)) + 1
    keys, back = np.unique(rows * width + columns, return_inverse=True)
    return Entries(ref, keys // width, keys % width, np.bincount(back, factors, keys.size))


@dataclass(frozen=True, eq=False)
class _Reader:
    """Tells the factors in a line's terms apart: gradients, gradients laid out anew, and plain numbers."""

    probe: Probe

    def products(self) -> tuple[_Product, ...]:
        """The groups of the terms; none if one is not a gradient times numbers that no gradient moves."""
        terms = self.probe.step.terms
        found = [self._product(group) for group in terms.groups] if terms is not None else []
        return () if None in found else tuple(product for product in found if product is not None)

    def _product(self, group: tuple[Factor, ...]) -> _Product | None:
        found = [(factor, self._reading(factor.operand)) for factor in group]
        gradients = [(factor, reading) for factor, reading in found if isinstance(reading, _Reading)]
        numbers = tuple((factor.axes, reading) for factor, reading in found if isinstance(reading, np.ndarray))
        if len(gradients) != 1 or len(numbers) != len(group) - 1:
            return None
        ((factor, reading),) = gradients
        return _Product(reading, factor.axes, numbers)

    def _reading(self, name: str) -> _Reading | Array | None:
        """None for a number that gradients move in another way than by being copied there."""
        operand = self.probe.step.operand(name)
        if name in self.probe.upstream:
            places = np.arange(operand.array.size).reshape(operand.array.shape)
            return _Reading(_address(operand), places)
        return operand.array if operand.ref is not None else self._of_helper(operand)

    def _of_helper(self, helper: Operand) -> _Reading | Array | None:
        moving = [operand for operand in self.probe.upstream.values() if self.probe.moves(operand, helper)]
        if not moving:
            return helper.array.copy()
        places = self.probe.copied_from(moving[0], helper) if len(moving) == 1 else None
        return None if places is None else _Reading(_address(moving[0]), places)

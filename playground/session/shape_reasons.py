"""Why the operands of an instruction have the shapes they have, and what is transposed and why, in plain sentences.

Told from the letters of `Terms` and the sizes of the arrays, so a sentence cannot disagree with the computation. One
sample is written without its axis, as on the blackboard. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

from playground.engine.formulas import Symbol, operands
from playground.engine.instruction import Factor, Instruction, Operand, Phase, Terms
from playground.session.axis_words import Words, axis_words, counted, named_axes

Shape = tuple[int, ...]
_SINGLE = "Every value of a graph is a single number, so there is nothing to turn."


@dataclass(frozen=True)
class Laid:
    """An operand in a product: `shape` as it is stored, `laid` as it is multiplied, `turned` if these two differ."""

    name: str
    label: str
    axes: str
    shape: Shape
    laid: Shape
    turned: bool = False


@dataclass(frozen=True)
class Product:
    """A matrix product that is part of an instruction: `first` · `second` → `result`, what is summed inside."""

    first: Laid
    second: Laid
    summed: str
    result: Shape

    @property
    def equation(self) -> str:
        """`(2, 3) · (3,) → (2,)`."""
        return f"{shape_of(self.first.laid)} · {shape_of(self.second.laid)} → {shape_of(self.result)}"


@dataclass(frozen=True)
class ShapeReason:
    """One sentence after the other, and the matrix products they speak of."""

    sentences: tuple[str, ...]
    products: tuple[Product, ...] = ()

    @property
    def text(self) -> str:
        """All sentences."""
        return " ".join(self.sentences)


def shape_of(shape: Shape) -> str:
    """A shape as NumPy and this program write it: `(3, 2)`, `(3,)`; () is a single number."""
    return str(shape) if shape else "a single number"


def shape_reason(instruction: Instruction) -> ShapeReason:
    """The reason of an instruction's shapes; without sentences where there is nothing to tell."""
    if instruction.result.single:
        return ShapeReason((_SINGLE,))
    if instruction.phase is Phase.UPDATE or instruction.terms is None:
        return ShapeReason(_alike(instruction))
    return _Telling(instruction, instruction.terms).reason


def _alike(instruction: Instruction) -> tuple[str, ...]:
    """What is computed number by number, or copied, without terms."""
    result = instruction.result
    if instruction.source is not None:
        name, _ = instruction.source((0,) * result.array.ndim)
        return (f"{result.label} takes its numbers over from {instruction.operand(name).label}, each from its place.",)
    named = [instruction.operand(name) for name in operands(instruction.formula)]
    alike = [operand.label for operand in named if operand.array.shape == result.array.shape]
    labels = list(dict.fromkeys(alike))
    shape = shape_of(_seen(result)[1])
    if not result.array.ndim or len(labels) < 2:
        return (f"{result.label} is {shape}.",)
    return (f"Number by number: {_joined(labels)} have the same shape, {shape}.",)


def _seen(operand: Operand, axes: str = "") -> tuple[str, Shape]:
    """Letters and sizes without the axis of an only sample."""
    shape = operand.array.shape
    alone = operand.batched and len(shape) > 0 and shape[0] == 1
    return (axes[1:], shape[1:]) if alone else (axes, shape)


@dataclass(frozen=True, eq=False)
class _Telling:
    """The sentences of one instruction with terms, told group by group."""

    instruction: Instruction
    terms: Terms

    @cached_property
    def words(self) -> Words:
        return axis_words(self.terms)

    @cached_property
    def result(self) -> Laid:
        result = self.instruction.result
        axes, shape = _seen(result, self.terms.result)
        return Laid("out", result.label, axes, shape, shape)

    @property
    def reason(self) -> ShapeReason:
        groups = [self._factors(group) for group in self.terms.groups]
        if all(one.axes == self.result.axes for group in groups for one in group):
            labels = dict.fromkeys([*(one.label for group in groups for one in group), self.result.label])
            return ShapeReason((f"Number by number: {_joined(labels)} have the same shape, {self._shape}.",))
        products = tuple(filter(None, map(self._product, groups)))
        sentences = (sentence for group in groups for sentence in self._group(group))
        return ShapeReason(tuple(dict.fromkeys(sentences)), products)

    @property
    def _shape(self) -> str:
        return shape_of(self.result.shape)

    def _factors(self, group: tuple[Factor, ...]) -> tuple[Laid, ...]:
        """The group's operands in the order in which the formula names them, each once."""
        order = {name: place for place, name in enumerate(operands(self.instruction.formula))}
        by_name = {factor.operand: factor for factor in group}
        names = sorted(by_name, key=lambda name: order.get(name, len(order)))
        return tuple(self._laid(by_name[name]) for name in names)

    def _laid(self, factor: Factor) -> Laid:
        operand = self.instruction.operand(factor.operand)
        axes, shape = _seen(operand, factor.axes)
        axes = "" if axes == "z" != self.result.axes and shape == (1,) else axes  # a number for the whole value
        return Laid(factor.operand, operand.label, axes, shape, shape)

    def _product(self, group: tuple[Laid, ...]) -> Product | None:
        """The group as a matrix product, if the formula writes it as one."""
        product = _product(group, self.result)
        if product is None:
            return None
        symbols = (item for item in self.instruction.formula if isinstance(item, Symbol) and item.transposed)
        written = {symbol.operand for symbol in symbols}
        return product if written == {one.name for one in (product.first, product.second) if one.turned} else None

    def _group(self, group: tuple[Laid, ...]) -> Iterator[str]:
        product = self._product(group)
        if product is not None:
            yield from self._matrices(product)
            return
        for one in group:
            if not one.axes:
                yield f"{one.label} is a single number, the same for all."
        several = tuple(one for one in group if one.axes)
        if several:
            yield from self._single(several[0]) if len(several) == 1 else self._meeting(several)

    def _matrices(self, product: Product) -> Iterator[str]:
        first, second = product.first, product.second
        if not product.summed:
            pair = self._one(f"{first.axes}{second.axes}")
            yield f"{self.result.label} needs one number for each pair of {pair}."
            yield f"So {first.label} stands as a column and {second.label} is turned into a row: {product.equation}."
            return
        for one in (first, second):
            if len(one.axes) > 1:
                yield f"{one.label} is {shape_of(one.shape)}: {counted(one.axes, one.shape, self.words)}."
        summed = named_axes(product.summed, self.words)
        turned = [one.label for one in (first, second) if one.turned]
        if len(second.axes) == 1:
            rows = self._one(self.result.axes)
            wanted = f"{second.label} has one number for each {self._one(product.summed)}"
            stays = f"so {first.label} is turned" if turned else f"so {first.label} stays as it is"
            yield f"{wanted} and {self.result.label} needs one for each {rows}, {stays}: {product.equation}."
            return
        if len(product.summed) > 1:
            yield f"The {summed} together count as {first.laid[-1]} rows."
        inside = f"has to stand inside, so {_joined(turned)} is turned" if turned else "stands inside as it is"
        yield f"What is summed, the {summed}, {inside}: {product.equation}."

    def _single(self, one: Laid) -> Iterator[str]:
        """A sum over some axes, or one number for many places."""
        summed = [axis for axis in one.axes if axis not in self.result.axes]
        missing = [axis for axis in self.result.axes if axis not in one.axes]
        if summed and not (missing and self._is_lone(one, summed)):
            yield f"{one.label} is {shape_of(one.shape)}: {counted(one.axes, one.shape, self.words)}."
            rest = f" and one number for each {self._one(self.result.axes)} is left" if self.result.axes else ""
            yield f"The {named_axes(summed, self.words)} are added up{rest}: {shape_of(one.shape)} → {self._shape}."
        elif one.axes == self.result.axes:
            yield f"{one.label} has the shape of {self.result.label}, {self._shape}."
        else:
            places = [axis for axis in one.axes if axis not in summed]
            count = f"one number for each {self._one(''.join(places))}" if places else "one number"
            every = named_axes(missing, self.words, several=False)
            yield f"{one.label} is {shape_of(one.shape)}: {count}, the same for every {every}."

    def _meeting(self, group: tuple[Laid, ...]) -> Iterator[str]:
        """Products that no matrix product says: numbers meet where their letters agree."""
        for one in group:
            yield f"{one.label} is {shape_of(one.shape)}: {counted(one.axes, one.shape, self.words)}."
        summed = dict.fromkeys(axis for one in group for axis in one.axes if axis not in self.result.axes)
        common = [axis for axis in group[0].axes if all(axis in one.axes for one in group)]
        meet = f"Two numbers meet where {self._same(common)}" if common else "Every number meets every other"
        if summed:
            rest = f", and one number for each {self._one(self.result.axes)} is left" if self.result.axes else ""
            yield f"{meet}; their products are added up over the {named_axes(summed, self.words)}{rest}: {self._shape}."
        else:
            yield f"{meet}, and nothing is summed: {self.result.label} is {self._shape}."

    def _is_lone(self, one: Laid, axes: list[str]) -> bool:
        """Whether these axes have a single place."""
        return all(one.shape[one.axes.index(axis)] == 1 for axis in axes)

    def _one(self, axes: str) -> str:
        return named_axes(axes, self.words, several=False) if axes else "sample"

    def _same(self, axes: list[str]) -> str:
        verb = "is" if len(axes) == 1 else "are"
        return f"{named_axes(axes, self.words, several=False)} {verb} the same"


def _product(group: tuple[Laid, ...], result: Laid) -> Product | None:
    """The group as a matrix product; None where numbers meet in another way."""
    if len(group) != 2 or not all(one.axes for one in group):
        return None
    first, second = group
    summed = "".join(axis for axis in first.axes if axis not in result.axes)
    shared = "".join(axis for axis in first.axes if axis in second.axes and axis in result.axes)
    rows, columns = (_left(one.axes, shared + summed) for one in group)
    outer = len(rows) == len(columns) == 1 and not shared
    if result.axes != shared + rows + columns or not (rows + columns if summed else outer):
        return None
    left, right = _laid(first, (shared, rows, summed), summed), _laid(second, (shared, summed, columns), summed)
    if left is None or right is None or len(columns) > 1:
        return None
    if not summed:  # a column times a row
        left, right = _reshaped(left, (*left.shape, 1)), _reshaped(right, (1, *right.shape), turned=True)
    return Product(left, right, summed, result.shape)


def _laid(one: Laid, parts: tuple[str, str, str], summed: str) -> Laid | None:
    """The operand with its axes in the order of the parts, stored so or the last two the other way round.

    Several axes that are summed count as one; None where the operand lies in another way.
    """
    shared, before, after = parts
    if one.axes not in (shared + before + after, shared + after + before):
        return None
    sizes = dict(zip(one.axes, one.shape, strict=True))
    sides = (_sides(part, sizes, part == summed) for part in parts)
    return _reshaped(one, tuple(size for side in sides for size in side), one.axes != shared + before + after)


def _sides(part: str, sizes: dict[str, int], as_one: bool) -> Shape:
    lengths = tuple(sizes[axis] for axis in part)
    return (prod(lengths),) if as_one and part else lengths


def _reshaped(one: Laid, laid: Shape, turned: bool = False) -> Laid:
    return Laid(one.name, one.label, one.axes, one.shape, laid, turned)


def _left(axes: str, taken: str) -> str:
    return "".join(axis for axis in axes if axis not in taken)


def _joined(labels: Iterable[str]) -> str:
    names = list(labels)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

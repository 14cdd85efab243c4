"""Which picture shows a product: the row or column of the weights that is used, or how blame and values cross.

The letters of `Terms` tell which axes meet, so no operation is named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from playground.engine.instruction import Factor, Terms
from playground.engine.quantities import Role
from playground.session.explanation import Explanation, Reader, element_label
from playground.session.influence import SampleShares, shares_of
from playground.session.pictures import Bar, Bars, Cell, Crossing, Cut, Slab, slab


def crossing(reader: Reader, explanation: Explanation) -> Crossing | None:
    """The picture of the first product of a line that can be drawn around a matrix."""
    terms = reader.instruction.terms
    pairs = (group for group in terms.groups if len(group) == 2 and group[0] != group[1]) if terms else ()
    for pair in pairs:
        assert terms is not None
        drawn = _weighing(reader, explanation, terms, pair) or _meeting(reader, explanation, terms, pair)
        if drawn is not None:
            return drawn
    return None


def _weighing(reader: Reader, explanation: Explanation, terms: Terms, pair: tuple[Factor, ...]) -> Crossing | None:
    """Weights in the middle, of which a row or a column is used."""
    for weights, other in (pair, pair[::-1]):
        operand = reader.instruction.operand(weights.operand)
        if operand.role is not Role.PARAMETER or operand.batched or len(weights.axes) != 2:
            continue
        kept = [axis for axis in weights.axes if axis in terms.result]
        inner = [axis for axis in weights.axes if axis not in terms.result]
        fitting = len(kept) == 1 and set(other.axes) <= {*terms.result, *inner} - set(kept)
        if fitting and inner[0] in other.axes:
            return _used(reader, explanation, (weights, other), kept[0])
    return None


def _used(reader: Reader, explanation: Explanation, pair: tuple[Factor, Factor], kept: str) -> Crossing:
    weights, other = pair
    axes = reader.instruction.terms.result if reader.instruction.terms else ""
    bound = dict(zip(axes, explanation.index, strict=True))
    place = bound.pop(kept)
    inner = weights.axes.replace(kept, "")
    rows, columns = reader.array(weights.operand).shape
    name = reader.instruction.operand(weights.operand).label
    result = Factor("out", axes)
    if kept == weights.axes[0]:
        center = _whole(reader, weights, frozenset((place, column) for column in range(columns)))
        return Crossing(
            center,
            f"Unit {place + 1} reads every input through row {place + 1} of {name}: "
            f"number times number along the row, added up{_bias(reader)}.",
            above=slab(reader, other, Cut(bound, "", inner)),
            right=slab(reader, result, Cut(bound, kept, ""), frozenset({(place, 0)})),
        )
    center = _whole(reader, weights, frozenset((row, place) for row in range(rows)))
    return Crossing(
        center,
        f"Unit {place + 1} below sent its value out through column {place + 1} of {name}; "
        "blame comes back to it the same way.",
        left=slab(reader, other, Cut(bound, inner, "")),
        below=slab(reader, result, Cut(bound, "", kept), frozenset({(0, place)})),
    )


def _bias(reader: Reader) -> str:
    groups = reader.instruction.terms.groups if reader.instruction.terms else ()
    return ", then the bias" if any(len(group) == 1 for group in groups) else ""


def _meeting(reader: Reader, explanation: Explanation, terms: Terms, pair: tuple[Factor, ...]) -> Crossing | None:
    """A result in the middle, whose rows come from the left and whose columns from above."""
    first, second = pair
    own = [[axis for axis in one.axes if axis in terms.result and axis not in other.axes] for one, other in _both(pair)]
    if [len(axes) for axes in own] != [1, 1]:
        return None
    if terms.result.index(own[0][0]) > terms.result.index(own[1][0]):
        first, second, own = second, first, own[::-1]
    (row,), (column,) = own
    shared = [axis for axis in first.axes if axis in second.axes]
    summed = "".join(axis for axis in shared if axis not in terms.result)
    if len(shared) + 1 != len(first.axes) or len(shared) + 1 != len(second.axes):
        return None
    bound = dict(zip(terms.result, explanation.index, strict=True))
    places = bound.pop(row), bound.pop(column)
    center = slab(reader, Factor("out", terms.result), Cut(bound, row, column), frozenset({places}))
    left, above = slab(reader, first, Cut(bound, row, summed)), slab(reader, second, Cut(bound, summed, column))
    left = replace(left, lit=frozenset((places[0], at) for at in range(left.values.shape[1])))
    above = replace(above, lit=frozenset((at, places[1]) for at in range(above.values.shape[0])))
    picture = Crossing(center, _met(reader, explanation, left, above), above=above, left=left)
    return _shared_out(reader, explanation, picture) if "n" in summed else picture


def _both(pair: tuple[Factor, ...]) -> Iterator[tuple[Factor, Factor]]:
    yield pair[0], pair[1]
    yield pair[1], pair[0]


def _met(reader: Reader, explanation: Explanation, left: Slab, above: Slab) -> str:
    if len(explanation.terms) == 1:
        factors = {factor.operand: factor.value for factor in explanation.terms[0].factors}
        product = f"{_alone(reader, factors[left.operand])} × {reader.number(factors[above.operand])}"
        told = f"Each number is one from {left.label} at the left times one from {above.label} above"
        return f"{told}: {product} = {_alone(reader, explanation.value)}."
    return f"The lit row of {left.label} meets the lit column of {above.label}, number by number."


def _alone(reader: Reader, value: float) -> str:
    """A number that needs no brackets."""
    text = reader.number(value)
    return text[1:-1] if text.startswith("(") else text


def _shared_out(reader: Reader, explanation: Explanation, picture: Crossing) -> Crossing:
    """With what each sample of a batch brings."""
    shares = shares_of(reader, explanation.index)
    if shares is None or len(shares.shares) < 2:
        return picture
    return replace(picture, caption=f"{picture.caption} {cancelling(shares)}", shares=sample_bars(explanation, shares))


def cancelling(shares: SampleShares) -> str:
    """How much the samples disagree."""
    share = round(100 * shares.cancelled)
    told = f"{share} % of their sizes cancel" if share else "nothing cancels"
    return f"{len(shares.shares)} samples bring their parts; {told}."


def sample_bars(explanation: Explanation, shares: SampleShares) -> Bars:
    """Each sample's share in a gradient as a bar."""
    bars = tuple(Bar(f"{place + 1}", float(share)) for place, share in enumerate(shares.shares))
    caption = f"Each sample's share. {cancelling(shares)}"
    return Bars(bars, caption, shares.largest, shares.gradient, explanation.element)


def _whole(reader: Reader, factor: Factor, lit: frozenset[Cell]) -> Slab:
    return slab(reader, factor, Cut({}, *factor.axes), lit)


def term_bars(explanation: Explanation) -> Bars:
    """The terms of a sum as bars."""
    terms, instruction = explanation.terms, explanation.terms.reader.instruction
    bars = tuple(
        Bar(
            " ".join(factor.label for factor in term.factors),
            term.value,
            instruction.operand(last.operand).ref,
            last.index,
        )
        for term in terms
        for last in term.factors[-1:]
    )
    alone = all(len(term.factors) == 1 for term in terms)
    told = f"{len(terms)} parts arrive here, and they add up" if alone else f"{len(terms)} products add up"
    return Bars(tuple(bars), f"{told} to {explanation.element}.", None, explanation.value, explanation.element)


def row_bars(reader: Reader, explanation: Explanation) -> Bars:
    """The values of a row that are shares of a whole, as softmax makes them."""
    index, result = explanation.index, reader.instruction.result
    row = reader.result[index[:-1]]
    bars = tuple(
        Bar(element_label(result, (*index[:-1], place)), float(value), result.ref, (*index[:-1], place))
        for place, value in enumerate(row.real)
    )
    caption = "A value takes its share by e to its power: where one grows, all the others shrink."
    return Bars(bars, caption, index[-1])

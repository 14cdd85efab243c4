"""What each sample of a batch adds to one gradient: ∂L/∂W of a batch is the sum of its samples' shares.

They are the products of the line that computes the gradient, added up sample by sample.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.engine.instruction import Array, Factor, Index
from playground.session.explanation import Reader

_SAMPLE = "n"  # the letter of the samples' axis in the terms of every line that adds samples up


@dataclass(frozen=True, eq=False)
class SampleShares:
    """`shares` (samples,) add up to `gradient`, the engine's own, but for rounding."""

    gradient: float
    shares: Array

    @property
    def largest(self) -> int:
        """The sample with the largest share, whatever its sign."""
        return int(np.abs(self.shares).argmax())

    @property
    def cancelled(self) -> float:
        """How much of the shares' sizes cancels: 0 when all pull one way, near 1 when they undo each other."""
        total = float(np.abs(self.shares).sum())
        return 0.0 if total == 0 else 1.0 - abs(float(self.shares.sum())) / total


def shares_of(reader: Reader, index: Index) -> SampleShares | None:
    """Each sample's share in an element of a result, from the line's own products; None where no samples are added."""
    terms = reader.instruction.terms
    summed = terms is not None and _SAMPLE not in terms.result
    if terms is None or not summed or not all(any(_SAMPLE in one.axes for one in group) for group in terms.groups):
        return None
    bound = dict(zip(terms.result, index, strict=True))
    shares = sum(_shares(reader, group, bound) for group in terms.groups)
    return SampleShares(float(np.real(reader.result[index])), np.asarray(shares))


def _shares(reader: Reader, group: tuple[Factor, ...], bound: dict[str, int]) -> Array:
    parts, letters = [], []
    for factor in group:
        places = tuple(bound.get(axis, slice(None)) for axis in factor.axes)
        parts.append(np.real(reader.array(factor.operand))[places])
        letters.append("".join(axis for axis in factor.axes if axis not in bound))
    shares: Array = np.einsum(f"{','.join(letters)}->{_SAMPLE}", *parts)
    return shares

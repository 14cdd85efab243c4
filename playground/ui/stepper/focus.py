"""Which neuron the user is looking at, kept from step to step: the same neuron of z, a, δz and the weights' rows.

Knows shapes of results, no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.engine.instruction import Index, Operand


@dataclass(frozen=True)
class Focus:
    """The chosen sample, unit and (of a weight) input, counted from 0."""

    sample: int = 0
    unit: int = 0
    input: int = 0

    def index_in(self, operand: Operand) -> Index:
        """The element of the operand that this is, or the nearest there is."""
        shape = operand.array.shape
        wanted = (self.sample, self.unit) if operand.batched else (self.unit, self.input)
        padded = (*wanted, *(0,) * len(shape))
        return tuple(min(place, size - 1) for place, size in zip(padded, shape, strict=False))

    def moved_to(self, index: Index, operand: Operand) -> Focus:
        """The focus on an element of the operand; what the element does not say stays."""
        if not index:
            return self
        names = ("sample", "unit") if operand.batched else ("unit", "input")
        return replace(self, **dict(zip(names, index, strict=False)))

"""Which neuron the user is looking at, kept from step to step: the same neuron of z, a, δz and the weights' rows.

Of values with more axes the position is kept too. Knows shapes of results, no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.engine.instruction import Index, Operand


@dataclass(frozen=True)
class Focus:
    """The chosen sample, position (its axes before the last), unit and, of a weight, input and what follows it."""

    sample: int = 0
    unit: int = 0
    input: int = 0
    position: Index = ()
    inner: Index = ()

    def index_in(self, operand: Operand) -> Index:
        """The element of the operand that this is, or the nearest there is."""
        shape = operand.array.shape
        if operand.batched:
            position = (*self.position, *(0,) * len(shape))[: len(shape) - 2]
            wanted = (self.sample, *position, self.unit)
        else:
            wanted = (self.unit, self.input, *self.inner, *(0,) * len(shape))
        return tuple(min(place, size - 1) for place, size in zip(wanted, shape, strict=False))

    def moved_to(self, index: Index, operand: Operand) -> Focus:
        """The focus on an element of the operand; what the element does not say stays."""
        if not index:
            return self
        if not operand.batched:
            input = index[1] if len(index) > 1 else self.input
            return replace(self, unit=index[0], input=input, inner=index[2:] or self.inner)
        position = index[1:-1] or self.position
        unit = index[-1] if len(index) > 1 else self.unit
        return replace(self, sample=index[0], position=position, unit=unit)

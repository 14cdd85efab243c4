"""Where the loss, as a function of one number, has a kink or a jump nearby: there finite differences miss the gradient.

Nothing needs to be known of any function. Between a number a little smaller and one a little larger the slope is
followed by halving: a change that is left when nothing is left of the way is a kink. It lies at the line that answers
differently on both sides when it is given the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from playground.engine.compiler import CompileOptions
from playground.engine.element_graph import GRADIENT, Element
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.instruction import Array, Index, Instruction, Phase, Ref, run_calls
from playground.engine.moved_array import MovedArray

SHARE = 1e-6  # of the slope or the loss; a smaller change is none that a difference would show
_HALVINGS = 60


@dataclass(frozen=True)
class Kink:
    """When the number asked about passes `at`, the slope of the loss leaps, where the value `element` is made or used.

    `before` and `after` are the slopes on both sides; where `is_jump`, the loss itself leaps and they are losses.
    """

    element: Element
    at: float
    before: float
    after: float
    is_jump: bool


def nearby_kink(point: EvaluationPoint, element: Element, reach: float) -> Kink | None:
    """A kink or a jump no further from the element's value than `reach`; None if the way there is smooth."""
    low, high = _Side(point, element), _Side(point, element)
    for function, is_jump in ((low.loss, True), (low.slope, False)):
        leap = _leap(function, low.value - reach, low.value + reach)
        if leap is not None:
            low.slope(leap.low)
            high.slope(leap.high)
            place = _loss_place(low, high) if is_jump else _slope_place(low, high)
            if place is not None:
                return Kink(place, (leap.low + leap.high) / 2, leap.before, leap.after, is_jump)
    return None


@dataclass(frozen=True)
class _Leap:
    """Two places with nothing between them, and what a function is there."""

    low: float
    high: float
    before: float
    after: float


def _leap(function: Callable[[float], float], low: float, high: float) -> _Leap | None:
    """Where the function leaps between two places, if it does: always on into the half in which it changes more."""
    before, after = function(low), function(high)
    least = SHARE * max(abs(before), abs(after))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high or not abs(after - before) > least:
            break
        between = function(middle)
        if abs(between - before) >= abs(after - between):
            high, after = middle, between
        else:
            low, before = middle, between
    return _Leap(low, high, before, after) if abs(after - before) > least else None


class _Side:
    """A program of its own in which the element is moved."""

    def __init__(self, point: EvaluationPoint, element: Element) -> None:
        self._moved = MovedArray(point, element.ref, options=CompileOptions())
        self._index: Index = element.index
        program = self._moved.program
        self.value = self._moved.value(element.index)
        self.steps = program.instructions
        self._gradient: Array = program.values[Ref(element.ref.node, f"{GRADIENT}{element.ref.quantity}")].array
        self._backward = program.calls(Phase.BACKWARD, optional=True)

    def loss(self, value: float) -> float:
        """L there."""
        return self._moved.loss(self._index, value).real

    def slope(self, value: float) -> float:
        """∂L/∂element there, by the backward pass."""
        with self._moved.moved(self._index, value):
            run_calls(self._backward)
        return float(self._gradient[self._index])


def _loss_place(one: _Side, other: _Side) -> Element | None:
    """The first value of the forward pass that is another on the other side."""
    pairs = ((step, twin) for step, twin in zip(one.steps, other.steps, strict=True) if step.phase is Phase.FORWARD)
    return next((_place(step, twin) for step, twin in pairs if _leaps(step, twin)), None)


def _slope_place(one: _Side, other: _Side) -> Element | None:
    """The value below the first backward line that answers differently to the same gradients."""
    for step, twin in _backward_pairs(one, other):
        for name, operand in step.operands.items():
            if operand.ref is not None and operand.ref.quantity.startswith((GRADIENT, "contribution", "share_")):
                twin.operands[name].array[...] = operand.array
        twin.run()
        if _leaps(step, twin):
            return _place(step, twin)
    return None


def _backward_pairs(one: _Side, other: _Side) -> Iterator[tuple[Instruction, Instruction]]:
    pairs = zip(one.steps, other.steps, strict=True)
    return ((step, twin) for step, twin in pairs if step.phase is Phase.BACKWARD)


def _leaps(step: Instruction, twin: Instruction) -> bool:
    """Whether the results differ by more than a small share of what they are made of."""
    used = (operand.array for operand in step.operands.values() if operand.ref is not None)
    size = max(float(np.abs(array).max(initial=0.0)) for array in (step.result.array, twin.result.array, *used))
    return float(np.abs(step.result.array - twin.result.array).max(initial=0.0)) > SHARE * size


def _place(step: Instruction, twin: Instruction) -> Element:
    """Where they differ most."""
    away = np.abs(step.result.array - twin.result.array)
    index = tuple(int(at) for at in np.unravel_index(int(away.argmax()), away.shape))
    ref = step.result.ref
    assert ref is not None
    quantity = "activation" if ref.quantity == "contribution" else ref.quantity.removeprefix(GRADIENT)
    return Element(Ref(ref.node, quantity.removeprefix("share_")), index)

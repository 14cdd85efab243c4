"""Which value of a pass a name means: `∂L/∂W⁽¹⁾`, typed also as `dL/dW(1)`, or `Hidden 1.δz[2]` with a place.

Every value that an instruction computes can be named, gradients and moments too. Places are counted from one.
"""

from __future__ import annotations

import re

from playground.engine.errors import ElementError
from playground.engine.instruction import Index, Operand, Ref
from playground.session.stepper import Stepper

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾∂δ′−", "0123456789()dd'-")
_NAME = re.compile(r"(?P<array>[^\[\]]*[^\[\]\s])\s*(?:\[(?P<index>[^\[\]]*)\])?")
_WHOLE = re.compile(r"\s*[0-9]{1,9}\s*")


def found(stepper: Stepper, text: str, place: str = "") -> tuple[Ref, Index]:
    """The value and the place that a name and perhaps a place such as `2,1` mean; the first place if none is given.

    `ElementError` says what is wrong with the name, or what it may mean.
    """
    match = _NAME.fullmatch(text.strip())
    if match is None:
        raise ElementError(f"found the name {text!r}, expected a symbol with its layer, such as dL/dW(1) or z(2)[3]")
    if place and match["index"]:
        raise ElementError(
            f"found the place [{match['index']}] in {text!r} and {place} beside it, expected one of them"
        )
    computed = computed_values(stepper)
    fitting = _fitting(stepper, computed, plain(match["array"]))
    if len(fitting) != 1:
        names = ", ".join(value_name(stepper, ref, computed[ref]) for ref in fitting or computed)
        raise ElementError(f"found {text!r}, expected one of {names}")
    return fitting[0], place_in(computed[fitting[0]], place or match["index"] or "")


def _fitting(stepper: Stepper, computed: dict[Ref, Operand], name: str) -> list[Ref]:
    """The values of that whole name; where there are none, those whose symbol it is."""
    for written in ("label", "symbol"):
        found = [
            ref for ref, operand in computed.items() if name in _spellings(stepper, ref, getattr(operand, written))
        ]
        if found:
            return found
    return []


def computed_values(stepper: Stepper) -> dict[Ref, Operand]:
    """Every value that a line of the pass computes, in the order of the lines."""
    return {step.result.ref: step.result for step in stepper.instructions if step.result.ref is not None}


def value_name(stepper: Stepper, ref: Ref, operand: Operand) -> str:
    """A value with its block, such as `δz⁽¹⁾ (Hidden 1)`."""
    return f"{operand.label} ({stepper.network.node(ref.node).name})"


def plain(name: str) -> str:
    """A name as it is typed without special characters: `∂L/∂W⁽¹⁾` as `dL/dW(1)`."""
    return name.translate(_PLAIN)


def _spellings(stepper: Stepper, ref: Ref, name: str) -> tuple[str, str]:
    """A name alone and with its block."""
    return plain(name), f"{plain(stepper.network.node(ref.node).name)}.{plain(name)}"


def place_in(operand: Operand, text: str) -> Index:
    """The place from zero that a text such as `2,1` means, counted from one; `ElementError` if there is none.

    Axes of length 1 in front need not be counted, such as that of a lone sample.
    """
    shape, given = operand.array.shape, [part for part in text.split(",") if part.strip()]
    if not given:
        return (0,) * len(shape)
    if all(_WHOLE.fullmatch(part) for part in given):
        front = shape[: max(0, len(shape) - len(given))]
        index = (*(0 for _ in front), *(int(part) - 1 for part in given))
        if set(front) <= {1} and len(index) == len(shape) and _within(index, shape):
            return index
    expected = " × ".join(map(str, shape)) or "a single number"
    raise ElementError(f"found the place [{text}] in {operand.label}, expected one within {expected}, counted from 1")


def _within(index: Index, shape: tuple[int, ...]) -> bool:
    return all(0 <= at < size for at, size in zip(index, shape, strict=True))

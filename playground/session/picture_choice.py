"""Which picture shows how an explained number is made: chosen by what its line is, not by the name of an operation."""

from __future__ import annotations

from playground.engine.formulas import Fraction, Summation
from playground.engine.instruction import Instruction, Phase
from playground.session.crossings import crossing, row_bars, sample_bars, term_bars
from playground.session.curves import Curves
from playground.session.explanation import Explanation, Reader
from playground.session.influence import shares_of
from playground.session.pictures import Picture
from playground.session.sights import sight
from playground.session.stepper import Stepper

MOST_BARS = 512  # more could not be told apart


def picture_of(stepper: Stepper, reader: Reader, explanation: Explanation, curves: Curves) -> Picture | None:
    """The picture that fits; None where the numbers side by side say it all."""
    instruction = reader.instruction
    if instruction.phase is Phase.UPDATE:
        return None
    found: Picture | None = sight(stepper, reader, explanation.index) or crossing(reader, explanation)
    if found is None and instruction.result.array.ndim:
        found = curves.of(stepper, instruction, explanation.index)
    if found is not None:
        return found
    if is_share(instruction):
        return row_bars(reader, explanation)
    shares = shares_of(reader, explanation.index)
    if shares is not None and 1 < len(shares.shares) <= MOST_BARS:
        return sample_bars(explanation, shares)
    return term_bars(explanation) if 1 < len(explanation.terms) <= MOST_BARS else None


def is_share(instruction: Instruction) -> bool:
    """Whether the values of a row are divided by a sum over the row, as softmax does."""
    formula = instruction.expanded or instruction.formula
    fractions = (item for item in formula if isinstance(item, Fraction))
    divided = any(isinstance(item, Summation) for fraction in fractions for item in fraction.bottom)
    return divided and instruction.result.array.ndim > 1

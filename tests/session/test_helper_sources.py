"""A helper that arranges another value anew is followed to where its elements come from, and nothing stays changed."""

import numpy as np

from playground.engine.instruction import Instruction
from playground.session.helper_sources import HelperSources
from playground.session.stepper import Stepper
from tests.session.derived import derived, walked_example


def _line(stepper: Stepper, helper: str) -> Instruction:
    return next(line for line in stepper.instructions if helper in line.operands)


def test_a_gradient_laid_out_by_windows_is_the_gradient_at_its_places() -> None:
    stepper = walked_example("convolution")
    line = _line(stepper, "above")
    before = line.operands["da"].array.copy()
    sources, laid = HelperSources(), line.operands["above"].array
    for index in np.ndindex(*laid.shape):
        for name, place in sources.of(line, "above", index):
            if name == "da":
                assert line.operands["da"].array[place] == laid[index]
    assert (line.operands["da"].array == before).all()


def test_the_chain_goes_on_through_such_a_line() -> None:
    lines = derived(walked_example("convolution"), "dL/dW(2)").lines
    assert lines[0].instruction.text == "δa⁽⁵⁾ = p − y"
    assert "δa⁽²⁾ = δa↓⁽³⁾ [max]" in [line.instruction.text for line in lines]


def test_a_value_that_a_line_computes_is_no_helper() -> None:
    stepper = walked_example("convolution")
    line = _line(stepper, "above")
    assert list(HelperSources().of(line, "da", (0, 0, 0, 0))) == []

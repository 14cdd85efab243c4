"""An instruction becomes a formula with values as they were read, lying as on the blackboard, one element marked."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.formulas import Symbol, operands, to_text
from playground.engine.instruction import Index
from playground.session.explanation import explain
from playground.session.stepper import Stepper
from playground.ui.stepper.reading import Looked, reader_of
from playground.ui.stepper.shown_formula import ShownFormula, shown_formula
from tests.session.walked_nets import NETS, OPTIMIZERS, cursor_after, stepper


def shown(walked: Stepper, index: Index) -> ShownFormula:
    """The formula of the instruction that ran last."""
    current = walked.current
    assert current is not None
    return shown_formula(Looked(walked, current, explain(reader_of(walked, current), index)))


def at(name: str, quantity: str, count: int = 1, net: str = "2-3-2 softmax") -> Stepper:
    """A stepper right after an instruction."""
    walked = stepper(NETS[net], count)
    walked.run_to(cursor_after(walked, name, quantity))
    return walked


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("count", [1, 3])
def test_every_instruction_can_be_shown_with_all_its_operands(net: str, count: int) -> None:
    walked = stepper(NETS[net], count, OPTIMIZERS[1])
    while walked.step():
        assert walked.current is not None
        formula = shown(walked, (0,) * walked.current.result.array.ndim)
        assert set(operands(formula.symbols)) <= set(formula.lookup)
        assert set(operands(formula.formula)) <= set(formula.lookup)
        result = formula.lookup[formula.result]
        assert result.values is not None
        assert result.values[next(iter(result.chosen))] == walked.current.result.array.flat[0]


def test_one_sample_stands_in_columns_a_batch_lies_in_rows() -> None:
    sizes = [shown(at("Hidden 1", "pre_activation", count), (0, 1)).lookup["z"].size for count in (1, 4)]
    assert sizes == [(3, 1), (4, 3)]


def test_a_weighted_sum_marks_the_row_of_weights_and_all_inputs() -> None:
    formula = shown(at("Hidden 1", "pre_activation"), (0, 1))
    assert formula.lookup["W"].chosen == {(1, 0), (1, 1)}
    assert formula.lookup["x"].chosen == {(0, 0), (1, 0)}
    assert formula.lookup["b"].chosen == {(1, 0)}
    assert formula.lookup["z"].chosen == {(1, 0)}


def test_a_joined_vector_marks_the_place_an_element_came_from() -> None:
    formula = shown(at("Joined", "activation", net="branches"), (0, 3))
    assert formula.lookup["x1"].chosen == {(1, 0)}
    assert not formula.lookup["x0"].chosen


def test_element_by_element_marks_the_same_place() -> None:
    assert shown(at("Hidden 1", "activation"), (0, 2)).lookup["z"].chosen == {(2, 0)}


def test_an_update_reads_the_old_value_and_writes_the_new() -> None:
    walked = at("Output", "grad_weights")
    before = walked.program.value("weights", "output").copy()
    walked.run_to(cursor_after(walked, "Output", "weights"))
    formula = shown(walked, (1, 0))
    assert formula.symbols[0] == Symbol("new")
    assert np.array_equal(formula.lookup["W"].values, before)  # type: ignore[arg-type]
    assert np.array_equal(formula.lookup["new"].values, walked.program.value("weights", "output"))  # type: ignore[arg-type]
    assert formula.lookup["g"].chosen == formula.lookup["new"].chosen == {(1, 0)}


def test_a_helper_is_written_out_and_its_square_bracketed() -> None:
    formula = shown(at("Hidden 1", "grad_pre_activation"), (0, 0))
    text = to_text(formula.symbols, lambda symbol: formula.lookup[symbol.operand].symbol)
    assert text == "δz = δa ⊙ g′(z⁽¹⁾) = δa × (1 − (a)²)"

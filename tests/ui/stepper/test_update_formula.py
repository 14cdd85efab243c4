"""An update as a row of matrices: all that takes part, in order, each array the engine's own or the copy kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from playground.engine.formulas import Symbol, operands
from playground.engine.instruction import Phase
from playground.engine.optimizers import SGD, Adam, AdamW, Momentum, Optimizer
from playground.engine.settings import TrainingSettings
from playground.session.explanation import explain
from playground.session.stepper import PassStart, Stepper
from playground.session.update_view import update_view
from playground.ui.formula_layout import OperandView
from playground.ui.stepper.reading import Looked, reader_of
from playground.ui.stepper.update_formula import UpdateFormula
from tests.session.walked_nets import NETS, samples, start

NET = NETS["2-3-2 softmax"]


def stepper(optimizer: Optimizer, **choices: float) -> Stepper:
    return Stepper(NET, TrainingSettings(optimizer=optimizer, **choices), PassStart(start(NET), samples(NET, 2)))


def row(walked: Stepper, quantity: str, node: str = "output") -> tuple[str, ...]:
    """The names of the matrices once a line of the update has run, `?` at those that no line has written."""
    found = formula_after(walked, quantity, node)
    views = [found.lookup[item.operand] for item in found.formula if isinstance(item, Symbol)]
    return tuple(f"{view.symbol}{'?' * (view.values is None)}" for view in views)


def formula_after(walked: Stepper, quantity: str, node: str = "output") -> UpdateFormula:
    lines = (one for one in walked.instructions if one.phase is Phase.UPDATE and one.node == node)
    line = next(one for one in lines if one.quantity.key == quantity)
    walked.run_to(line.index + 1)
    view = update_view(walked)
    assert view is not None
    explanation = explain(reader_of(walked, line), (0,) * line.result.array.ndim)
    return UpdateFormula(Looked(walked, line, explanation), view)


def values(view: OperandView) -> NDArray[np.float64]:
    assert view.values is not None
    return view.values


def test_gradient_descent_has_the_gradient_and_the_weights_before_and_after() -> None:
    assert row(stepper(SGD(0.5)), "weights") == ("∂L/∂W", "old W", "new W")


def test_momentum_shows_its_velocity_and_what_is_still_to_come() -> None:
    assert row(stepper(Momentum(0.1)), "velocity_weights") == ("∂L/∂W", "old vᵂ", "new vᵂ", "old W", "new W?")


def test_adam_shows_both_means_and_both_corrections() -> None:
    first = row(stepper(Adam(0.01)), "first_weights")
    assert first == ("∂L/∂W", "old mᵂ", "new mᵂ", "old vᵂ", "new vᵂ?", "m̂ᵂ?", "v̂ᵂ?", "old W", "new W?")
    assert not any("?" in name for name in row(stepper(Adam(0.01)), "weights"))


def test_a_decay_before_the_step_has_a_matrix_of_its_own() -> None:
    assert row(stepper(AdamW(0.01)), "weights")[-3:] == ("old W", "W", "new W?")
    walked = stepper(AdamW(0.1, weight_decay=0.5))
    before = walked.program.value("weights", "output").copy()
    decay = formula_after(walked, "weights")
    halfway = walked.program.value("weights", "output").copy()
    assert decay.result == operands(decay.formula)[-2]
    walked.run_to_end()
    found = UpdateFormula(decay.looked, update_view(walked, decay.looked.instruction) or decay.view)
    old, decayed, new = (values(found.lookup[name]) for name in operands(found.formula)[-3:])
    assert [array.tobytes() for array in (old, decayed)] == [before.tobytes(), halfway.tobytes()]
    assert np.array_equal(new, walked.program.value("weights", "output"))


def test_a_clipped_gradient_stands_before_and_after() -> None:
    assert row(stepper(SGD(0.5), clip_value=0.01), "weights")[:2] == ("old ∂L/∂W", "new ∂L/∂W")


def test_the_matrices_are_the_engines_own_arrays_and_the_kept_copies() -> None:
    walked = stepper(SGD(0.5))
    before = walked.program.value("weights", "output").copy()
    found = formula_after(walked, "weights")
    gradient, old, new = (found.lookup[name] for name in operands(found.formula))
    assert np.array_equal(values(old), before)
    assert np.shares_memory(values(new), walked.program.value("weights", "output"))
    assert np.array_equal(values(new), values(old) - 0.5 * values(gradient))
    assert found.result == operands(found.formula)[-1]


def test_one_place_is_marked_in_all_matrices() -> None:
    found = formula_after(stepper(Adam(0.01)), "weights")
    assert {view.chosen for view in found.lookup.values()} == {frozenset({(0, 0)})}


def test_numbers_for_the_whole_network_stand_alone() -> None:
    walked = stepper(SGD(0.5), clip_norm=0.1)
    names = row(walked, "gradient_norm", "loss")
    assert names[-1] == "‖g‖"
    assert len(row(walked, "clip_factor", "loss")) >= 2

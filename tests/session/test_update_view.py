"""An update side by side: gradient, what the optimizer keeps, old and new value, from the program's own arrays."""

from __future__ import annotations

import numpy as np

from playground.engine.instruction import Phase
from playground.engine.optimizers import SGD, Adam
from playground.session.stepper import Stepper
from playground.session.update_view import UpdateView, update_view
from tests.session.walked_nets import NETS, stepper


def at_update(walked: Stepper, quantity: str) -> UpdateView:
    """Stand right after the update of the first such parameter."""
    chosen = (one for one in walked.instructions if one.phase is Phase.UPDATE and one.quantity.key == quantity)
    walked.run_to(next(chosen).index + 1)
    view = update_view(walked)
    assert view is not None
    return view


def test_gradient_descent_shows_gradient_rate_old_and_new() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 2, SGD(0.5))
    before = walked.program.arrays.values.copy()
    view = at_update(walked, "weights")
    gradient, *_rate, weights = view.rows
    assert {row.operand.symbol for row in view.rows} == {"∂L/∂W", "α", "W"}
    assert weights.operand is view.result or weights.operand.ref == view.result.ref
    assert weights.before is not None
    assert weights.now is view.result.array
    assert gradient.now is not None
    assert np.array_equal(
        weights.now, weights.before - 0.5 * next(r for r in view.rows if r.operand.symbol == "∂L/∂W").now
    )
    assert np.array_equal(before[: weights.before.size].reshape(weights.before.shape), weights.before)


def test_the_optimizers_own_state_stands_beside_it_before_and_now() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 2, Adam(0.1))
    view = at_update(walked, "first_weights")
    rows = {row.operand.symbol: row for row in view.rows}
    assert {"mᵂ", "vᵂ", "∂L/∂W", "W"} <= set(rows)
    mean = rows["mᵂ"]
    assert mean.before is not None
    assert not mean.before.any()
    assert mean.now is not None
    assert mean.now.any()
    assert rows["W"].now is None  # its line has not run
    assert rows["W"].before is not None


def test_outside_of_the_update_there_is_nothing_to_see() -> None:
    walked = stepper(NETS["skip"])
    assert update_view(walked) is None
    walked.run_to(2)
    assert update_view(walked) is None


def test_every_line_of_every_update_has_a_view() -> None:
    for net in NETS.values():
        walked = stepper(net, 2, Adam(0.1))
        while walked.step():
            assert walked.current is not None
            if walked.current.phase is Phase.UPDATE:
                view = update_view(walked)
                assert view is not None
                assert any(row.operand.ref == walked.current.result.ref and row.now is not None for row in view.rows)

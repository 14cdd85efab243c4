"""Every descent can be walked: forwards and back, with each number of each line told, and the bits of training."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.engine.descent import Descent
from playground.engine.instruction import Phase, Ref
from playground.engine.learned import Learned
from playground.engine.samples import TrainingData
from playground.engine.training import Training
from playground.session.numbers import format_number
from playground.session.stepper import PassStart, Stepper
from tests.engine.descents import DESCENTS, settings_for
from tests.session.test_explanation import DIGITS, evaluated, explanations
from tests.session.walked_nets import NETS, samples, start

NET = NETS["2-3-2 softmax"]
EVERY_DESCENT = pytest.mark.parametrize("descent", DESCENTS.values(), ids=DESCENTS)


def trained(descent: Descent, updates: int) -> Learned:
    """What training learns from the samples that `walked` sees, in the same order."""
    begun, batch = start(NET), samples(NET, 4)
    run = Training(NET, settings_for(descent), TrainingData(batch, batch.rows(slice(0))), begun)
    for _ in range(updates):
        run.update()
    return run.learned()


def walked(descent: Descent, updates: int = 0) -> Stepper:
    """A stepper in the middle of a run."""
    learned = trained(descent, updates)
    return Stepper(NET, settings_for(descent), PassStart(learned, samples(NET, 4), total=4))


def everything(stepper: Stepper) -> dict[str, bytes | None]:
    """All values as they are shown, None where not computed."""
    shown = {str(ref): stepper.read(operand) for ref, operand in stepper.program.values.items()}
    return {name: None if array is None else array.tobytes() for name, array in shown.items()}


@EVERY_DESCENT
def test_a_walk_ends_where_one_update_of_training_does(descent: Descent) -> None:
    stepper = walked(descent, 2)
    stepper.run_to_end()
    learned, oracle = stepper.learned(), trained(descent, 3)  # the same batch in another order
    assert np.allclose(learned.values, oracle.values, rtol=1e-9, atol=1e-12)
    for name, moment in oracle.moments.items():
        if name not in descent.schedule.counters:  # a schedule looks at the loss when an epoch ends, which no pass does
            assert np.allclose(learned.moments[name], moment, rtol=1e-9, atol=1e-12)


@EVERY_DESCENT
def test_back_undoes_every_step(descent: Descent) -> None:
    stepper, seen = walked(descent, 1), []
    while True:
        seen.append(everything(stepper))
        if not stepper.step():
            break
    for before in reversed(seen[:-1]):
        stepper.back()
        assert everything(stepper) == before


@EVERY_DESCENT
def test_every_line_of_the_update_computed_as_printed_gives_the_value(descent: Descent) -> None:
    for instruction, explanation in explanations(walked(descent, 1), DIGITS):
        if instruction.phase is not Phase.UPDATE:
            continue
        assert explanation.lines[-1] == format_number(explanation.value, DIGITS)
        arithmetic = [line for line in explanation.lines if "…" not in line]
        assert len(arithmetic) > 1 or instruction.quantity.key == "gradient_norm"
        for line in arithmetic:
            assert evaluated(line) == pytest.approx(explanation.value, rel=1e-12, abs=1e-14), (instruction.text, line)


def test_what_an_update_computes_is_unknown_before_and_what_it_overwrites_is_known() -> None:
    stepper = walked(DESCENTS["adam and all else"], 1)
    stepper.run_to(next(i.index for i in stepper.instructions if i.phase is Phase.UPDATE))
    values = {ref: stepper.read(operand) for ref, operand in stepper.program.values.items()}
    unknown = {ref.quantity for ref, array in values.items() if array is None}
    assert unknown == {
        *("learning_rate", "gradient_norm", "clip_factor"),
        *("first_hat_weights", "first_hat_bias", "second_hat_weights", "second_hat_bias"),
    }
    step = values[Ref("loss", "step")]
    assert step is not None
    assert float(step) == 1


def test_a_gradient_is_shown_as_it_is_after_the_penalty_and_again_as_it_was() -> None:
    stepper = walked(DESCENTS["l2"])
    place = next(i for i in stepper.instructions if i.phase is Phase.UPDATE)
    stepper.run_to(place.index)
    before = place.result.array.copy()
    stepper.step()
    weights = stepper.program.value("weights", place.node)
    assert np.allclose(place.result.array, before + 0.01 * weights)
    stepper.back()
    assert np.array_equal(place.result.array, before)


def test_the_rate_is_that_of_the_place_in_the_run() -> None:
    descent = replace(DESCENTS["sgd, exponential"])
    stepper = walked(descent, 3)
    stepper.run_to_end()
    assert float(stepper.program.value("learning_rate")) == pytest.approx(0.1 * 0.98**3, rel=1e-15)

"""The whole family: what each loss says of itself, mean and sum, kinks, formulas; other files check the values."""

import math
import warnings

import numpy as np
import pytest

from playground.engine.errors import NetworkError, SettingError, ShapeError
from playground.engine.gradient_check import check_gradients
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.catalogue import CHOICES, LOSSES
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import ALL_LOSSES, BinaryCrossEntropy, Hinge, Huber, Loss, MeanAbsoluteError
from playground.engine.parameters import layout_of
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.operations.loss_oracles import MEANS_OF_OUTPUTS, ORACLES, gradient, run_loss
from tests.engine.sample_networks import chain, loaded_program, run_through, samples_for, values_for
from tests.engine.samples_losses import loss_network

WITH_TARGETS = [loss for loss in ALL_LOSSES if loss.wants_targets]
EVERY_LOSS = pytest.mark.parametrize("loss", ALL_LOSSES, ids=lambda loss: loss.kind)


def test_every_loss_is_in_the_catalogue_and_has_its_oracle() -> None:
    assert list(LOSSES.values()) == list(ALL_LOSSES)
    assert set(ORACLES) == set(LOSSES)


# What a loss says of itself


@EVERY_LOSS
def test_a_loss_has_one_input_and_no_output(loss: type[Loss]) -> None:
    assert len(loss().ports) == 1
    assert not loss().has_output
    assert loss().parameters(((2,),)) == ()


@pytest.mark.parametrize("loss", WITH_TARGETS)
def test_targets_have_the_shape_of_the_prediction(loss: type[Loss]) -> None:
    assert loss().output_shape(((3,),)) == (3,)


@pytest.mark.parametrize("loss", WITH_TARGETS)
def test_a_loss_compares_vectors(loss: type[Loss]) -> None:
    sentence = "compares vectors, but values of shape 2 × 3 arrive: flatten them first"
    with pytest.raises(ShapeError, match=sentence):
        loss().output_shape(((2, 3),))


def kinds(attribute: str) -> set[str]:
    """The kinds of losses with this trait."""
    return {kind for kind, loss in LOSSES.items() if getattr(loss, attribute)}


def test_traits_of_the_losses() -> None:
    binary = {"binary_cross_entropy", "binary_cross_entropy_of_probabilities", "hinge"}
    distances = {"mse", "sum_of_squares", "half_sum_of_squares", "mae", "huber", "log_cosh"}
    assert kinds("classifies") == binary | {"softmax_cross_entropy", "cross_entropy", "kl_divergence"}
    assert kinds("per_output") == binary | distances
    assert kinds("averages_outputs") == MEANS_OF_OUTPUTS
    assert kinds("takes_logits") == {"binary_cross_entropy", "softmax_cross_entropy"}
    assert kinds("squashing") == kinds("classifies") - {"hinge"}
    assert {loss.squashing for loss in ALL_LOSSES} - {""} <= set(ACTIVATIONS)
    assert set(LOSSES) - kinds("wants_targets") == {"objective"}
    assert {loss for loss in ALL_LOSSES if loss.decision_threshold != 0.5} == {Hinge}


# Settings


def test_the_reductions_have_titles() -> None:
    assert CHOICES["reduction"] == {"mean": "Mean", "sum": "Sum"}


@EVERY_LOSS
def test_an_unknown_reduction_is_refused(loss: type[Loss]) -> None:
    with pytest.raises(SettingError, match="has the unknown reduction 'median'; known are mean, sum"):
        loss(reduction="median").check_settings()


@EVERY_LOSS
@pytest.mark.parametrize("reduction", CHOICES["reduction"])
def test_the_first_settings_of_a_loss_are_fine(loss: type[Loss], reduction: str) -> None:
    loss(reduction=reduction).check_settings()


def test_the_network_names_the_block_whose_setting_is_wrong() -> None:
    (problem,) = chain(Dense(1), Huber(delta=-1.0)).problems
    assert isinstance(problem, NetworkError)
    assert (problem.node, str(problem)) == ("n2", "N2 has delta = -1.0, expected a number above 0")


# Mean and sum


def run_reduced(loss: type[Loss], reduction: str, batch: int) -> Program:
    """The loss's sample network after a pass."""
    network = loss_network(loss(reduction=reduction))
    return run_through(loaded_program(network, samples_for(network, batch)))


@EVERY_LOSS
@pytest.mark.parametrize("batch", [1, 4])
def test_the_sum_is_as_many_means_as_there_are_numbers(loss: type[Loss], batch: int) -> None:
    mean, total = (run_reduced(loss, reduction, batch) for reduction in ("mean", "sum"))
    count = batch * (3 if loss.averages_outputs else 1)
    assert float(total.loss) == pytest.approx(count * float(mean.loss), rel=1e-14)
    assert np.allclose(total.arrays.gradients, count * mean.arrays.gradients, rtol=1e-12, atol=1e-15)


@EVERY_LOSS
@pytest.mark.parametrize("batch", [1, 4])
def test_gradients_of_a_sum_agree_with_the_complex_step(loss: type[Loss], batch: int) -> None:
    network = loss_network(loss(reduction="sum"))
    report = check_gradients(network, layout_of(network), values_for(network), samples_for(network, batch))
    assert report.max_relative_error <= 1e-10, report.worst


@EVERY_LOSS
def test_a_mean_of_enormous_losses_does_not_overflow(loss: type[Loss]) -> None:
    if loss.kind in {"mse", "sum_of_squares", "half_sum_of_squares"} or (loss.squashing and not loss.takes_logits):
        return  # a square overflows, a probability is never enormous
    outputs = [[-1e308], [-1e308]] if loss.per_output else [[-1e308, 0.0]] * 2
    outputs = outputs if loss.wants_targets else [[1e308], [1e308]]
    targets = [[1.0, 0.0][: len(outputs[0])] if loss.wants_targets else []] * 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        program = run_loss(loss(), outputs, targets)
    assert float(program.loss) == pytest.approx(1e308, rel=1e-15)


# Kinks


@pytest.mark.parametrize(
    ("loss", "output", "target", "slope"),
    [
        (MeanAbsoluteError(), 2.0, 2.0, 0.0),
        (Hinge(), 1.0, 1.0, 0.0),
        (Hinge(), -1.0, 0.0, 0.0),
        (Hinge(), math.nextafter(1.0, 0.0), 1.0, -1.0),
        (Huber(), 3.0, 2.0, 1.0),
        (Huber(delta=0.5), 3.0, 3.5, -0.5),
    ],
)
def test_the_slope_at_a_kink_is_the_documented_one(loss: Loss, output: float, target: float, slope: float) -> None:
    assert gradient(run_loss(loss, [[output]], [[target]]))[0, 0] == slope
    network = chain(Activation("identity"), loss, features=1)
    samples = Samples(np.array([[output]]), np.array([[target]]))
    assert check_gradients(network, layout_of(network), np.zeros(0), samples).max_relative_error == 0


# Formulas


def lines(loss: Loss, batch: int, outputs: int) -> list[str]:
    """The formulas of the loss and of its δa."""
    network = loss_network(loss) if outputs == 3 else chain(Dense(outputs), loss)
    program = loaded_program(network, samples_for(network, batch))
    last = network.incoming[network.loss.id][0].source if network.loss else ""
    steps = (s for s in program.instructions if s.quantity.key == "loss" or (s.via and s.result.ref.node == last))
    return [step.text for step in steps]


def test_the_formulas_of_one_output_and_one_sample() -> None:
    assert [lines(loss(), 1, 1) for loss in WITH_TARGETS if loss.per_output] == [
        ["L = (a⁽¹⁾ − y)²", "δa⁽¹⁾ = 2 (a⁽¹⁾ − y)"],
        ["L = −Σ [y ln p + (1 − y) ln(1 − p)]", "δa⁽¹⁾ = p − y"],
        ["L = 1/2 (a⁽¹⁾ − y)²", "δa⁽¹⁾ = a⁽¹⁾ − y"],
        ["L = (a⁽¹⁾ − y)²", "δa⁽¹⁾ = 2 (a⁽¹⁾ − y)"],
        ["L = |a⁽¹⁾ − y|", "δa⁽¹⁾ = sign(a⁽¹⁾ − y)"],
        ["L = c (a⁽¹⁾ − y − c/2)", "δa⁽¹⁾ = c"],
        ["L = ln(cosh(a⁽¹⁾ − y))", "δa⁽¹⁾ = tanh(a⁽¹⁾ − y)"],
        ["L = max(0, 1 − m)", "δa⁽¹⁾ = (1 − 2 y) × [1 > m]"],
        ["L = −Σ [y ln a⁽¹⁾ + (1 − y) ln(1 − a⁽¹⁾)]", "δa⁽¹⁾ = (a⁽¹⁾ − y)/(a⁽¹⁾ (1 − a⁽¹⁾))"],
    ]


@EVERY_LOSS
@pytest.mark.parametrize("reduction", CHOICES["reduction"])
def test_the_formulas_show_the_number_that_divides(loss: type[Loss], reduction: str) -> None:
    count = 1 if reduction == "sum" else 12 if loss.averages_outputs else 4
    value, slope = lines(loss(reduction=reduction), 4, 3)
    halved = 2 if loss.kind == "half_sum_of_squares" else 1
    assert (f"/{halved * count} " in value) == (count * halved > 1)
    assert (f"/{count}" in slope or f"/({count} " in slope) == (count > 1)


def test_formulas_of_the_yes_or_no_loss_are_as_short_as_can_be() -> None:
    assert lines(BinaryCrossEntropy(), 4, 3)[1] == "δa⁽²⁾ = 1/12 (p − y)"

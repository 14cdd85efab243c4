"""Where functions have kinks, and the slope that is documented for the kink itself, which no difference can tell.

The table is written by hand from the documentation of each operation; the tests look for kinks that it lacks.
"""

from collections.abc import Iterable

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.gradient_check import GradientCheck
from playground.engine.instruction import run_calls
from playground.engine.network import Network
from playground.engine.operations.activations import Activation
from playground.engine.operations.losses import Hinge, Huber, Loss, MeanAbsoluteError, Objective
from playground.engine.operations.operation import Operation
from playground.engine.operations.pooling import MaxPool2D
from playground.engine.operations.prelu import PReLU
from playground.engine.operations.scalars import Maximum, Minimum
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays, initialize, layout_of
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.plain_definitions import Array
from tests.engine.sample_networks import chain, wired

GRID = np.arange(-24, 25) / 4
REACH = 1e-7  # on either side of a point that may be a kink

SELU_LEFT = 1.0507009873554805 * 1.6732632423543772
ACTIVATION_KINKS: dict[str, dict[float, float]] = {
    "relu": {0.0: 0.0},
    "leaky_relu": {0.0: 0.01},
    "selu": {0.0: SELU_LEFT},
    "hard_sigmoid": {-3.0: 0.0, 3.0: 0.0},
    "absolute": {0.0: 0.0},
    "step": {0.0: 0.0},
}
LOSS_KINKS: dict[str, tuple[Loss, float, dict[float, float]]] = {
    "mae": (MeanAbsoluteError(), 0.5, {0.5: 0.0}),
    "hinge, yes": (Hinge(), 1.0, {1.0: 0.0}),
    "hinge, no": (Hinge(), 0.0, {-1.0: 0.0}),
    "huber": (Huber(delta=0.5), 0.25, {}),
}


def ran_at(network: Network, features: Array, targets: Array) -> Program:
    """One pass over these samples, forward and backward, at first values."""
    layout = layout_of(network)
    program = compile_program(network, ParameterArrays.of(layout, initialize(layout, 0), {}), len(features))
    program.load(features, targets)
    run_calls(program.calls(optional=True))
    return program


def of_activation(key: str) -> Network:
    """L = g(x)."""
    return chain(Activation(key), Objective(), features=1)


def slopes(network: Network, points: Iterable[float], target: float | None = None) -> Array:
    """∂L/∂x by backpropagation for a function of one number, at several points."""
    features = [np.array([[float(x)]]) for x in points]
    programs = [ran_at(network, each, targets_like(each, target)) for each in features]
    return np.array([float(program.value("grad_activation", "x")[0, 0]) for program in programs])


def targets_like(features: Array, target: float | None) -> Array:
    """The same target for every sample, or none."""
    return np.zeros((len(features), 0)) if target is None else np.full_like(features, target)


def values(network: Network, points: Iterable[float], target: float | None = None) -> Array:
    """L, one point after another."""
    features = [np.array([[float(x)]]) for x in points]
    return np.array([float(ran_at(network, each, targets_like(each, target)).loss) for each in features])


def kinks_of(network: Network, target: float | None = None) -> set[float]:
    """The points of the grid where the slopes on both sides differ."""
    below, here, above = (values(network, GRID + step, target) for step in (-REACH, 0.0, REACH))
    bent = np.abs((above - here) - (here - below)) / REACH > 1e-3
    return set(GRID[bent].tolist())


def activations_have_their_documented_slopes_at_kinks() -> None:
    """Between the slopes of both sides, or 0 at a jump."""
    for key, expected in ACTIVATION_KINKS.items():
        found = slopes(of_activation(key), expected)
        assert np.allclose(found, list(expected.values()), rtol=1e-15, atol=0), (key, found)


def losses_have_their_documented_slopes_at_kinks() -> None:
    """0, as in PyTorch."""
    for name, (loss, target, expected) in LOSS_KINKS.items():
        for point, slope in expected.items():
            assert slopes(chain(loss, features=1), [point], target).tolist() == [slope], name


def two_equal_numbers_share_the_gradient() -> None:
    """The larger or the smaller of two equal numbers has half the slope by each."""
    for operation in (Maximum(), Minimum()):
        nodes: dict[str, Operation] = {"X": Input(1), "Y": Input(1), "M": operation, "L": Objective()}
        network = wired(nodes, "x m 0", "y m 1", "m l")
        program = ran_at(network, np.array([[2.0, 2.0]]), np.zeros((1, 0)))
        assert [float(program.value("grad_activation", id)[0, 0]) for id in "xy"] == [0.5, 0.5]


def a_learned_rectifier_has_its_learned_slope_at_zero() -> None:
    """s by the value, 0 by s."""
    program = ran_at(chain(PReLU(0.3), Objective(), features=1), np.zeros((1, 1)), np.zeros((1, 0)))
    assert program.value("grad_activation", "x").tolist() == [[0.3]]
    assert program.arrays.gradients.tolist() == [0.0]


def pooling_network() -> Network:
    """The largest value of an image of 2 × 2."""
    return chain(Reshape((1, 2, 2)), MaxPool2D((2, 2)), Flatten(), Objective(), features=4)


def the_first_of_several_largest_values_gets_the_gradient() -> None:
    """In the order in which the window is read."""
    program = ran_at(pooling_network(), np.array([[1.0, 3.0, 3.0, 3.0]]), np.zeros((1, 0)))
    assert program.value("grad_activation", "x").tolist() == [[0.0, 1.0, 0.0, 0.0]]


def the_gradient_check_takes_the_documented_slope_at_kinks() -> None:
    """So that a dead unit or a tie is no error."""
    for key, expected in ACTIVATION_KINKS.items():
        assert_checked(of_activation(key), np.array([[x] for x in expected]))
    assert_checked(pooling_network(), np.array([[1.0, 3.0, 3.0, 3.0], [0.0, 0.0, 0.0, 0.0]]))


def assert_checked(network: Network, features: Array) -> None:
    """The complex step agrees to rounding."""
    layout = layout_of(network)
    check = GradientCheck(network, layout, len(features))
    report = check.at(initialize(layout, 0), Samples(features, np.zeros((len(features), 0))))
    assert report.max_relative_error <= 1e-10, report.worst


LAWS = (
    activations_have_their_documented_slopes_at_kinks,
    losses_have_their_documented_slopes_at_kinks,
    two_equal_numbers_share_the_gradient,
    a_learned_rectifier_has_its_learned_slope_at_zero,
    the_first_of_several_largest_values_gets_the_gradient,
    the_gradient_check_takes_the_documented_slope_at_kinks,
)

"""The gradient check is itself checked: it passes what is right and catches every planted fault."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine import node_site, sums
from playground.engine.errors import BatchError
from playground.engine.gradient_check import CheckReport, GradientCheck, check_gradients, relative_error
from playground.engine.instruction import Call, Operand
from playground.engine.network import Network
from playground.engine.numerical_derivatives import Method
from playground.engine.operations import dense
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.losses import BinaryCrossEntropy, MeanSquaredError
from playground.engine.operations.normalization import BatchNormalization
from playground.engine.operations.operation import Line, Site, WriteLine
from playground.engine.parameters import layout_of
from playground.engine.samples import Samples
from tests.engine.random_networks import networks
from tests.engine.sample_networks import chain, samples_for, skip_network, twice_network, values_for

Emit = Callable[..., None]
LIMIT = 1e-8


def check(network: Network, batch: int = 3, seed: int = 0) -> CheckReport:
    """Check a network on a random batch."""
    return check_gradients(network, layout_of(network), values_for(network, seed), samples_for(network, batch, seed))


# What is right passes


@given(networks(), st.integers(1, 2), st.integers(0, 1000))
def test_random_networks_pass(network: Network, batch: int, seed: int) -> None:
    report = check(network, batch, seed)
    assert report.max_relative_error <= LIMIT, report.worst


def test_the_report_counts_every_parameter_and_every_input_of_every_sample() -> None:
    report = check(chain(Dense(3), Dense(1), MeanSquaredError()), batch=5)
    assert report.coordinates == (2 * 3 + 3) + (3 + 1) + 5 * 2


def test_the_worst_coordinate_has_a_name() -> None:
    worst = check(skip_network()).worst
    assert worst.node in {"X", "H", "G", "O"}
    assert worst.quantity in {"W", "b", "x"}
    assert worst.backpropagated == pytest.approx(worst.numerical)


def test_a_network_that_learns_nothing_is_checked_at_its_inputs() -> None:
    assert check(chain(Activation("tanh"), MeanSquaredError())).coordinates == 6


def test_a_sum_that_cancels_exactly_is_no_error() -> None:
    """XOR at ±1 is odd in its inputs: the gradient of the output's bias is 0 but for rounding."""
    corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    network = chain(Dense(4, "tanh", bias=False), Dense(1, "identity"), BinaryCrossEntropy())
    layout = layout_of(network)
    values = values_for(network)
    layout.slot("n2", "bias").view(values)[...] = 0
    report = check_gradients(network, layout, values, Samples(corners, np.array([[0.0], [1.0], [1.0], [0.0]])))
    assert report.max_relative_error <= LIMIT, report.worst


@pytest.mark.parametrize("function", ["sigmoid", "tanh", "softmax"])
@pytest.mark.parametrize("scale", [1.0, 30.0, 1e4])
def test_saturated_units_are_no_error(function: str, scale: float) -> None:
    network = chain(Dense(4, function), Dense(1, "identity"), BinaryCrossEntropy())
    samples = samples_for(network, 4)
    scaled = Samples(samples.features * scale, samples.targets)
    report = check_gradients(network, layout_of(network), values_for(network), scaled)
    assert report.max_relative_error <= LIMIT, report.worst


def test_a_network_that_has_learned_all_is_no_error() -> None:
    """Where p − y is a billionth, its rounding is a ten-millionth of it."""
    network = chain(Dense(1, "identity"), BinaryCrossEntropy())
    samples = Samples(np.array([[20.0, 3.0], [-20.0, 1.0]]), np.array([[1.0], [0.0]]))
    report = check_gradients(network, layout_of(network), np.array([1.0, 0.01, 0.0]), samples)
    assert 0 < abs(report.worst.numerical) < 1e-6
    assert report.max_relative_error <= LIMIT, report.worst


def test_each_part_is_reported_with_the_method_that_judged_it() -> None:
    report = check(skip_network())
    assert [(part.worst.node, part.worst.quantity, part.coordinates) for part in report.comparisons] == [
        ("H", "W", 6), ("H", "b", 3), ("G", "W", 9), ("G", "b", 3), ("O", "W", 6), ("O", "b", 2), ("X", "x", 6),
    ]  # fmt: skip
    assert report.methods == {Method.COMPLEX_STEP: report.coordinates}


def test_differences_can_be_asked_for_and_agree_too() -> None:
    network = skip_network()
    report = check_gradients(
        network, layout_of(network), values_for(network), samples_for(network, 2), Method.DIFFERENCES
    )
    assert report.methods == {Method.DIFFERENCES: report.coordinates}
    assert 0 < report.max_relative_error <= LIMIT, report.worst


@dataclass(frozen=True)
class Modulus(Activation):
    """|z| by NumPy's rule, which for complex numbers is another function."""

    is_analytic: ClassVar[bool] = False

    def forward(self, site: Site) -> None:
        """Emit a = |z|."""
        x, a = site.input(), site.new("activation")
        site.emit(a, Line("{a} = |{x}|", {"a": a, "x": x}), partial(np.absolute, x.array, a.array))


def test_what_cannot_run_in_complex_numbers_is_checked_by_differences_and_so_is_all_below_it() -> None:
    network = chain(Dense(3), Modulus("absolute"), Dense(2), MeanSquaredError())
    report = check(network)
    methods = {(part.worst.node, part.worst.quantity): part.worst.method for part in report.comparisons}
    below, above = [("N1", "W"), ("N1", "b"), ("X", "x")], [("N3", "W"), ("N3", "b")]
    assert [methods[place] for place in below] == [Method.DIFFERENCES] * 3
    assert [methods[place] for place in above] == [Method.COMPLEX_STEP] * 2
    assert report.max_relative_error <= LIMIT, report.worst


def test_a_network_is_checked_again_at_other_points_and_updates() -> None:
    network = chain(Dense(4, "tanh"), Dropout(0.5), Dense(1, "identity"), MeanSquaredError())
    checker = GradientCheck(network, layout_of(network), 2)
    reports = []
    for update in range(3):
        checker.clock.updates = update
        reports.append(checker.at(values_for(network, update), samples_for(network, 2, update)))
    assert all(report.max_relative_error <= LIMIT for report in reports)
    assert len({report.worst.backpropagated for report in reports}) == 3


def test_a_statistic_is_no_coordinate() -> None:
    report = check(chain(Dense(3), BatchNormalization(), Dense(1), MeanSquaredError()))
    assert {part.worst.quantity for part in report.comparisons} == {"W", "b", "γ", "β", "x"}


def test_checking_changes_nothing_that_was_given() -> None:
    network = skip_network()
    values, samples = values_for(network), samples_for(network, 2)
    for array in (values, samples.features, samples.targets):
        array.setflags(write=False)
    check_gradients(network, layout_of(network), values, samples)


def test_samples_that_do_not_fit_are_refused() -> None:
    network = skip_network()
    with pytest.raises(BatchError, match="features have 3 columns"):
        check_gradients(network, layout_of(network), values_for(network), Samples(np.ones((1, 3)), np.ones((1, 2))))


# What is wrong is caught


def tampered(change: Callable[[Operand, tuple[Call, ...]], tuple[Call, ...]]) -> Emit:
    """`emit` with the calls of each line changed."""
    original = node_site.NodeSite.emit

    def emit(
        site: node_site.NodeSite, result: Operand, line: Line | WriteLine, *calls: Call, optional: bool = False
    ) -> None:
        original(site, result, line, *change(result, calls), optional=optional)

    return emit


def changed(quantity: str, *extra: Callable[[np.ndarray], Call]) -> Emit:
    """More calls after those of one quantity."""

    def change(result: Operand, calls: tuple[Call, ...]) -> tuple[Call, ...]:
        assert result.ref is not None
        return (*calls, *(make(result.array) for make in extra)) if result.ref.quantity == quantity else calls

    return tampered(change)


def scaled_by(factor: float) -> Callable[[np.ndarray], Call]:
    """A call that multiplies an array in place."""
    return lambda array: partial(np.multiply, array, factor, array)


def swapped(array: np.ndarray) -> Call:
    """A call that lays the transposed numbers into the array."""
    return lambda: np.copyto(array, array.T.copy().reshape(array.shape))


def shifted_rows(array: np.ndarray) -> Call:
    """A call that gives each sample its neighbour's value."""
    return lambda: np.copyto(array, np.roll(array, 1, axis=0))


FAULTS = {
    "a wrong sign": changed("grad_weights", scaled_by(-1)),
    "a missing 1/N": changed("grad_bias", scaled_by(3)),
    "a gradient transposed": changed("grad_weights", swapped),
    "a sample's neighbour": changed("grad_pre_activation", shifted_rows),
    "one part in ten million": changed("grad_activation", scaled_by(1 + 1e-7)),
    "nothing written": tampered(lambda r, calls: () if r.ref and r.ref.quantity == "grad_bias" else calls),
    "a slope forgotten": changed("grad_pre_activation", lambda array: partial(np.copyto, array, 1.0)),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_caught(fault: Emit, monkeypatch: pytest.MonkeyPatch) -> None:
    network = chain(Dense(3, "tanh"), Dense(3, "sigmoid"), Dense(2, "identity"), MeanSquaredError())
    assert check(network).max_relative_error <= LIMIT
    monkeypatch.setattr(node_site.NodeSite, "emit", fault)
    assert check(network).max_relative_error > LIMIT


@pytest.mark.parametrize("network", [skip_network(), twice_network()])
def test_assigning_instead_of_adding_at_a_fork_is_caught(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    def last_path_wins(total: np.ndarray, parts: dict[str, Operand]) -> tuple[Call, ...]:
        return tuple(partial(np.copyto, total, part.array) for part in parts.values())

    monkeypatch.setattr(sums, "_sum_calls", last_path_wins)
    assert check(network).max_relative_error > 0.01


def test_a_stale_value_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The backward rule reads the weights as they were when the program was compiled, before the values arrived."""
    original = Dense._input_gradient

    def stale(self: Dense, site: Site) -> None:
        below, dz = site.input_gradient(), site.value("grad_pre_activation")
        old = np.array(site.parameter("weights").array) * 0.999
        site.emit(below, Line("{dz}", {"dz": dz}), partial(np.matmul, dz.array, old, below.array))

    monkeypatch.setattr(Dense, "_input_gradient", stale)
    assert check(chain(Dense(3), Dense(1), MeanSquaredError())).max_relative_error > LIMIT
    monkeypatch.setattr(Dense, "_input_gradient", original)
    assert check(chain(Dense(3), Dense(1), MeanSquaredError())).max_relative_error <= LIMIT


@pytest.mark.parametrize("quantity", ["grad_weights", "grad_bias", "grad_activation"])
@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_gradient_that_is_no_number_is_an_error(quantity: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = changed(quantity, lambda array: partial(np.copyto, array, value))
    monkeypatch.setattr(node_site.NodeSite, "emit", fault)
    assert not check(chain(Dense(3), Dense(1), MeanSquaredError())).max_relative_error <= LIMIT


def test_one_nan_among_many_numbers_is_the_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(array: np.ndarray) -> Call:
        return lambda: array.__setitem__((0,) * array.ndim, math.nan)

    monkeypatch.setattr(node_site.NodeSite, "emit", changed("grad_bias", spoil))
    report = check(chain(Dense(3), Dense(1), MeanSquaredError()))
    assert math.isnan(report.max_relative_error)
    assert report.worst.quantity == "b"


def test_small_gradients_are_checked_as_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deep below a saturating network the gradients are a billionth of those above; a wrong sign shows all the same."""
    network = chain(*[Dense(2, "sigmoid") for _ in range(8)], Dense(1, "identity"), MeanSquaredError())
    assert check(network).max_relative_error <= LIMIT
    original = dense.emit_weights_gradient

    def wrong_below(site: Site, x: Operand) -> None:
        original(site, x)
        gradient = site.gradient("weights")
        if gradient.ref is not None and gradient.ref.node == "n1":
            site.emit(gradient, Line("{g}", {"g": gradient}), scaled_by(-1)(gradient.array))

    monkeypatch.setattr(dense, "emit_weights_gradient", wrong_below)
    assert check(network).max_relative_error > LIMIT


# Comparing two numbers


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_the_relative_error_is_symmetric_and_never_negative(one: float, other: float) -> None:
    assert relative_error(one, other) == relative_error(other, one)
    assert relative_error(one, other) >= 0
    assert relative_error(one, one) == 0


@pytest.mark.parametrize(
    ("one", "other", "floor", "error"),
    [(1.0, 1.1, 0.0, 0.1 / 1.1), (0.0, 0.0, 0.0, 0.0), (0.0, 1e-20, 0.0, 1.0), (0.0, 1e-20, 1e-8, 1e-12)],
)
def test_the_relative_error_by_example(one: float, other: float, floor: float, error: float) -> None:
    assert relative_error(one, other, floor) == pytest.approx(error)


@pytest.mark.parametrize("pair", [(math.nan, 1.0), (1.0, math.nan), (math.nan, math.nan), (math.inf, math.inf)])
@pytest.mark.parametrize("floor", [0.0, 1.0, math.nan])
def test_what_is_no_number_never_passes(pair: tuple[float, float], floor: float) -> None:
    assert not relative_error(*pair, floor) <= LIMIT

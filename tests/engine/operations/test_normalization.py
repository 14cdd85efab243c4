"""Normalization: mean 0 and variance 1 by hand, what it leaves of a gradient, running statistics over updates."""

from dataclasses import replace
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.network import Learning, Network
from playground.engine.operations.normalization import ALONE, BatchNormalization, LayerNormalization, Normalization
from playground.engine.operations.operation import Shape
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.optimizers import SGD
from playground.engine.parameters import initialize, layout_of
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import Wanted, loaded_program, run_through, samples_for
from tests.engine.samples_sequence import sharing
from tests.engine.samples_shapes import row

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple)
BATCHES = st.integers(1, 4)
EVALUATION = Wanted(options=replace(Wanted().options, backward=False, training=False))


def block(operation: Normalization, shape: Shape) -> Network:
    """Values of that shape (`n1`), the operation (`n2`) and a mean squared error of all that comes out."""
    return row(prod(shape), Reshape(shape), operation, Flatten())


def ran(operation: Normalization, shape: Shape, batch: int) -> Program:
    """A training pass over random samples."""
    network = block(operation, shape)
    return run_through(loaded_program(network, samples_for(network, batch)))


def by_hand(x: np.ndarray, over: tuple[int, ...], epsilon: float) -> np.ndarray:
    """x̂: each value's distance from the mean over the square root of variance and ε."""
    mean = x.mean(axis=over, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=over, keepdims=True)
    return (x - mean) / (variance + epsilon) ** 0.5


def along(axis: int, values: np.ndarray, rank: int) -> np.ndarray:
    """One number a feature as it is read at each value of a batch."""
    return values.reshape([-1 if place == 1 + axis % rank else 1 for place in range(1 + rank)])


# What it measures


@settings(deadline=None)
@given(SHAPES, BATCHES, st.integers(0, 2), st.sampled_from([1e-5, 0.1]))
def test_each_feature_is_measured_over_the_batch_and_all_its_places(
    shape: Shape, batch: int, axis: int, epsilon: float
) -> None:
    axis %= len(shape)
    program = ran(BatchNormalization(axis=axis, epsilon=epsilon), shape, batch)
    x, normalized = program.value("activation", "n1"), program.value("normalized", "n2")
    over = tuple(place for place in range(x.ndim) if place != 1 + axis)
    assert np.allclose(normalized, by_hand(x, over, epsilon), rtol=1e-12, atol=1e-12)


@settings(deadline=None)
@given(SHAPES, BATCHES, st.integers(-3, 2), st.sampled_from([1e-5, 0.1]))
def test_each_sample_and_place_is_measured_over_its_features(
    shape: Shape, batch: int, axis: int, epsilon: float
) -> None:
    axis = axis % len(shape) - len(shape)
    program = ran(LayerNormalization(axis=axis, epsilon=epsilon), shape, batch)
    x, normalized = program.value("activation", "n1"), program.value("normalized", "n2")
    assert np.allclose(normalized, by_hand(x, (axis,), epsilon), rtol=1e-12, atol=1e-12)


@settings(deadline=None)
@given(st.sampled_from([BatchNormalization, LayerNormalization]), SHAPES, BATCHES)
def test_each_feature_is_stretched_and_moved_by_a_gain_and_a_shift_of_its_own(
    kind: type[Normalization], shape: Shape, batch: int
) -> None:
    operation = kind()
    program = ran(operation, shape, batch)
    gain, shift = (along(operation.axis, program.value(name, "n2"), len(shape)) for name in ("gain", "shift"))
    expected = gain * program.value("normalized", "n2") + shift
    assert np.allclose(program.value("activation", "n2"), expected, rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("operation", [BatchNormalization(epsilon=1e-12), LayerNormalization(epsilon=1e-12)])
def test_other_units_of_measurement_change_nothing(operation: Normalization) -> None:
    network = block(operation, (5,))
    samples = samples_for(network, 6)
    other = Samples(samples.features * 250 - 40, samples.targets)
    answers = [run_through(loaded_program(network, given)).value("activation", "n2") for given in (samples, other)]
    assert np.allclose(*answers, atol=1e-9)


def test_of_a_single_sample_a_batch_says_nothing_so_the_shift_alone_is_left() -> None:
    program = ran(BatchNormalization(), (3,), 1)
    assert np.array_equal(program.value("activation", "n2")[0], program.value("shift", "n2"))
    assert not program.value("grad_activation", "n1").any()


@pytest.mark.parametrize("operation", [BatchNormalization(), LayerNormalization()])
def test_values_that_are_all_the_same_become_zeros(operation: Normalization) -> None:
    network = block(operation, (4,))
    targets = samples_for(network, 3).targets
    program = run_through(loaded_program(network, Samples(np.full((3, 4), 1e9), targets)))
    assert not program.value("normalized", "n2").any()
    assert np.isfinite(program.value("grad_activation", "n1")).all()


# What is left of a gradient


@settings(deadline=None)
@given(st.sampled_from([BatchNormalization, LayerNormalization]), SHAPES, st.integers(2, 4))
def test_no_gradient_is_left_that_would_only_move_or_stretch_what_is_measured_together(
    kind: type[Normalization], shape: Shape, batch: int
) -> None:
    program = ran(kind(epsilon=1e-5), shape, batch)
    below, normalized = program.value("grad_activation", "n1"), program.value("normalized", "n2")
    over = (-1,) if kind is LayerNormalization else tuple(place for place in range(below.ndim) if place != 1)
    largest = np.abs(program.value("grad_normalized", "n2")).max() / program.value(kind.words[2], "n2").min()
    assert np.abs(below.sum(axis=over)).max() <= 1e-13 * max(largest, 1)
    variance = (normalized**2).mean(axis=over)  # 1 but for ε: what is missing to 1 is what may be left along x̂
    rest = np.abs((below * normalized).sum(axis=over))
    assert (rest <= (1 - variance + 1e-13) * normalized.size * max(largest, 1)).all()


def test_gain_and_shift_gather_their_gradients_over_batch_and_places() -> None:
    program = ran(BatchNormalization(), (2, 3, 2), 4)
    upon, normalized = program.value("grad_activation", "n2"), program.value("normalized", "n2")
    assert np.allclose(program.value("grad_gain", "n2"), (upon * normalized).sum(axis=(0, 2, 3)), atol=1e-14)
    assert np.allclose(program.value("grad_shift", "n2"), upon.sum(axis=(0, 2, 3)), atol=1e-14)


# Running statistics


def test_running_statistics_begin_at_mean_0_and_variance_1_and_no_gradient_leads_to_them() -> None:
    network = block(BatchNormalization(), (3,))
    layout = layout_of(network)
    first = initialize(layout, 0)
    mean, variance = (layout.slot("n2", quantity) for quantity in ("running_mean", "running_variance"))
    assert mean.view(first).tolist() == [0, 0, 0]
    assert variance.view(first).tolist() == [1, 1, 1]
    assert not mean.trainable
    assert not variance.trainable
    program = ran(BatchNormalization(), (3,), 4)
    assert not [ref for ref in program.values if ref.quantity.startswith("grad_running")]


@pytest.mark.parametrize("shape", [(3,), (2, 3, 2)])
def test_each_update_renews_the_running_statistics_by_a_tenth(shape: Shape) -> None:
    network = block(BatchNormalization(), shape)
    program = loaded_program(network, samples_for(network, 4), Wanted(SGD(0.1)))
    mean, variance = np.zeros(shape[0]), np.ones(shape[0])
    for seed in range(4):
        samples = samples_for(network, 4, seed)
        program.load(samples.features, samples.targets)
        run_through(program)
        x = np.moveaxis(samples.features.reshape(4, *shape), 1, 0).reshape(shape[0], -1)
        mean, variance = 0.9 * mean + 0.1 * x.mean(axis=1), 0.9 * variance + 0.1 * x.var(axis=1, ddof=1)
        assert np.allclose(program.value("running_mean", "n2"), mean, rtol=1e-13)
        assert np.allclose(program.value("running_variance", "n2"), variance, rtol=1e-13)


def test_without_an_update_the_running_statistics_stay() -> None:
    program = ran(BatchNormalization(), (3,), 4)
    layout = program.arrays.layout
    assert layout.slot("n2", "running_mean").view(program.arrays.values).tolist() == [0, 0, 0]


def test_evaluation_takes_the_running_statistics_whatever_else_is_in_the_batch() -> None:
    network = block(BatchNormalization(), (3,))
    samples = samples_for(network, 4)
    program = loaded_program(network, samples, EVALUATION)
    program.value("running_mean", "n2")[...] = 0.5, -1.0, 2.0
    program.value("running_variance", "n2")[...] = 4.0, 1.0, 0.25
    run_through(program)
    expected = (samples.features - [0.5, -1.0, 2.0]) / np.sqrt(np.array([4.0, 1.0, 0.25]) + 1e-5)
    assert np.allclose(program.value("normalized", "n2"), expected, rtol=1e-13)
    assert not {"mean", "variance"} & {ref.quantity for ref in program.values}


def test_layer_normalization_is_the_same_in_evaluation() -> None:
    network = block(LayerNormalization(), (2, 3))
    samples = samples_for(network, 4)
    programs = [run_through(loaded_program(network, samples, wanted)) for wanted in (Wanted(), EVALUATION)]
    assert np.array_equal(*(program.value("activation", "n2") for program in programs))


def test_of_one_value_there_is_no_unbiased_variance_so_the_biased_one_is_kept() -> None:
    network = block(BatchNormalization(renewal=0.5), (2,))
    program = run_through(loaded_program(network, samples_for(network, 1), Wanted(SGD())))
    assert program.value("running_variance", "n2").tolist() == [0.5, 0.5]


def test_what_is_frozen_goes_on_measuring() -> None:
    network = block(BatchNormalization(), (3,))
    frozen = replace(
        network,
        nodes=tuple(
            replace(node, learning=Learning(frozen=("gain", "shift"))) if node.id == "n2" else node
            for node in network.nodes
        ),
    )
    program = loaded_program(frozen, samples_for(frozen, 4), Wanted(SGD()))
    before = program.value("gain", "n2").copy()
    run_through(program)
    assert np.array_equal(program.value("gain", "n2"), before)
    assert program.value("running_mean", "n2").all()


def test_two_blocks_that_share_everything_renew_one_pair_of_statistics_in_turn() -> None:
    network = sharing(row(3, BatchNormalization(), BatchNormalization(), Flatten()), "n1", "n2")
    program = run_through(loaded_program(network, samples_for(network, 4), Wanted(SGD())))
    first, second = (program.value("mean", name) for name in ("n1", "n2"))
    assert np.allclose(program.value("running_mean", "n1"), 0.9 * 0.1 * first + 0.1 * second, rtol=1e-13)


def test_the_lines_read_as_in_the_paper() -> None:
    network = row(4, BatchNormalization(), Flatten())
    program = loaded_program(network, samples_for(network, 4), Wanted(SGD()))
    assert [step.text for step in program.instructions if (step.via or step.node) == "n1"] == [
        "μ⁽¹⁾ = 1/m Σ a⁽⁰⁾",
        "σ²⁽¹⁾ = 1/m Σ (a⁽⁰⁾ − μ⁽¹⁾)²",
        "s⁽¹⁾ = √(σ²⁽¹⁾ + ε)",
        "x̂⁽¹⁾ = (a⁽⁰⁾ − μ⁽¹⁾)/s⁽¹⁾",
        "a⁽¹⁾ = γ⁽¹⁾ ⊙ x̂⁽¹⁾ + β⁽¹⁾",
        "∂L/∂γ⁽¹⁾ = Σ δa⁽¹⁾ ⊙ x̂⁽¹⁾",
        "∂L/∂β⁽¹⁾ = Σ δa⁽¹⁾",
        "δx̂⁽¹⁾ = γ⁽¹⁾ ⊙ δa⁽¹⁾",
        "δa⁽⁰⁾ = (δx̂⁽¹⁾ − mean(δx̂⁽¹⁾) − x̂⁽¹⁾ ⊙ mean(δx̂⁽¹⁾ x̂⁽¹⁾))/s⁽¹⁾",
        "μ̄⁽¹⁾ := 0.9 μ̄⁽¹⁾ + 0.1 μ⁽¹⁾",
        "σ̄²⁽¹⁾ := 0.9 σ̄²⁽¹⁾ + 0.1333 σ²⁽¹⁾",
        "γ⁽¹⁾ := γ⁽¹⁾ − α ∂L/∂γ⁽¹⁾",
        "β⁽¹⁾ := β⁽¹⁾ − α ∂L/∂β⁽¹⁾",
    ]


def test_the_notes_tell_how_many_values_are_measured_together_and_that_one_alone_tells_nothing() -> None:
    notes = {step.quantity.key: step.note for step in ran(BatchNormalization(), (3, 2), 4).instructions}
    assert notes["mean"] == "the mean of the m = 8 values that are measured together"
    alone = {step.quantity.key: step.note for step in ran(BatchNormalization(), (3,), 1).instructions}
    assert alone["normalized"] == ALONE


# Shapes, parameters, settings


@pytest.mark.parametrize(
    ("operation", "shape", "features"),
    [
        (BatchNormalization(), (8,), 8),
        (BatchNormalization(), (3, 5, 6), 3),
        (BatchNormalization(axis=-1), (3, 5), 5),
        (LayerNormalization(), (3, 5), 5),
        (LayerNormalization(axis=0), (3, 5), 3),
    ],
)
def test_it_keeps_the_shape_and_learns_two_numbers_a_feature(
    operation: Normalization, shape: Shape, features: int
) -> None:
    assert operation.output_shape((shape,)) == shape
    learned = [spec for spec in operation.parameters((shape,)) if spec.trainable]
    assert [(spec.quantity, spec.shape, spec.initializer) for spec in learned] == [
        ("gain", (features,), "constant"),
        ("shift", (features,), "zeros"),
    ]


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (LayerNormalization(epsilon=0), "has epsilon = 0, expected a number above 0 and at most 1"),
        (BatchNormalization(epsilon=2), "has epsilon = 2, expected a number above 0 and at most 1"),
        (BatchNormalization(renewal=0), "has the renewal 0, expected a number above 0 and at most 1"),
        (BatchNormalization(renewal=float("nan")), "has the renewal nan"),
        (LayerNormalization(axis=9), "has the axis 9"),
    ],
)
def test_a_setting_out_of_range_is_refused(operation: Normalization, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        operation.check_settings()


def test_an_axis_that_the_values_lack_is_refused() -> None:
    with pytest.raises(ShapeError, match="works along axis 2, but values of shape 3 × 4 arrive"):
        BatchNormalization(axis=2).output_shape(((3, 4),))

"""The contract of an operation: laws that any network must obey, each a function that fails for one that does not.

The catalogue's tests hold every sample network to all of them; the planted faults show that no law can be dropped.
"""

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pytest

from playground.document.content import from_bytes, to_bytes
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.engine.compiler import EVALUATION, CompileOptions
from playground.engine.gradient_check import CheckReport, GradientCheck
from playground.engine.instruction import Phase, Ref
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.numerical_derivatives import Method
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.losses import Loss
from playground.engine.optimizers import SGD
from playground.engine.parameters import layout_of
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.plain_definitions import Array, Plain
from tests.engine.sample_networks import Wanted, loaded_program, run_through, samples_for, values_for

Law = Callable[[Network], None]
BATCHES = (1, 4)
FORWARD = CompileOptions(backward=False)
LIMITS = {Method.COMPLEX_STEP: 1e-10, Method.DIFFERENCES: 1e-8}
PRECISE = 1e-12


def ran(network: Network, batch: int, wanted: Wanted | None = None) -> Program:
    """A program that has run once on a random batch."""
    return run_through(loaded_program(network, samples_for(network, batch), wanted))


# Gradients


@dataclass(frozen=True)
class Checked:
    """How many coordinates were compared, and the largest relative error among them."""

    coordinates: int
    worst: float


def check_at_many_points(network: Network, coordinates: int) -> Checked:
    """The gradients at random points and batches until so many coordinates are right."""
    layout, stream = layout_of(network), np.random.default_rng(len(network.nodes))
    checks = [(batch, GradientCheck(network, layout, batch), values_for(network, batch)) for batch in (1, 4, 12)]
    done, worst, seed = 0, 0.0, 0
    while done < coordinates:
        for batch, check, values in checks:
            check.clock.updates = seed
            values[: layout.trainable_size] += stream.normal(0, 0.3, layout.trainable_size)
            report = check.at(values, samples_for(network, batch, seed))
            values[: layout.trainable_size] *= 0.8
            assert_small(report)
            done, worst, seed = done + report.coordinates, max(worst, report.max_relative_error), seed + 1
    return Checked(done, worst)


def assert_small(report: CheckReport) -> None:
    """Every relative error within the limit of its method, and none of them NaN."""
    for comparison in report.comparisons:
        assert comparison.worst.relative_error <= LIMITS[comparison.worst.method], comparison.worst


def gradients_are_derivatives(network: Network) -> None:
    """Backpropagation agrees with the complex step, by every parameter and every input."""
    for batch in BATCHES:
        report = GradientCheck(network, layout_of(network), batch).at(values_for(network), samples_for(network, batch))
        assert_small(report)
        assert report.coordinates == coordinates_of(network, batch)


def coordinates_of(network: Network, batch: int) -> int:
    """All numbers that learn and all inputs."""
    columns = sum(network.shapes[node.id][0] for node in network.inputs)
    specs = (spec for node in network.nodes if not node.learning.shares for spec in network.parameters(node))
    return sum(int(np.prod(spec.shape)) for spec in specs if spec.trainable) + batch * columns


def gradients_are_differences(network: Network) -> None:
    """The forward pass in real numbers, where it has no kink, says the same as that in complex numbers."""
    check = GradientCheck(network, layout_of(network), 2, Method.DIFFERENCES)
    report = check.at(values_for(network, 1), samples_for(network, 2, 1))
    looked_up = {edge.source for edge in network.edges if isinstance(network.node(edge.target).operation, Embedding)}
    names = {network.node(id).name for id in looked_up}  # a whole number jumps, and has no slope
    assert_small(CheckReport(tuple(part for part in report.comparisons if part.worst.node not in names)))


def complex_numbers_change_no_value(network: Network) -> None:
    """The complex step differentiates the very function that is trained."""
    real, imaginary = (ran(network, 3, Wanted(options=FORWARD, dtype=dtype)) for dtype in (np.float64, np.complex128))
    for ref, operand in real.values.items():
        assert_close(imaginary.values[ref].array.real, operand.array, ref)


def gradients_of_a_batch_are_the_means_of_its_rows(network: Network) -> None:
    """A mean over the batch divides what the samples add, a sum does not; no other thing mixes samples."""
    if any(node.operation.mixes_samples or node.operation.is_random for node in network.nodes):
        return  # a row's result depends on its batch
    samples, share = samples_for(network, 4), 1.0 if reduction_of(network) == "sum" else 0.25
    whole = run_through(loaded_program(network, samples))
    rows = [run_through(loaded_program(network, samples.rows(slice(i, i + 1)))) for i in range(4)]
    total = share * np.sum([row.arrays.gradients for row in rows], axis=0)
    assert np.allclose(whole.arrays.gradients, total, rtol=1e-12, atol=1e-14)
    assert float(whole.loss) == pytest.approx(share * sum(float(row.loss) for row in rows), rel=1e-13)
    for ref, operand in whole.values.items():
        if operand.batched and operand.array.ndim == 2 and not ref.quantity.startswith(("grad", "contribution")):
            assert np.allclose(operand.array, np.concatenate([row.values[ref].array for row in rows]), atol=1e-14)


def reduction_of(network: Network) -> str:
    """What the loss makes of its samples."""
    assert network.loss is not None
    assert isinstance(network.loss.operation, Loss)
    return network.loss.operation.reduction


# Values


def values_are_as_defined(network: Network) -> None:
    """Every block's result and the loss, in training and in evaluation, as a textbook computes them."""
    for options in (FORWARD, EVALUATION):
        samples = samples_for(network, 3)
        program = run_through(loaded_program(network, samples, Wanted(options=options)))
        plain = definition(network, options.training, program)
        for id, expected in plain.outputs(samples.features).items():
            assert_close(program.value("activation", id), expected, Ref(id, "activation"))
        assert float(program.loss) == pytest.approx(plain.loss(samples), rel=PRECISE, abs=PRECISE)


def definition(network: Network, training: bool, program: Program) -> Plain:
    """The network by its definitions, with the parameters and the masks of the program."""
    layout, values = program.arrays.layout, program.arrays.values
    tables = {(slot.node, slot.quantity): slot.view(values) for slot in layout.slots}
    masks = {ref.node: operand.array for ref, operand in program.values.items() if ref.quantity == "mask"}
    return Plain(network, tables, training, masks)


def assert_close(found: Array, expected: Array, ref: Ref) -> None:
    """Equal shapes and, to rounding, equal numbers; what is infinite is so on both sides."""
    assert found.shape == expected.shape, ref
    assert np.allclose(found, expected, rtol=PRECISE, atol=PRECISE), ref


def an_update_renews_running_statistics(network: Network) -> None:
    """(1 − ρ) times the old plus ρ times the batch's mean, or its unbiased variance."""
    samples, values = samples_for(network, 4), values_for(network)
    program = run_through(loaded_program(network, samples, Wanted(SGD())))
    outputs = definition(network, True, loaded_program(network, samples)).outputs(samples.features)
    for node in network.nodes:
        if node.operation.kind == "batch_normalization":
            x = np.moveaxis(outputs[network.incoming[node.id][0].source][..., None], node.operation.axis + 1, 0)
            rows = x.reshape(len(x), -1)
            for quantity, now in (("running_mean", rows.mean(1)), ("running_variance", rows.var(1, ddof=1))):
                slot, share = program.arrays.layout.slot(node.id, quantity), node.operation.renewal
                expected = (1 - share) * slot.view(values) + share * now
                assert_close(slot.view(program.arrays.values), expected, Ref(node.id, quantity))


# Shapes, precision, manners


def outputs_have_the_inferred_shape_and_gradients_that_of_their_value(network: Network) -> None:
    """In a batch of one sample too."""
    for batch in BATCHES:
        program = ran(network, batch)
        for ref, operand in program.values.items():
            if ref.quantity in {"activation", "grad_activation", "contribution", "target", "probabilities"}:
                assert operand.array.shape == (batch, *network.shapes[ref.node]), ref
            place = ref.node, ref.quantity.removeprefix("grad_")
            if place in program.arrays.layout.by_place:
                assert operand.array.shape == program.arrays.layout.by_place[place].shape, ref


def single_precision_gives_the_same_to_single_precision(network: Network) -> None:
    """And computes in nothing but single precision."""
    double, single = ran(network, 3), ran(network, 3, Wanted(dtype=np.float32))
    assert {operand.array.dtype for operand in single.values.values()} == {np.dtype(np.float32)}
    for ref, operand in double.values.items():
        assert np.allclose(single.values[ref].array, operand.array, rtol=2e-4, atol=2e-6), ref


def no_features_however_large_make_numpy_warn_or_a_gradient_nan(network: Network) -> None:
    """From 0 to a million, in both precisions."""
    samples = samples_for(network, 3)
    for dtype in (np.float32, np.float64):
        for scale in (0.0, 1.0, 1e3, 1e6):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                extreme = Samples(samples.features * scale, samples.targets)
                program = run_through(loaded_program(network, extreme, Wanted(dtype=dtype)))
            assert np.isfinite(program.loss), (dtype, scale)
            assert np.isfinite(program.arrays.gradients).all(), (dtype, scale)


def what_is_given_is_read_only_and_left_alone(network: Network) -> None:
    """Neither a pass nor an update writes into the samples."""
    samples, values = samples_for(network, 3), values_for(network)
    for array in (samples.features, samples.targets, values):
        array.setflags(write=False)
    program = run_through(loaded_program(network, samples, Wanted(SGD())))
    assert np.array_equal(program.features, samples.features)
    assert np.array_equal(program.targets, samples.targets)


def a_second_pass_gives_the_same_bits(network: Network) -> None:
    """Nothing that a pass leaves behind enters the next."""
    program = ran(network, 3)
    first = bits(program)
    assert bits(run_through(program)) == first
    for operand in program.values.values():
        if operand.ref is not None and operand.ref.quantity.startswith(("grad", "contribution", "share")):
            operand.array.fill(np.nan)
    assert bits(run_through(program)) == first


def a_pass_depends_on_its_own_samples_alone(network: Network) -> None:
    """A program that has been used before, elsewhere, gives the bits of a fresh one: nothing in it is stale."""
    used, other = ran(network, 3), Wanted(seed=7)
    samples = samples_for(network, 3, 7)
    np.copyto(used.arrays.values, values_for(network, 7))
    used.load(samples.features, samples.targets)
    assert bits(run_through(used)) == bits(run_through(loaded_program(network, samples, other)))


def masks_drop_their_share_and_differ_from_update_to_update(network: Network) -> None:
    """Within five standard deviations of what the rate says."""
    for node in network.nodes:
        if isinstance(node.operation, Dropout):
            program, rate = loaded_program(network, samples_for(network, 50)), node.operation.rate
            masks = [mask_of(program, node.id, update) for update in range(20)]
            share, count = float(np.mean([mask == 0 for mask in masks])), 20 * masks[0].size
            assert abs(share - rate) <= 5 * np.sqrt(rate * (1 - rate) / count)
            assert len({mask.tobytes() for mask in masks}) == len(masks)


def mask_of(program: Program, node: str, update: int) -> Array:
    """The mask of one update."""
    program.arrays.clock.updates = update
    return run_through(program).value("mask", node).copy()


def bits(program: Program) -> dict[Ref, bytes]:
    """Every value of a program."""
    return {ref: operand.array.tobytes() for ref, operand in program.values.items()}


def a_forward_only_program_says_the_same(network: Network) -> None:
    """Prediction and loss, by forward instructions alone."""
    whole, forward = ran(network, 3), ran(network, 3, Wanted(options=FORWARD))
    assert np.array_equal(forward.prediction, whole.prediction)
    assert forward.loss == whole.loss
    assert {step.phase for step in forward.instructions} == {Phase.FORWARD, Phase.LOSS}


def what_is_saved_computes_the_same_bits_when_opened(network: Network) -> None:
    """Operation, settings and parameters survive a file."""
    learned = Learned(layout_of(network), values_for(network))
    opened = from_bytes(to_bytes(Document(Diagram().with_network(network), learned)))
    assert opened.diagram.network == network
    assert opened.learned is not None
    assert opened.learned.same_as(learned)
    assert bits(ran(opened.diagram.network, 3)) == bits(ran(network, 3))


def named(laws: Iterable[Law]) -> dict[str, Law]:
    """Laws by what they say."""
    return {law.__name__.replace("_", " "): law for law in laws}


LAWS = named(
    (
        gradients_are_derivatives,
        gradients_are_differences,
        complex_numbers_change_no_value,
        gradients_of_a_batch_are_the_means_of_its_rows,
        values_are_as_defined,
        an_update_renews_running_statistics,
        outputs_have_the_inferred_shape_and_gradients_that_of_their_value,
        single_precision_gives_the_same_to_single_precision,
        no_features_however_large_make_numpy_warn_or_a_gradient_nan,
        what_is_given_is_read_only_and_left_alone,
        a_second_pass_gives_the_same_bits,
        a_pass_depends_on_its_own_samples_alone,
        masks_drop_their_share_and_differ_from_update_to_update,
        a_forward_only_program_says_the_same,
        what_is_saved_computes_the_same_bits_when_opened,
    )
)

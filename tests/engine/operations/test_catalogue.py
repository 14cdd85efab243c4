"""The contract of every entry of the catalogue. To list an operation, an activation or a loss is to have it checked.

For each: gradients of every parameter and input against the complex step, shapes, a batch against its rows, float32,
formulas whose operands exist, terms that add up to the result, no warnings, inputs left alone.
"""

import warnings
from collections.abc import Iterator

import numpy as np
import pytest

from playground.engine.compiler import CompileOptions
from playground.engine.formulas import operands, parse, to_text
from playground.engine.gradient_check import check_gradients
from playground.engine.instruction import Instruction, Phase, Terms
from playground.engine.network import Network
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.catalogue import CHOICES, LOSSES, OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import Loss
from playground.engine.optimizers import SGD
from playground.engine.parameters import layout_of
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import (
    Wanted,
    catalogue_networks,
    loaded_program,
    run_through,
    samples_for,
    values_for,
)

NETWORKS = catalogue_networks()
EVERY_NETWORK = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())
BATCHES = pytest.mark.parametrize("batch", [1, 4])


# The list


def test_every_operation_is_listed_under_its_own_kind_and_introduces_itself() -> None:
    assert all(operation.kind == kind for kind, operation in OPERATIONS.items())
    assert all(entry.title and entry.group and entry.summary for entry in OPERATIONS.values())


def test_losses_are_operations() -> None:
    assert {kind: entry for kind, entry in OPERATIONS.items() if issubclass(entry, Loss)} == LOSSES


def test_every_operation_has_a_sample_network() -> None:
    shown = {type(node.operation) for network in NETWORKS.values() for node in network.nodes}
    assert set(OPERATIONS.values()) - shown == set()


def test_every_activation_has_a_sample_network_in_a_layer_and_by_itself() -> None:
    operations = [node.operation for network in NETWORKS.values() for node in network.nodes]
    assert {op.activation for op in operations if isinstance(op, Dense)} >= set(ACTIVATIONS)
    assert {op.function for op in operations if isinstance(op, Activation)} >= set(ACTIVATIONS)


def test_the_settings_with_closed_lists_have_titles() -> None:
    assert CHOICES["activation"] == CHOICES["function"] == {key: g.title for key, g in ACTIVATIONS.items()}
    assert all(CHOICES["initializer"].values())


# Gradients


@EVERY_NETWORK
@BATCHES
@pytest.mark.parametrize("seed", range(3))
def test_gradients_agree_with_the_complex_step(network: Network, batch: int, seed: int) -> None:
    values = values_for(network, seed)
    report = check_gradients(network, layout_of(network), values, samples_for(network, batch, seed))
    assert report.max_relative_error <= 1e-10, report.worst
    columns = sum(network.shapes[node.id][0] for node in network.inputs)
    assert report.coordinates == values.size + batch * columns


@EVERY_NETWORK
def test_gradients_of_a_batch_are_the_means_of_its_rows(network: Network) -> None:
    if any(node.operation.mixes_samples or node.operation.is_random for node in network.nodes):
        return  # a row's result depends on its batch
    samples = samples_for(network, 4)
    whole = run_through(loaded_program(network, samples))
    rows = [run_through(loaded_program(network, samples.rows(slice(i, i + 1)))) for i in range(4)]
    assert np.allclose(whole.arrays.gradients, np.mean([row.arrays.gradients for row in rows], axis=0), atol=1e-14)
    assert float(whole.loss) == pytest.approx(np.mean([float(row.loss) for row in rows]), rel=1e-13)
    for ref, operand in whole.values.items():
        if operand.batched and operand.array.ndim == 2 and not ref.quantity.startswith(("grad", "contribution")):
            assert np.allclose(operand.array, np.concatenate([row.values[ref].array for row in rows]), atol=1e-14)


# Shapes, precision, manners


@EVERY_NETWORK
@BATCHES
def test_outputs_have_the_inferred_shape_and_gradients_that_of_their_value(network: Network, batch: int) -> None:
    program = run_through(loaded_program(network, samples_for(network, batch)))
    for ref, operand in program.values.items():
        if ref.quantity in {"activation", "grad_activation", "contribution", "target", "probabilities"}:
            assert operand.array.shape == (batch, *network.shapes[ref.node]), ref
        if ref.quantity in {"grad_weights", "grad_bias"}:
            slot = program.arrays.layout.slot(ref.node, ref.quantity.removeprefix("grad_"))
            assert operand.array.shape == slot.shape


@EVERY_NETWORK
def test_single_precision_gives_the_same_to_single_precision(network: Network) -> None:
    samples = samples_for(network, 3)
    double = run_through(loaded_program(network, samples))
    single = run_through(loaded_program(network, samples, Wanted(dtype=np.float32)))
    assert {operand.array.dtype for operand in single.values.values()} == {np.dtype(np.float32)}
    for ref, operand in double.values.items():
        assert np.allclose(single.values[ref].array, operand.array, rtol=2e-4, atol=2e-6), ref


@EVERY_NETWORK
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("scale", [0.0, 1.0, 1e3, 1e6])
def test_no_features_however_large_make_numpy_warn_or_a_gradient_nan(
    network: Network, dtype: type[np.number], scale: float
) -> None:
    samples = samples_for(network, 3)
    extreme = Samples(samples.features * scale, samples.targets)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        program = run_through(loaded_program(network, extreme, Wanted(dtype=dtype)))
    assert np.isfinite(program.loss)
    assert np.isfinite(program.arrays.gradients).all()


@EVERY_NETWORK
def test_what_is_given_is_read_only_and_left_alone(network: Network) -> None:
    samples, values = samples_for(network, 3), values_for(network)
    for array in (samples.features, samples.targets, values):
        array.setflags(write=False)
    program = run_through(loaded_program(network, samples, Wanted(SGD())))
    assert np.array_equal(program.features, samples.features)
    assert np.array_equal(program.targets, samples.targets)


@EVERY_NETWORK
def test_a_second_pass_gives_the_same_bits(network: Network) -> None:
    program = run_through(loaded_program(network, samples_for(network, 3)))
    first = {ref: operand.array.tobytes() for ref, operand in program.values.items()}
    run_through(program)
    assert {ref: operand.array.tobytes() for ref, operand in program.values.items()} == first


@EVERY_NETWORK
def test_a_forward_only_program_says_the_same(network: Network) -> None:
    samples = samples_for(network, 3)
    whole = run_through(loaded_program(network, samples))
    forward = run_through(loaded_program(network, samples, Wanted(options=CompileOptions(backward=False))))
    assert np.array_equal(forward.prediction, whole.prediction)
    assert forward.loss == whole.loss
    assert {step.phase for step in forward.instructions} == {Phase.FORWARD, Phase.LOSS}


# Formulas


def instructions_of(network: Network, batch: int) -> Iterator[tuple[Program, Instruction]]:
    """Every line of a program, update too, each just after it has run."""
    program = loaded_program(network, samples_for(network, batch), Wanted(SGD()))
    for instruction in program.instructions:
        instruction.run()
        yield program, instruction


@EVERY_NETWORK
@BATCHES
def test_every_operand_of_a_formula_exists_and_has_a_symbol(network: Network, batch: int) -> None:
    for _program, step in instructions_of(network, batch):
        assert step.formula
        assert step.note
        for name in {*operands(step.formula), *operands(step.expanded or ())}:
            assert step.operand(name).label
        assert step.text.startswith(step.symbol)


@EVERY_NETWORK
@BATCHES
def test_every_formula_says_what_it_defines(network: Network, batch: int) -> None:
    for _program, step in instructions_of(network, batch):
        for formula in filter(None, (step.formula, step.expanded)):
            first, sign = formula[0], to_text(formula[1:2], str)
            assert step.operand(operands((first,))[0]).array is step.result.array
            assert sign.startswith((" = ", " := "))


@EVERY_NETWORK
def test_results_and_operands_are_known_to_the_program(network: Network) -> None:
    for program, step in instructions_of(network, 3):
        for operand in (step.result, *step.operands.values()):
            if operand.ref is not None:
                known = program.values[operand.ref]
                assert (known.label, known.role) == (operand.label, operand.role)
                assert np.shares_memory(known.array, operand.array)  # a statistic is shown at every value it describes


def added_up(step: Instruction, terms: Terms) -> np.ndarray:
    """The result as the terms describe it, by np.einsum."""
    total = np.zeros(step.result.array.shape)
    for group in terms.groups:
        axes = ",".join(factor.axes for factor in group)
        values = [step.operand(factor.operand).array for factor in group]
        letters = dict(pair for factor, value in zip(group, values, strict=True) for pair in _sizes(factor.axes, value))
        alone = "".join(letter for letter in terms.result if letter in letters)
        part = np.einsum(f"{axes}->{alone}", *values)
        total += part.reshape([letters.get(letter, 1) for letter in terms.result])
    return total


def _sizes(axes: str, value: np.ndarray) -> list[tuple[str, int]]:
    return list(zip(axes, value.shape, strict=True))


@EVERY_NETWORK
@BATCHES
def test_the_terms_add_up_to_the_result(network: Network, batch: int) -> None:
    for _program, step in instructions_of(network, batch):
        if step.terms is not None:
            expected, found = added_up(step, step.terms), step.result.array
            assert np.abs(expected - found).max() <= 1e-14 * max(np.abs(found).max(), 1.0), step.text


@EVERY_NETWORK
def test_a_copied_element_equals_its_source(network: Network) -> None:
    for _program, step in instructions_of(network, 3):
        for index in np.ndindex(step.result.array.shape) if step.source else ():
            assert step.source is not None
            name, place = step.source(index)
            assert step.operand(name).array[place] == step.result.array[index]


def test_a_formula_template_of_each_activation_parses() -> None:
    for function in ACTIVATIONS.values():
        assert set(operands(parse(function.formula))) <= {"z", "a"}
        assert set(operands(parse(function.slope_formula))) <= {"z", "a"}

"""The contract of every entry of the catalogue. To list an operation, an activation or a loss is to have it checked.

Each sample network is held to all laws of `contract.py`: gradients, values, shapes, batches, precision, manners, files;
here stand the list itself and the formulas: their operands exist, and their terms add up to the result.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from playground.engine.formulas import operands, parse, to_text
from playground.engine.instruction import Instruction, Terms
from playground.engine.network import Network
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.catalogue import CHOICES, LOSSES, OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import Loss
from playground.engine.optimizers import SGD
from playground.engine.program import Program
from tests.engine.contract import LAWS, check_at_many_points
from tests.engine.plain_definitions import RULES
from tests.engine.sample_networks import Wanted, catalogue_networks, loaded_program, samples_for
from tests.engine.samples_sums import sum_networks

NETWORKS = catalogue_networks() | sum_networks()
EVERY_NETWORK = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())
MILLION = 1_000_000
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


def test_every_operation_has_a_plain_definition() -> None:
    assert set(RULES) == {kind for kind in OPERATIONS if kind != "input" and kind not in LOSSES}


def test_the_settings_with_closed_lists_have_titles() -> None:
    assert CHOICES["activation"] == CHOICES["function"] == {key: g.title for key, g in ACTIVATIONS.items()}
    assert all(CHOICES["initializer"].values())


# The laws


@EVERY_NETWORK
def test_all_laws_hold(network: Network) -> None:
    for law in LAWS.values():
        law(network)


@EVERY_NETWORK
def test_gradients_are_derivatives_at_many_points(
    network: Network, thoroughness: int, record_property: Callable[[str, object], None]
) -> None:
    """All networks together: a million coordinates, and ten million with `--long`."""
    share = -(-MILLION * thoroughness // len(NETWORKS))
    checked = check_at_many_points(network, share)
    record_property("coordinates", checked.coordinates)
    record_property("worst", checked.worst)
    assert checked.coordinates >= share
    assert share * len(NETWORKS) >= MILLION


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

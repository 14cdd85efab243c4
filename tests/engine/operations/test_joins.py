"""Joins: sums and concatenations, forward and backward, in port order."""

import numpy as np
import pytest

from playground.engine.errors import SettingError, ShapeError
from playground.engine.network import Network
from playground.engine.operations.joins import Add, Concatenate, Join
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import loaded_program, run_through, wired


def joined(join: Join, widths: list[int]) -> Network:
    """Inputs of so many features each, joined, wired in the opposite order of the ports."""
    nodes: dict[str, Operation] = {f"X{port}": Input(width) for port, width in enumerate(widths)}
    wires = [f"x{port} j {port}" for port in reversed(range(len(widths)))]
    return wired({**nodes, "J": join, "L": MeanSquaredError()}, *wires, "j l")


def program_of(join: Join, widths: list[int]) -> Program:
    """Three samples through the join."""
    network = joined(join, widths)
    columns, outputs = sum(widths), network.shapes["j"][0]
    features = np.arange(3.0 * columns).reshape(3, columns)
    return run_through(loaded_program(network, Samples(features, np.ones((3, outputs)))))


@pytest.mark.parametrize("ports", [2, 3, 16])
def test_add_sums_its_inputs_and_hands_the_gradient_to_each(ports: int) -> None:
    program = program_of(Add(ports), [2] * ports)
    parts = [program.value("activation", f"x{port}") for port in range(ports)]
    assert np.allclose(program.value("activation", "j"), sum(parts))
    for port in range(ports):
        assert np.array_equal(program.value("grad_activation", f"x{port}"), program.value("grad_activation", "j"))


@pytest.mark.parametrize("widths", [[1, 2], [3, 1, 2], [1] * 16])
def test_concatenate_stands_end_to_end_and_hands_back_each_part(widths: list[int]) -> None:
    program = program_of(Concatenate(len(widths)), widths)
    ports = range(len(widths))
    values = np.hstack([program.value("activation", f"x{port}") for port in ports])
    gradients = np.hstack([program.value("grad_activation", f"x{port}") for port in ports])
    assert np.array_equal(program.value("activation", "j"), values)
    assert np.array_equal(program.value("grad_activation", "j"), gradients)


def test_a_part_of_a_concatenation_says_which_places_it_takes_back() -> None:
    texts = [step.text for step in program_of(Concatenate(2), [2, 3]).instructions]
    assert "a⁽¹⁾ = (a⁽⁰⁾; a⁽⁰⁾)" in texts
    assert "δa⁽⁰⁾ = δa⁽¹⁾[1 … 2]" in texts
    assert "δa⁽⁰⁾ = δa⁽¹⁾[3 … 5]" in texts


@pytest.mark.parametrize("kind", [Add, Concatenate])
def test_ports_are_numbered_from_one(kind: type[Join]) -> None:
    assert kind(3).ports == ("input 1", "input 2", "input 3")


@pytest.mark.parametrize("kind", [Add, Concatenate])
@pytest.mark.parametrize("inputs", [0, 1, 17])
def test_too_few_or_too_many_inputs_are_refused(kind: type[Join], inputs: int) -> None:
    with pytest.raises(SettingError, match=f"has {inputs} inputs, expected 2 to 16"):
        kind(inputs).check_settings()


def test_add_takes_equal_shapes_of_any_rank() -> None:
    assert Add().output_shape(((2, 3), (2, 3))) == (2, 3)
    with pytest.raises(ShapeError, match="adds values of shape 2 × 3 and 3; all must have the same shape"):
        Add().output_shape(((2, 3), (3,)))


def test_concatenate_takes_vectors_of_any_length() -> None:
    assert Concatenate(3).output_shape(((2,), (3,), (4,))) == (9,)
    with pytest.raises(ShapeError, match="concatenates vectors, but values of shape 2 × 3 and 3 arrive"):
        Concatenate().output_shape(((2, 3), (3,)))

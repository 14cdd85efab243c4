"""Joins: sums, differences, products and concatenations, forward and backward, in port order."""

import numpy as np
import pytest

from playground.engine.errors import SettingError, ShapeError
from playground.engine.network import Network
from playground.engine.operations.joins import Add, Concatenate, Join, Multiply, Pair, Subtract
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import loaded_program, run_through, samples_for, wired
from tests.engine.samples_shapes import fork


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


def forked(join: Operation, one: tuple[int, ...], other: tuple[int, ...]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What two samples of these shapes give: both inputs and the result, and the gradients of the three."""
    network = fork(one, other, join)
    program = run_through(loaded_program(network, samples_for(network, 2)))
    values = [program.value("activation", name) for name in "abj"]
    return values, [program.value("grad_activation", name) for name in "abj"]


# Add, Subtract, Multiply


@pytest.mark.parametrize("ports", [2, 3, 16])
def test_add_sums_its_inputs_and_hands_the_gradient_to_each(ports: int) -> None:
    program = program_of(Add(ports), [2] * ports)
    parts = [program.value("activation", f"x{port}") for port in range(ports)]
    assert np.allclose(program.value("activation", "j"), sum(parts))
    for port in range(ports):
        assert np.array_equal(program.value("grad_activation", f"x{port}"), program.value("grad_activation", "j"))


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 1, 3)])
def test_subtract_hands_the_second_the_gradient_with_the_other_sign(shape: tuple[int, ...]) -> None:
    (x, y, a), (dx, dy, da) = forked(Subtract(), shape, shape)
    assert np.array_equal(a, x - y)
    assert np.array_equal(dx, da)
    assert np.array_equal(dy, -da)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 1, 3)])
def test_multiply_hands_each_factor_the_gradient_times_the_other(shape: tuple[int, ...]) -> None:
    (x, y, a), (dx, dy, da) = forked(Multiply(), shape, shape)
    assert np.array_equal(a, x * y)
    assert np.array_equal(dx, da * y)
    assert np.array_equal(dy, da * x)


@pytest.mark.parametrize(
    ("join", "verb"), [(Add(), "adds"), (Subtract(), "subtracts"), (Multiply(), "multiplies")], ids=lambda x: str(x)
)
def test_shapes_must_be_equal_and_are_never_stretched(join: Operation, verb: str) -> None:
    assert join.output_shape(((2, 3), (2, 3))) == (2, 3)
    for other, words in (((3,), "3"), ((1, 3), "1 × 3"), ((1,), "1")):
        with pytest.raises(ShapeError, match=f"{verb} values of shape 2 × 3 and {words}; all must have the same shape"):
            join.output_shape(((2, 3), other))


# Concatenate


@pytest.mark.parametrize("widths", [[1, 2], [3, 1, 2], [1] * 16])
def test_concatenate_stands_end_to_end_and_hands_back_each_part(widths: list[int]) -> None:
    program = program_of(Concatenate(len(widths)), widths)
    ports = range(len(widths))
    values = np.hstack([program.value("activation", f"x{port}") for port in ports])
    gradients = np.hstack([program.value("grad_activation", f"x{port}") for port in ports])
    assert np.array_equal(program.value("activation", "j"), values)
    assert np.array_equal(program.value("grad_activation", "j"), gradients)


@pytest.mark.parametrize(
    ("axis", "one", "other"),
    [(0, (2, 3), (1, 3)), (1, (2, 3), (2, 1)), (-1, (2, 2, 1), (2, 2, 3)), (-2, (2, 2, 1), (2, 1, 1))],
)
def test_concatenate_works_along_any_axis(axis: int, one: tuple[int, ...], other: tuple[int, ...]) -> None:
    (x, y, a), (dx, dy, da) = forked(Concatenate(axis=axis), one, other)
    place = axis + 1 if axis >= 0 else axis
    assert np.array_equal(a, np.concatenate([x, y], place))
    assert np.array_equal(da, np.concatenate([dx, dy], place))


def test_a_part_of_a_concatenation_says_which_places_it_takes_back() -> None:
    texts = [step.text for step in program_of(Concatenate(2), [2, 3]).instructions]
    assert "a⁽¹⁾ = (a⁽⁰⁾; a⁽⁰⁾)" in texts
    assert "δa⁽⁰⁾ = δa⁽¹⁾[1 … 2]" in texts
    assert "δa⁽⁰⁾ = δa⁽¹⁾[3 … 5]" in texts


def test_concatenate_takes_values_that_differ_along_the_axis_alone() -> None:
    assert Concatenate(3).output_shape(((2,), (3,), (4,))) == (9,)
    assert Concatenate(axis=1).output_shape(((2, 3), (2, 4))) == (2, 7)
    for other, words in (((3,), "3"), ((2, 4), "2 × 4")):
        message = f"joins along axis 0, so all other lengths must be equal, but 2 × 3 and {words} arrive"
        with pytest.raises(ShapeError, match=message):
            Concatenate().output_shape(((2, 3), other))


def test_concatenate_refuses_an_axis_the_values_lack() -> None:
    with pytest.raises(ShapeError, match="works along axis 1, but values of shape 2 arrive"):
        Concatenate(axis=1).output_shape(((2,), (2,)))
    with pytest.raises(SettingError, match="has the axis 9"):
        Concatenate(axis=9).check_settings()


# Ports


@pytest.mark.parametrize("kind", [Add, Concatenate])
def test_ports_are_numbered_from_one(kind: type[Join]) -> None:
    assert kind(inputs=3).ports == ("input 1", "input 2", "input 3")


@pytest.mark.parametrize("kind", [Subtract, Multiply])
def test_a_pair_has_two_ports(kind: type[Pair]) -> None:
    assert kind().ports == ("input 1", "input 2")


@pytest.mark.parametrize("kind", [Add, Concatenate])
@pytest.mark.parametrize("inputs", [0, 1, 17])
def test_too_few_or_too_many_inputs_are_refused(kind: type[Join], inputs: int) -> None:
    with pytest.raises(SettingError, match=f"has {inputs} inputs, expected 2 to 16"):
        kind(inputs=inputs).check_settings()

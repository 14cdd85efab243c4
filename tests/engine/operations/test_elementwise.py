"""What all operations on numbers keep to: shapes, ports, formulas that compute what the calls compute."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import ShapeError
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.elementwise import Elementwise
from playground.engine.operations.scalar_functions import Sine
from playground.engine.operations.scalars import Divide, FixedPower, Maximum
from tests.engine.operations.number_points import at, computed, formulas_of

ALL = [kind for kind in OPERATIONS.values() if issubclass(kind, Elementwise)]
POSITIVE = st.floats(0.1, 3.0)


@pytest.mark.parametrize("kind", ALL)
def test_there_is_a_port_for_every_local_derivative(kind: type[Elementwise]) -> None:
    operation = kind()
    assert len(operation.ports) == len(operation.slope_rules())
    assert operation.ports in {("input",), ("input 1", "input 2")}
    assert kind.group == "Number"


@pytest.mark.parametrize("kind", ALL)
def test_any_shape_stays_as_it_is(kind: type[Elementwise]) -> None:
    ports = len(kind().ports)
    for shape in ((1,), (4,), (3, 2), (2, 5, 5)):
        assert kind().output_shape((shape,) * ports) == shape


def test_two_inputs_have_equal_shapes() -> None:
    with pytest.raises(ShapeError, match="equal shapes, but 1 and 3 arrive; reshape one of them"):
        Divide().output_shape(((1,), (3,)))


@pytest.mark.parametrize("kind", ALL)
@given(x=POSITIVE, y=POSITIVE)
def test_every_formula_as_printed_gives_the_number(kind: type[Elementwise], x: float, y: float) -> None:
    operation = kind()
    lines = formulas_of(at(operation, *(x, y)[: len(operation.ports)]))
    assert len(lines) == 1 + len(operation.ports)
    for line, value in lines:
        assert computed(line) == pytest.approx(value, rel=1e-12, abs=1e-14), line


@pytest.mark.parametrize("exponent", [-2.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 7.25])
@given(x=POSITIVE)
def test_every_formula_of_a_fixed_power_gives_the_number(exponent: float, x: float) -> None:
    for line, value in formulas_of(at(FixedPower(exponent), x)):
        assert computed(line) == pytest.approx(value, rel=1e-12), line


def test_the_lines_are_those_of_the_blackboard() -> None:
    texts = [step.text for step in at(Sine(), 0.5).program.instructions]
    assert texts[1] == "F = sin(X0)"
    assert texts[-1] == "∂F/∂X0 = ∂F/∂F · ∂F/∂X0"
    assert at(Divide(), 6.0, 3.0).program.instructions[2].text == "F = X0/X1"


def test_single_numbers_may_be_of_single_precision() -> None:
    point = at(Maximum(), 1.5, 2.5, dtype=np.float32)
    assert point.program.value("activation", "f").dtype == np.float32
    assert (point.value, point.slopes) == (2.5, (0.0, 1.0))

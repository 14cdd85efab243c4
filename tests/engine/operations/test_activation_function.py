"""What the table promises of each function: formulas that parse and name only z and a, and one way to pull back."""

import pytest

from playground.engine.formulas import operands, parse
from playground.engine.operations.activation_function import ActivationFunction
from playground.engine.operations.activations import ACTIVATIONS

EVERY_FUNCTION = pytest.mark.parametrize("function", ACTIVATIONS.values(), ids=ACTIVATIONS.keys())


@EVERY_FUNCTION
def test_its_formulas_parse_and_use_z_and_a(function: ActivationFunction) -> None:
    for template in (function.formula, function.expanded, function.slope_formula):
        assert set(operands(parse(template))) <= {"z", "a"}
    assert operands(parse(function.formula)) == ("z",)


@EVERY_FUNCTION
def test_it_has_a_slope_with_its_formula_or_a_rule_of_its_own(function: ActivationFunction) -> None:
    assert (function.slope is None) == (function.slope_formula == "") == (function.pull_back is not None)

"""What all losses share: the factor in front of a sum, and the sum itself."""

from typing import Any, cast

import numpy as np
import pytest

from playground.engine.instruction import Call, run_calls
from playground.engine.operations.loss import Factor, Loss, Total
from playground.engine.operations.operation import Site


class Constants:
    """As much of a site as scaling needs."""

    def constant(self, value: float) -> np.ndarray:
        """A 0-d array."""
        return np.array(value)


SITE = cast(Site, Constants())


@pytest.mark.parametrize(
    ("factor", "text", "of_sum"),
    [
        (Factor(1, 1), "", "p − y"),
        (Factor(2, 1), "2 ", "2 (p − y)"),
        (Factor(1, 4), "<1|4> ", "<1|4> (p − y)"),
        (Factor(2, 12), "<2|12> ", "<2|12> (p − y)"),
    ],
)
def test_a_factor_as_a_formula(factor: Factor, text: str, of_sum: str) -> None:
    assert (factor.text, factor.of_sum("p − y")) == (text, of_sum)


@pytest.mark.parametrize(("factor", "sign"), [(Factor(1, 1), 1), (Factor(1, 1), -1), (Factor(2, 3), 1)])
def test_a_factor_as_a_call_that_is_left_out_for_one(factor: Factor, sign: int) -> None:
    array = np.array([3.0, -6.0])
    calls: tuple[Call, ...] = factor.scaling(SITE, array, sign)
    run_calls(calls)
    assert array.tolist() == [sign * 3 * factor.top / factor.bottom, sign * -6 * factor.top / factor.bottom]
    assert (calls == ()) == (sign * factor.top == factor.bottom)


@pytest.mark.parametrize(
    ("size", "negative", "text"), [(1, False, "{a}"), (2, False, "Σ[{a}]"), (1, True, "Σ[{a}]"), (2, True, "Σ[{a}]")]
)
def test_a_single_number_is_no_sum(size: int, negative: bool, text: str) -> None:
    nothing: dict[str, Any] = {}
    assert Total("{a}", nothing, np.zeros(size), (), "", negative).text == text


def test_a_loss_compares_one_prediction_and_ends_the_forward_pass() -> None:
    assert (Loss().ports, Loss().has_output, Loss().reduction) == (("prediction",), False, "mean")

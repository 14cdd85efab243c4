"""What refutes a condition is certain: whoever believes it never misses an update in which the condition holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.session.condition_rows import over_rows
from playground.session.condition_syntax import parse_condition
from playground.session.forms import bound, few_refute, limit_of, refutation

NUMBERS = st.sampled_from((0.0, 0.25, -0.5, 1.0, -1.0, 1.0000001, -3.0, float("nan"), float("inf")))
ROWS = st.integers(1, 40).flatmap(
    lambda size: st.lists(st.lists(NUMBERS, min_size=size, max_size=size), min_size=1, max_size=9)
)


@pytest.mark.parametrize("text", ["max|δz| < 1", "max|δz| > 1", "mean|a| > 1", "dead units > 100 %"])
@given(rows=ROWS)
def test_what_is_refuted_holds_nowhere(text: str, rows: list[list[float]]) -> None:
    tree = parse_condition(text)
    found = refutation(tree)
    assert found is not None
    numbers = np.array(rows)
    numbers = numbers[:, 0] if text.startswith("dead") else numbers
    with np.errstate(all="ignore"):
        holds = over_rows(tree.left, lambda _name: numbers), tree.sign, limit_of(tree.right)
        compared = holds[0] < holds[2] if tree.sign == "<" else holds[0] > holds[2]
        assert not (found[1](numbers) and compared.any())


@pytest.mark.parametrize("limit", [0.1, 0.3, 0.7, 1e-6])
@pytest.mark.parametrize("sign", "<>")
def test_a_limit_is_not_rounded_to_single_precision(sign: str, limit: float) -> None:
    tree = parse_condition(f"max|z| {sign} {limit}")
    found = refutation(tree)
    assert found is not None
    rounded = float(np.float32(limit))
    holds = rounded < limit if sign == "<" else rounded > limit
    assert found[1](np.full((3, 2), limit, np.float32)) is not holds


def test_bounds_are_from_above() -> None:
    found = bound(parse_condition("mean|a⁽¹⁾| > 50 %"))
    assert found is not None
    assert (found.kind, found.value.symbol, found.limit) == ("mean", "a", 0.5)
    others = ("max|z| < 1", "max z > 1", "max|z| > 0", "max|z| > loss", "max|z - a| > 1", "L rises 3 times")
    assert not any(bound(parse_condition(text)) for text in others)


@pytest.mark.parametrize("text", ["max|δz| < 1e-6", "max z <= 2", "min|a| > 3", "dead units > 50 %", "dead units >= 1"])
def test_a_few_samples_refute_these(text: str) -> None:
    assert few_refute(parse_condition(text))


@pytest.mark.parametrize(
    "text",
    ["max|δz| > 1", "mean|a| < 1", "dead units < 1", "max|z| < loss", "max(z - a) < 1", "L rises 9 times"],
)
def test_these_need_all_of_them(text: str) -> None:
    assert not few_refute(parse_condition(text))


@given(rows=ROWS, few=st.integers(1, 9))
def test_the_largest_of_a_few_is_no_larger_than_that_of_all(rows: list[list[float]], few: int) -> None:
    numbers = np.array(rows)
    with np.errstate(all="ignore"):
        if np.abs(numbers).max() < 1:
            assert np.abs(numbers[:few]).max() < 1

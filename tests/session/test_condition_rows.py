"""Looking at many updates at once gives, row by row, the bits of looking at each alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.instruction import Array
from playground.session.condition_rows import dead_shares, joined, over_rows
from playground.session.condition_syntax import parse_expression

TEXTS = (
    "max|W|",
    "min W",
    "mean(W)",
    "sum|W|",
    "‖W‖",
    "max|W - b|",
    "W[1,1] * 2 - max W / 3",
    "mean(W * W)",
    "sum 3 * W",
)


@given(st.sampled_from(TEXTS), st.integers(1, 9), st.integers(0, 99))
def test_a_row_does_not_depend_on_the_others(text: str, updates: int, seed: int) -> None:
    rng, tree = np.random.default_rng(seed), parse_expression(text)
    rows = {"W": rng.normal(size=(updates, 7, 5)), "b": rng.normal(size=(updates, 5))}

    def value(one: dict[str, Array]) -> Array:
        return over_rows(tree, lambda name: one[name.symbol] if name.index is None else one["W"][:, 0, 0])  # type: ignore[union-attr]

    alone = [value({key: table[at : at + 1] for key, table in rows.items()}) for at in range(updates)]
    assert value(rows).tobytes() == np.concatenate(alone).tobytes()


def test_numbers_alone_have_no_rows() -> None:
    assert over_rows(parse_expression("2 * 3"), lambda _name: np.zeros(1)) == 6.0


@pytest.mark.parametrize(
    ("sign", "found"), [("<", [True, False, False]), (">=", [False, True, True]), ("=", [0, 1, 0])]
)
def test_comparisons_are_made_row_by_row(sign: str, found: list[int]) -> None:
    assert joined(sign, np.array([1.0, 2.0, 3.0]), np.array(2.0)).tolist() == found


def test_the_share_of_units_that_answer_nobody() -> None:
    activations = np.zeros((2, 3, 4))
    activations[0, 1, 2] = -0.5
    activations[1, :, :3] = 1.0
    assert dead_shares(activations).tolist() == [0.75, 0.25]

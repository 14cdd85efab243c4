"""A crossing shows the row or the column of the weights that is used, and where blame meets values."""

from __future__ import annotations

import numpy as np
import pytest

from playground.session.crossings import cancelling
from playground.session.influence import shares_of
from playground.session.pictures import Bars, Crossing
from tests.session.pictured import explained, line_of, pictured, walked_through
from tests.session.walked_nets import NETS

NET = NETS["2-3-2 softmax"]


def crossing(quantity: str, name: str, index: tuple[int, ...], count: int = 1) -> Crossing:
    """The picture of one element of 2-3-2."""
    walked = walked_through(NET, count)
    picture = pictured(walked, line_of(walked, quantity, name), index)
    assert isinstance(picture, Crossing)
    return picture


def test_going_forward_the_row_of_the_weights_is_lit() -> None:
    picture = crossing("pre_activation", "Hidden 1", (0, 2))
    assert picture.center.operand == "W"
    assert picture.center.lit == {(2, 0), (2, 1)}
    assert picture.above is not None
    assert picture.above.values.shape == (1, 2)
    assert picture.right is not None
    assert picture.right.lit == {(2, 0)}
    assert "row 3 of W⁽¹⁾" in picture.caption
    assert "then the bias" in picture.caption


def test_going_back_the_column_is_lit_and_blame_comes_the_same_way() -> None:
    picture = crossing("grad_activation", "Hidden 1", (0, 1))
    assert picture.center.lit == {(0, 1), (1, 1)}
    assert picture.left is not None
    assert picture.below is not None
    assert picture.left.operand == "dz"
    assert picture.below.lit == {(0, 1)}
    assert "column 2 of W⁽²⁾; blame comes back to it the same way" in picture.caption


def test_the_numbers_along_the_lit_column_make_the_lit_result() -> None:
    picture = crossing("grad_activation", "Hidden 1", (2, 1), 4)
    assert picture.left is not None
    assert picture.below is not None
    made = picture.left.values[:, 0] @ picture.center.values[:, 1]
    assert made == pytest.approx(picture.below.values[0, 1], rel=1e-14)


def test_the_gradient_of_the_weights_is_the_outer_product() -> None:
    picture = crossing("grad_weights", "Output", (1, 2))
    assert picture.left is not None
    assert picture.above is not None
    assert np.allclose(picture.left.values @ picture.above.values, picture.center.values, rtol=1e-14)
    assert (picture.left.lit, picture.above.lit, picture.center.lit) == ({(1, 0)}, {(0, 2)}, {(1, 2)})
    assert picture.shares is None
    assert "×" in picture.caption


def test_of_a_batch_each_samples_share_adds_up_to_the_gradient() -> None:
    picture = crossing("grad_weights", "Output", (0, 1), 5)
    assert picture.shares is not None
    shares = picture.shares
    assert shares.total == picture.center.values[0, 1]  # the engine's own number
    assert sum(bar.value for bar in shares.bars) == pytest.approx(shares.total, rel=1e-13)
    assert picture.left is not None
    assert picture.above is not None
    products = picture.left.values[0] * picture.above.values[:, 1]
    assert [bar.value for bar in shares.bars] == products.tolist()
    assert shares.lit == int(np.abs(products).argmax())


def test_how_much_cancels_is_said() -> None:
    walked = walked_through(NET, 5)
    reader, explanation = explained(walked, line_of(walked, "grad_bias", "Output"), (0,))
    shares = shares_of(reader, explanation.index)
    assert shares is not None
    sizes = np.abs(shares.shares).sum()
    percent = round(100 * (1 - abs(shares.shares.sum()) / sizes))
    assert f"{percent} %" in cancelling(shares) or "nothing cancels" in cancelling(shares)


def test_at_a_fork_the_contributions_are_bars_that_add_up() -> None:
    walked = walked_through(NETS["skip"], 2)
    line = line_of(walked, "grad_activation", "Layer")
    picture = pictured(walked, line, (1, 2))
    assert isinstance(picture, Bars)
    assert len(picture.bars) == 2
    assert picture.total == line.result.array[1, 2]
    assert sum(bar.value for bar in picture.bars) == pytest.approx(picture.total, rel=1e-14)
    assert picture.caption.startswith("2 parts arrive here")

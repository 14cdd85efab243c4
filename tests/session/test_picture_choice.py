"""Every line of every network finds its picture or none, without an error, and whatever adds up does."""

from __future__ import annotations

import pytest

from playground.engine.instruction import Phase
from playground.session.curves import Curves
from playground.session.picture_choice import picture_of
from playground.session.pictures import Bars, Crossing, Curve
from tests.session.pictured import explained, line_of, pictured, walked_through
from tests.session.walked_nets import NETS


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("name", NETS)
def test_every_line_can_be_asked_for_its_picture(name: str, count: int) -> None:
    walked, curves = walked_through(NETS[name], count), Curves()
    for line in walked.instructions:
        index = tuple(size - 1 for size in line.result.array.shape)
        reader, explanation = explained(walked, line, index)
        picture = picture_of(walked, reader, explanation, curves)
        assert picture is None or picture.caption.endswith(".")
        if isinstance(picture, Bars) and picture.total is not None:
            assert picture.total == line.result.array[index]
            assert sum(bar.value for bar in picture.bars) == pytest.approx(picture.total, rel=1e-12, abs=1e-15)
        if line.quantity.key == "grad_weights":
            assert isinstance(picture, Crossing)
        if line.phase is Phase.UPDATE:
            assert picture is None


def test_a_slope_is_shown_on_the_curve() -> None:
    walked = walked_through(NETS["2-3-2 softmax"])
    assert isinstance(pictured(walked, line_of(walked, "grad_pre_activation", "Hidden 1"), (0, 1)), Curve)


def test_softmax_shows_the_shares_of_its_row() -> None:
    walked = walked_through(NETS["long way"], 2)
    picture = pictured(walked, line_of(walked, "activation", "Output"), (1, 2))
    assert isinstance(picture, Bars)
    assert sum(bar.value for bar in picture.bars) == pytest.approx(1.0)
    assert picture.lit == 2


def test_one_samples_part_in_a_bias_needs_no_picture() -> None:
    walked = walked_through(NETS["2-3-2 softmax"])
    assert pictured(walked, line_of(walked, "grad_bias", "Output"), (0,)) is None

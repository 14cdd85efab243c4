"""The shares of the samples add up to the gradient of the batch, and are the gradients of the samples alone."""

import numpy as np
import pytest

from playground.engine.instruction import Instruction
from playground.engine.per_sample import per_sample_gradients
from playground.session.influence import SampleShares, shares_of
from playground.session.pass_point import point_of
from tests.session.pictured import line_of, reader, walked_through
from tests.session.walked_nets import NETS


@pytest.mark.parametrize("name", ["2-3-2 softmax", "skip", "branches", "learned slopes"])
def test_shares_add_up_and_are_those_of_each_sample(name: str) -> None:
    walked = walked_through(NETS[name], 4)
    point = point_of(walked)
    alone = per_sample_gradients(point.network, point.layout, point.values, point.samples) / 4
    for slot in point.layout.slots:
        line = next(line for line in walked.instructions if _computes(line, slot.node, slot.quantity))
        index = (0,) * line.result.array.ndim
        found = shares_of(reader(walked, line), index)
        assert found is not None
        assert found.gradient == line.result.array[index]
        assert found.shares.sum() == pytest.approx(found.gradient, rel=1e-12, abs=1e-15)
        assert found.shares == pytest.approx(alone[:, slot.start], rel=1e-10, abs=1e-15)


def _computes(line: Instruction, node: str, quantity: str) -> bool:
    return line.node == node and line.quantity.key == f"grad_{quantity}"


def test_a_line_that_adds_no_samples_up_has_no_shares() -> None:
    walked = walked_through(NETS["2-3-2 softmax"], 3)
    for quantity in ("grad_activation", "activation", "pre_activation"):
        assert shares_of(reader(walked, line_of(walked, quantity, "Output")), (0, 0)) is None


def test_how_much_cancels() -> None:
    assert SampleShares(0.0, np.array([1.0, -1.0])).cancelled == 1
    assert SampleShares(3.0, np.array([1.0, 2.0])).cancelled == 0
    assert SampleShares(0.0, np.zeros(2)).cancelled == 0
    assert SampleShares(-1.0, np.array([1.0, -2.0])).largest == 1

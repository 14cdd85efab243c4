"""The shares of the samples add up to the gradient of the batch, and are the gradients of the samples alone."""

import numpy as np
import pytest

from playground.engine.element_graph import ElementGraph
from playground.engine.instruction import Ref
from playground.engine.per_sample import per_sample_gradients
from playground.session.influence import SampleShares, sample_shares
from playground.session.pass_point import point_of
from tests.session.walked_nets import NETS, stepper


@pytest.mark.parametrize("name", ["2-3-2 softmax", "skip", "branches", "learned slopes"])
def test_shares_add_up_and_are_those_of_each_sample(name: str) -> None:
    graph = ElementGraph(point_of(stepper(NETS[name], 4)))
    point = graph.point
    alone = per_sample_gradients(point.network, point.layout, point.values, point.samples) / 4
    for slot in point.layout.slots:
        element = graph.at(Ref(slot.node, slot.quantity), 0)
        found = sample_shares(graph, element)
        assert found.gradient == graph.gradient(element)
        assert found.shares.sum() == pytest.approx(found.gradient, rel=1e-12, abs=1e-15)
        assert found.shares == pytest.approx(alone[:, slot.start], rel=1e-10, abs=1e-15)


def test_a_value_of_one_sample_is_that_samples_alone() -> None:
    graph = ElementGraph(point_of(stepper(NETS["skip"], 3)))
    found = sample_shares(graph, graph.element(Ref("output", "activation"), (1, 0)))
    assert found.shares.tolist() == [0, found.gradient, 0]


def test_how_much_cancels() -> None:
    assert SampleShares(0.0, np.array([1.0, -1.0])).cancelled == 1
    assert SampleShares(3.0, np.array([1.0, 2.0])).cancelled == 0
    assert SampleShares(0.0, np.zeros(2)).cancelled == 0
    assert SampleShares(-1.0, np.array([1.0, -2.0])).largest == 1

"""The check of every gradient, in portions: it fills bit by bit and agrees with the check of all at once."""

import numpy as np

from playground.engine.element_graph import ElementGraph
from playground.engine.gradient_check import check_gradients
from playground.engine.instruction import Ref
from playground.session.pass_point import point_of
from playground.session.proof_map import ProofMap
from tests.session.walked_nets import NETS, stepper


def test_the_map_fills_bit_by_bit_and_agrees_with_the_check_of_all() -> None:
    walked = stepper(NETS["skip"], 2)
    proved = ProofMap(ElementGraph(point_of(walked)))
    assert proved.worst is None
    assert proved.advance(0.0)
    assert proved.done == 1
    assert sum(np.isfinite(errors).sum() for errors in proved.errors.values()) == 1
    while proved.advance(0.01):
        pass
    assert proved.done == proved.total == walked.start.learned.layout.size
    start = walked.start
    report = check_gradients(walked.network, start.learned.layout, start.learned.values, start.samples)
    assert max(errors.max() for errors in proved.errors.values()) < 1e-10
    assert {ref.quantity for ref in proved.errors} == {"weights", "bias"}
    assert report.max_relative_error < 1e-10
    worst = proved.worst
    assert worst is not None
    assert proved.errors[worst.ref][worst.index] == max(errors.max() for errors in proved.errors.values())


def test_a_wrong_gradient_stands_out() -> None:
    graph = ElementGraph(point_of(stepper(NETS["skip"], 2)))
    wrong = graph.element(Ref("layer", "weights"), (1, 2))
    graph.gradients(wrong.ref)[wrong.index] += 0.01
    proved = ProofMap(graph)
    while proved.advance(1.0):
        pass
    assert proved.worst == wrong


def test_a_gradient_that_is_no_number_is_infinitely_wrong() -> None:
    graph = ElementGraph(point_of(stepper(NETS["skip"], 2)))
    wrong = graph.element(Ref("layer", "weights"), (0, 0))
    graph.gradients(wrong.ref)[wrong.index] = np.nan
    proved = ProofMap(graph)
    proved.advance(0.0)
    while proved.advance(1.0):
        pass
    assert proved.errors[wrong.ref][wrong.index] == np.inf

"""Whoever points at a gradient, a share or an average of an optimizer asks about the number it belongs to."""

from playground.engine.element_graph import ElementGraph
from playground.engine.instruction import Phase, Ref
from playground.engine.optimizers import Adam
from playground.session.asked import asked_about
from playground.session.pass_point import point_of
from tests.session.walked_nets import NETS, stepper

WALKED = stepper(NETS["2-3-2 softmax"], 2, Adam())
GRAPH = ElementGraph(point_of(WALKED))


def test_a_number_of_the_graph_is_asked_about_itself() -> None:
    for ref in GRAPH.refs[1:]:
        element = GRAPH.at(ref, GRAPH.array(ref).size - 1)
        assert asked_about(GRAPH, ref, element.index) == element


def test_a_gradient_is_about_what_it_is_the_gradient_of() -> None:
    for quantity in ("weights", "bias", "activation", "pre_activation"):
        element = GRAPH.at(Ref("hidden 1", quantity), 1)
        assert asked_about(GRAPH, Ref("hidden 1", f"grad_{quantity}"), element.index) == element


def test_every_line_of_the_update_is_about_a_parameter() -> None:
    for step in WALKED.instructions:
        if step.phase is Phase.UPDATE and step.result.array.ndim:
            assert step.result.ref is not None
            element = asked_about(GRAPH, step.result.ref, (0,) * step.result.array.ndim)
            assert element is not None
            assert element.ref.quantity in ("weights", "bias")


def test_the_share_of_a_sample_is_about_the_parameter() -> None:
    element = asked_about(GRAPH, Ref("hidden 1", "share_weights"), (1, 2, 0))
    assert element == GRAPH.element(Ref("hidden 1", "weights"), (2, 0))


def test_nobody_asks_about_the_loss_or_what_is_not_there() -> None:
    assert asked_about(GRAPH, GRAPH.loss.ref, ()) is None
    assert asked_about(GRAPH, Ref("loss", "targets"), (0, 0)) is None
    assert asked_about(GRAPH, Ref("hidden 1", "weights"), (7, 0)) is None

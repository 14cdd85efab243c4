"""Each gradient beside a derivative that the forward pass alone gives; the V of the ε-sweep; notes at kinks."""

from dataclasses import replace

import numpy as np
import pytest

from playground.engine.element_graph import ElementGraph
from playground.engine.instruction import Ref
from playground.engine.numerical_derivatives import Method
from playground.engine.paths import Paths
from playground.session.element_names import found
from playground.session.pass_point import point_of
from playground.session.proof import SWEPT, Prover, error_text, kink_note
from tests.engine.graphs import graph as formula
from tests.engine.test_paths import point_of as formula_point
from tests.session.walked_nets import NETS, stepper


def graph(name: str = "2-3-2 softmax", count: int = 2) -> ElementGraph:
    """The graph of a small network over so many samples."""
    return ElementGraph(point_of(stepper(NETS[name], count)))


@pytest.mark.parametrize("name", ["2-3-2 softmax", "long way", "skip", "branches", "function gelu"])
def test_every_kind_of_number_is_proved(name: str) -> None:
    elements, stream = graph(name), np.random.default_rng(0)
    prover = Prover(elements)
    for ref in elements.refs[1:]:
        proof = prover.prove(elements.at(ref, int(stream.integers(elements.array(ref).size))))
        assert proof.gradient == elements.gradient(proof.element)
        assert proof.relative_error < 1e-10
        assert proof.central_error < 1e-6
        assert proof.forward == pytest.approx(proof.gradient, abs=1e-3)


def test_a_wrong_gradient_is_found_out() -> None:
    elements = graph()
    element = elements.element(Ref("hidden 1", "weights"), (1, 0))
    elements.gradients(element.ref)[element.index] *= 1.001
    assert Prover(elements).prove(element).relative_error == pytest.approx(1e-3, rel=1e-2)


def test_the_method_is_the_best_that_the_blocks_above_allow() -> None:
    elements = graph("skip")
    assert Prover(elements).method(Ref("layer", "weights")) is Method.COMPLEX_STEP


def test_the_sweep_is_a_v() -> None:
    elements = graph()
    sweep = Prover(elements).sweep(elements.element(Ref("hidden 1", "weights"), (1, 0)))
    assert sweep.steps.tolist() == list(SWEPT)
    for errors, lowest in ((sweep.forward_errors, 1e-7), (sweep.central_errors, 1e-9)):
        best = int(np.nanargmin(errors))
        assert errors[best] < lowest
        assert 2 <= best <= 10
        assert errors[0] > 100 * errors[best]
        assert np.nan_to_num(errors[-1], nan=1.0) > 100 * errors[best]
    assert np.nanargmin(sweep.central_errors) < np.nanargmin(sweep.forward_errors)


def test_errors_fall_with_the_order_of_the_difference() -> None:
    elements = ElementGraph(formula_point(formula("exp(x)", {"x": 1.0})))
    sweep = Prover(elements).sweep(found(elements, "x"))
    assert sweep.forward_errors[0] / sweep.forward_errors[1] == pytest.approx(10, rel=0.1)
    assert sweep.central_errors[0] / sweep.central_errors[1] == pytest.approx(100, rel=0.1)


def test_a_step_too_small_to_move_the_number_gives_nothing() -> None:
    elements = ElementGraph(formula_point(formula("x*2", {"x": 1e6})))
    sweep = Prover(elements).sweep(found(elements, "x"))
    assert np.isnan(sweep.central[-1])


def test_at_a_kink_the_difference_is_wrong_and_a_note_says_why() -> None:
    elements = ElementGraph(formula_point(formula("relu(x) * 3", {"x": 2e-6})))
    proof = Prover(elements).prove(found(elements, "x"))
    assert proof.gradient == 3
    assert proof.central == pytest.approx(1.8)
    assert proof.kink is not None
    note = kink_note(elements, proof.kink)
    assert note == "x = 2.000e−6 is close to a kink: on one side of it the slope is 0, on the other 3.000."


def test_away_from_kinks_there_is_no_note() -> None:
    elements = graph("long way")
    assert Prover(elements).prove(elements.element(Ref("hidden 1", "weights"), (0, 0))).kink is None


@pytest.mark.filterwarnings("ignore:divide by zero")  # where the formula itself is run, outside of any program
def test_infinite_gradients_have_paths_and_a_proof_without_complaint() -> None:
    elements = ElementGraph(formula_point(formula("sin(a*b) + a/b", {"a": 1.0, "b": 0.0})))
    for name, gradient in (("a", np.inf), ("b", -np.inf)):
        element, prover = found(elements, name), Prover(elements)
        assert prover.prove(element).gradient == gradient
        assert prover.prove(element).incomparable == "The gradient is infinite here, so there is nothing to compare."
        assert prover.sweep(element).central_errors.size == prover.sweep(element).forward_errors.size
        assert Paths(elements, element).total == gradient
        assert len(list(Paths(elements, element))) == 2


def test_what_is_compared_is_told_as_an_error_and_nothing_else() -> None:
    elements = graph()
    proof = Prover(elements).prove(elements.element(Ref("hidden 1", "weights"), (1, 0)))
    assert proof.incomparable == ""
    assert "NaN" in replace(proof, gradient=np.nan).incomparable
    assert error_text(0.00125) == "relative error 0.0013"
    assert error_text(np.nan) == error_text(np.inf) == "not finite, so not to be compared"

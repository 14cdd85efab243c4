"""Every number has a name that finds it again; a name that fits none, or several, is answered with those there are."""

import pytest

from playground.engine.element_graph import ElementGraph
from playground.engine.errors import ElementError
from playground.engine.instruction import Ref
from playground.session.element_names import every_name, found, named
from playground.session.pass_point import point_of
from tests.engine.graphs import graph as formula
from tests.engine.test_paths import point_of as formula_point
from tests.session.walked_nets import NETS, stepper


def graph(name: str = "2-3-2 softmax", count: int = 1) -> ElementGraph:
    """The graph of a small network over so many samples."""
    return ElementGraph(point_of(stepper(NETS[name], count)))


def test_a_number_is_called_as_on_the_blackboard() -> None:
    element = graph().element(Ref("hidden 1", "weights"), (1, 0))
    assert named(graph(), element).text == "W₂,₁⁽¹⁾ of Hidden 1"
    assert named(graph(), graph().loss).text == "L of Loss"


@pytest.mark.parametrize("text", ["W(1)[2,1]", "W⁽¹⁾[2,1]", " Hidden 1.W [ 2 , 1 ]", "Hidden 1.W(1)[2,1]"])
def test_a_name_finds_its_number(text: str) -> None:
    element = found(graph(), text)
    assert (element.ref, element.index) == (Ref("hidden 1", "weights"), (1, 0))


def test_the_sample_of_a_batch_comes_first() -> None:
    assert found(graph(), "z(1)[3]").index == (0, 2)
    assert found(graph(), "z(1)[1,3]").index == (0, 2)
    assert found(graph(count=2), "z(1)[2,3]").index == (1, 2)


def test_a_variable_of_a_formula_is_called_by_its_name() -> None:
    elements = ElementGraph(formula_point(formula("x*w2 + 1", {"x": 3.0, "w2": 2.0})))
    assert elements.value(found(elements, "w2")) == 2.0
    assert named(elements, found(elements, "x")).text == "x"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("W[1,1]", r"which may be W⁽²⁾ \(Output\) or W⁽¹⁾ \(Hidden 1\): name the layer"),
        ("Q", r"expected a place in one of a⁽²⁾ \(Output\), z⁽²⁾ \(Output\), W⁽²⁾"),
        ("W(3)[1,1]", "expected a place in one of"),
        ("W(1)[4,1]", r"expected one within 3 × 2, counted from 1"),
        ("W(1)[0,1]", "within 3 × 2"),
        ("W(1)", "within 3 × 2"),
        ("z(1)[1,1,1]", "expected one within 3, counted from 1"),
        ("W(1)[a,1]", "expected whole numbers from 1 on"),
        ("W(1)[1,1", "expected a symbol with its layer and place"),
        ("", "expected a symbol with its layer and place"),
    ],
)
def test_a_wrong_name_is_answered(text: str, complaint: str) -> None:
    with pytest.raises(ElementError, match=complaint):
        found(graph(), text)


def test_all_arrays_are_named() -> None:
    assert list(every_name(graph()))[-2:] == ["b⁽¹⁾ (Hidden 1)", "a⁽⁰⁾ (Input)"]

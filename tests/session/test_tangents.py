"""A tangent travels with its value: it is told when the value is, for every sample on its own."""

from __future__ import annotations

from dataclasses import replace

from playground.data.sources import Written
from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.session.pass_samples import all_samples
from playground.session.state import opened
from playground.session.stepper import Stepper
from playground.session.tangents import PassTangents
from playground.session.workbench import Workbench


def stepper_of(document: Document) -> Stepper:
    """A pass over all samples at its start."""
    bench = Workbench(opened(document.diagram, document.learned))
    return bench.stepper(all_samples(bench.state))


def told(stepper: Stepper, name: str) -> dict[str, float | None]:
    """The tangents of the first sample by symbol."""
    found = PassTangents().of(stepper, stepper.network.named(name).id)
    return {symbol: None if array is None else float(array[0, 0]) for symbol, array in found.values()}


def test_tangents_come_with_their_values() -> None:
    stepper = stepper_of(graphs.one_neuron())
    stepper.run_to(3)
    before = told(stepper, "w2")
    assert before["∂v₁/∂w2"] == 3.0
    assert before["∂ŷ/∂w2"] is None
    stepper.run_to_end()
    after = told(stepper, "w2")
    assert (after["∂ŷ/∂w2"], after["∂L/∂w2"], after["∂x/∂w2"]) == (4.0, -24.0, 0.0)


def test_every_sample_has_its_own() -> None:
    document = graphs.doubled_squared()
    data = Written("Three", ("a",), ((1.0,), (2.0,), (3.0,)))
    stepper = stepper_of(Document(replace(document.diagram, data=data)))
    stepper.run_to_end()
    found = PassTangents().of(stepper, stepper.network.named("a").id)
    array = found[stepper.network.named("c").id][1]
    assert array is not None
    assert array.ravel().tolist() == [8.0, 16.0, 24.0]


def test_layers_and_unknown_nodes_have_none() -> None:
    assert PassTangents().of(stepper_of(graphs.mazur()), "n1") == {}
    assert PassTangents().of(stepper_of(graphs.one_neuron()), "") == {}

"""On the wires between layers: one entry of the local derivatives, the numbers of the engine, as far as the pass is."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import example_networks as networks
from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.engine.instruction import Ref
from playground.session.pass_samples import next_batch, one_sample
from playground.session.state import opened
from playground.session.stepper import Stepper
from playground.session.wire_derivatives import WireDerivative
from playground.session.wire_links import Place, WireLinks
from playground.session.workbench import Workbench

EXAMPLES = (
    lambda: Document(networks.moons()),
    lambda: Document(networks.skip()),
    lambda: Document(networks.convolution()),
    graphs.two_layers,
    graphs.mazur,
)


def walked(document: Document, share: float = 1.0, batch: bool = False) -> Stepper:
    """A pass that has come so far."""
    bench = Workbench(opened(document.diagram, document.learned))
    stepper = bench.stepper(next_batch(bench.state) if batch else one_sample(bench.state, 0))
    stepper.run_to(round(share * len(stepper.instructions)))
    return stepper


def wires(stepper: Stepper, place: Place | None) -> dict[tuple[str, str], WireDerivative]:
    """What stands on each wire, by the ids at its ends."""
    return {(wire.edge.source, wire.edge.target): wire for wire in WireLinks().of(stepper, place)}


@pytest.mark.parametrize("make", EXAMPLES)
@pytest.mark.parametrize("batch", [False, True])
def test_what_comes_down_is_upstream_times_local_on_every_wire(make: object, batch: bool) -> None:
    stepper = walked(make(), batch=batch)  # type: ignore[operator]
    found = WireLinks().of(stepper, None)
    assert {wire.edge for wire in found} == set(stepper.network.edges)
    for wire in found:
        assert wire.downstream == pytest.approx(wire.upstream * wire.local, rel=1e-15)  # type: ignore[operator]


def test_the_entry_is_that_of_the_weight_that_is_explained() -> None:
    stepper = walked(graphs.mazur())
    weights, dz = (stepper.program.values[Ref("n3", name)].array for name in ("weights", "grad_pre_activation"))
    place = (Ref("n3", "grad_weights"), (1, 0))  # neuron 2 here, number 1 below
    stepper.run_to(stepper.cursor - 3)  # before W is updated
    wire = wires(stepper, place)["n2", "n3"]
    assert wire.symbol == "∂z₂⁽²⁾/∂a₁⁽¹⁾"
    assert wire.local is not None
    assert wire.upstream is not None
    assert (wire.local.item(), wire.upstream.item()) == (0.5, dz[0, 1])
    assert wire.text() == "∂z₂⁽²⁾/∂a₁⁽¹⁾ = 0.500  [2 × 2]"
    assert weights.shape == (2, 2)


def test_the_sample_and_the_neuron_that_are_looked_at_are_those_of_every_wire() -> None:
    stepper = walked(graphs.two_layers(), batch=True)
    wire = wires(stepper, (Ref("n2", "activation"), (2, 1)))["n2", "n3"]
    assert wire.symbol == "∂z₃,₁⁽²⁾/∂a₃,₂⁽¹⁾"


def test_nothing_is_told_before_the_pass_has_come_there() -> None:
    stepper = walked(graphs.mazur(), share=0.0)
    assert all(
        (wire.local, wire.upstream, wire.downstream) == (None, None, None) for wire in WireLinks().of(stepper, None)
    )
    stepper.run_to(3)  # a⁽⁰⁾, z⁽¹⁾, a⁽¹⁾
    found = wires(stepper, None)
    assert found["n1", "n2"].local is not None
    assert found["n1", "n2"].arrival() == ""
    assert found["n2", "n3"].local is None


def test_the_whole_product_stands_there_and_the_tip_says_which_entry_it_is() -> None:
    wire = wires(walked(graphs.mazur()), None)["n2", "n3"]
    assert wire.arrival() == "0.138 × 0.400 = 0.0554"
    assert "one entry of the 2 × 2 local derivatives" in wire.sentence()
    assert "upstream × local = downstream: δz₁⁽²⁾ × ∂z₁⁽²⁾/∂a₁⁽¹⁾" in wire.sentence()


def test_the_loss_hands_down_its_own_derivative() -> None:
    stepper = walked(graphs.mazur())
    wire = wires(stepper, None)["n3", "n4"]
    assert wire.upstream_symbol == "1"
    assert wire.downstream is not None
    assert wire.downstream.item() == stepper.program.values[Ref("n3", "grad_activation")].array[0, 0]


def test_a_graph_tells_its_wires_itself() -> None:
    assert WireLinks().of(walked(graphs.one_neuron()), None) == ()


def test_the_links_are_the_engines_even_for_an_output_that_is_not_looked_at() -> None:
    stepper = walked(Document(networks.moons()))
    wire = wires(stepper, (Ref("n2", "activation"), (0, 7)))["n2", "n3"]
    weights = stepper.start.learned.layout.slot("n3", "weights").view(stepper.start.learned.values)
    assert wire.local is not None
    assert np.isin(wire.local.item(), weights[:, 7])

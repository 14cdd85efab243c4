"""On every wire of a graph: ∂target/∂source, and upstream × local = downstream, in the engine's own numbers."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from playground.data.sources import Written
from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.engine.network import Edge
from playground.session.number_style import AS_USUAL, NumberForm, NumberStyle
from playground.session.pass_samples import all_samples, one_sample
from playground.session.state import opened
from playground.session.stepper import Granularity, Stepper
from playground.session.wire_derivatives import WireDerivative, WireDerivatives
from playground.session.workbench import Workbench

GRAPHS = (
    graphs.doubled_squared,
    graphs.one_neuron,
    graphs.cube_of_square,
    graphs.total_derivative,
    graphs.sum_times_sum,
    graphs.sum_times_factor,
    graphs.sigmoid_neuron,
    graphs.gates,
)


def walked(document: Document, share: float = 1.0) -> Stepper:
    """A pass over the first sample, walked so far."""
    bench = Workbench(opened(document.diagram, document.learned))
    stepper = bench.stepper(one_sample(bench.state, 0))
    stepper.run_to(round(share * len(stepper.instructions)))
    return stepper


def by_symbol(stepper: Stepper) -> dict[str, WireDerivative]:
    """The wires by what stands beside them."""
    return {wire.symbol: wire for wire in WireDerivatives().of(stepper)}


@pytest.mark.parametrize("make", GRAPHS)
def test_what_comes_down_is_what_arrives_from_above_times_the_local_derivative(make: object) -> None:
    stepper = walked(make())  # type: ignore[operator]
    wires = WireDerivatives().of(stepper)
    inner = [edge for edge in stepper.network.edges if stepper.network.by_id[edge.target].operation.has_output]
    assert {wire.edge for wire in wires} == set(inner)
    for wire in wires:
        assert wire.local is not None
        assert wire.upstream is not None
        assert wire.downstream is not None
        assert wire.downstream == pytest.approx(wire.upstream * wire.local, rel=1e-14)


def test_the_numbers_of_one_neuron_stand_as_in_the_lesson() -> None:
    wires = by_symbol(walked(graphs.one_neuron()))
    assert wires["∂v₁/∂w2"].text() == "∂v₁/∂w2 = 3"
    assert wires["∂v₁/∂w2"].arrival() == "−18"
    assert wires["∂ŷ/∂w2"].arrival() == "−6"


def test_before_the_pass_nothing_is_told_and_after_it_everything() -> None:
    start, end = by_symbol(walked(graphs.one_neuron(), 0.0)), by_symbol(walked(graphs.one_neuron()))
    assert {wire.text()[-1] for wire in start.values()} == {"?"}
    assert not any(wire.arrival() for wire in start.values())
    assert all(wire.arrival() for wire in end.values())


def test_a_local_derivative_is_there_as_soon_as_its_value() -> None:
    stepper = walked(graphs.one_neuron(), 0.0)
    first = next(step for step in stepper.instructions if step.result.symbol == "v₁")
    stepper.run_to(first.index + 1)
    wires = by_symbol(stepper)
    assert wires["∂v₁/∂x"].text() == "∂v₁/∂x = 2"
    assert wires["∂v₃/∂ŷ"].text() == "∂v₃/∂ŷ = ?"


def test_the_current_step_is_written_as_a_product() -> None:
    stepper = walked(graphs.one_neuron(), 0.0)
    step = next(step for step in stepper.instructions if step.result.ref and step.result.ref.via.startswith("n3"))
    stepper.run_to(step.index + 1)
    current = [wire for wire in WireDerivatives().of(stepper) if wire.current]
    assert [wire.arrival() for wire in current] == ["−6 × 3 = −18"]
    assert "upstream × local = downstream" in current[0].sentence()


def test_after_an_update_the_wires_tell_of_the_next_pass() -> None:
    stepper, wires = walked(graphs.one_neuron()), WireDerivatives()
    before = {wire.edge: wire.text() for wire in wires.of(stepper)}
    stepper.next_pass()
    stepper.run_to_end()
    after = {wire.edge: wire.text() for wire in wires.of(stepper)}
    assert before != after
    assert before.keys() == after.keys()


def test_after_any_walk_all_wires_tell_what_they_would_anew_and_the_others_stay_as_they_are() -> None:
    stepper, wires, draws = walked(graphs.one_neuron(), 0.0), WireDerivatives(), random.Random(3)
    for _ in range(120):
        numbers = draws.choice([AS_USUAL] * 5 + [NumberStyle(NumberForm.DECIMALS, 2)])
        choice = draws.randrange(5)
        if choice < 2:
            stepper.advance(draws.choice(list(Granularity)))
        elif choice == 2:
            stepper.retreat(draws.choice(list(Granularity)))
        elif choice == 3:
            stepper.run_to(draws.randrange(len(stepper.instructions) + 1))
        else:
            stepper.next_pass()
        now, anew = wires.of(stepper, numbers), WireDerivatives().of(stepper, numbers)
        assert [told(wire) for wire in now] == [told(wire) for wire in anew]
        assert wires.of(stepper, numbers) == now
    stepper.run_to(len(stepper.instructions) // 2)
    before = wires.of(stepper)
    stepper.step()
    assert 0 < sum(one is other for one, other in zip(before, wires.of(stepper), strict=True)) < len(before)


def told(wire: WireDerivative) -> tuple[object, ...]:
    """All that a wire says."""
    return wire.edge, wire.text(), wire.arrival(), wire.sentence(), wire.current, wire.explained_by


def test_a_layered_network_has_none() -> None:
    assert WireDerivatives().of(walked(graphs.mazur())) == ()


def test_several_samples_stand_side_by_side() -> None:
    document = graphs.doubled_squared()
    rows = tuple((float(a),) for a in (1, 2, 3, 4))
    bench = Workbench(opened(replace(document.diagram, data=Written("Four", ("a",), rows))))
    stepper = bench.stepper(all_samples(bench.state))
    stepper.run_to_end()
    wire = next(wire for wire in WireDerivatives().of(stepper) if wire.symbol == "∂c/∂b")
    assert wire.text() == "∂c/∂b = 4, 8, 12 …"
    assert isinstance(wire.edge, Edge)

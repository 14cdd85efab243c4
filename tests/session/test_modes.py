"""Forward and reverse mode tell the same derivative of the result; either can start at any node."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.engine.errors import ElementError
from playground.engine.instruction import Ref
from playground.engine.samples import Samples
from playground.session.modes import Modes
from playground.session.pass_point import point_of
from playground.session.pass_samples import one_sample
from playground.session.state import opened
from playground.session.workbench import Workbench


def modes_of(document: Document) -> Modes:
    """Both modes at the first sample."""
    bench = Workbench(opened(document.diagram, document.learned))
    return Modes(point_of(bench.stepper(one_sample(bench.state, 0))))


def by_name(modes: Modes, numbers: dict[str, float]) -> dict[str, float]:
    """Derivatives by the nodes' names."""
    return {node.name: numbers[node.id] for node in modes.nodes}


def ids(modes: Modes) -> dict[str, str]:
    """Ids by name."""
    return {node.name: node.id for node in modes.nodes}


def test_forward_mode_from_b_as_in_olahs_graph() -> None:
    modes = modes_of(graphs.sum_times_sum())
    assert by_name(modes, modes.forward(ids(modes)["b"])) == {"a": 0, "b": 1, "c": 1, "1": 0, "d": 1, "e": 5}


def test_reverse_mode_from_the_result_finds_all_at_once() -> None:
    modes = modes_of(graphs.sum_times_sum())
    found = by_name(modes, modes.reverse(modes.result))
    assert (found["a"], found["b"], found["c"], found["d"], found["e"]) == (2, 5, 2, 3, 1)


def test_any_node_can_be_differentiated() -> None:
    modes = modes_of(graphs.sum_times_sum())
    found = by_name(modes, modes.reverse(ids(modes)["c"]))
    assert found == {"a": 1, "b": 1, "c": 1, "1": 0, "d": 0, "e": 0}


@pytest.mark.parametrize("make", [graphs.one_neuron, graphs.total_derivative, graphs.gates, graphs.sigmoid_neuron])
def test_both_modes_agree_on_every_pair_of_nodes(make: object) -> None:
    modes = modes_of(make())  # type: ignore[operator]
    forward = {node.id: modes.forward(node.id) for node in modes.nodes}
    for end in modes.nodes:
        backward = modes.reverse(end.id)
        for start in modes.nodes:
            assert forward[start.id][end.id] == pytest.approx(backward[start.id], rel=1e-12, abs=1e-15)


def test_rows_hold_values_and_both_columns() -> None:
    modes = modes_of(graphs.one_neuron())
    rows = {row.name: row for row in modes.rows(ids(modes)["w2"], modes.result)}
    assert (rows["ŷ"].value, rows["ŷ"].forward, rows["ŷ"].reverse) == (14.0, 4.0, -6.0)
    assert rows["L"].forward == rows["w2"].reverse == -24.0


@pytest.mark.parametrize("document", [graphs.sum_times_sum(), graphs.one_neuron(), graphs.cube_of_square()])
def test_what_a_derivative_is_said_to_be_the_sum_of_adds_up_to_it(document: Document) -> None:
    modes = modes_of(document)
    for one in modes.nodes:
        for other in modes.nodes:
            try:
                sums = modes.forward_sum(other.id, one.id), modes.reverse_sum(one.id, other.id)
            except ElementError:  # a constant, to which no gradient leads
                continue
            for found in sums:
                total = sum(left[1] * right[1] for left, right in found.products)
                assert found.value == pytest.approx(1.0 if found.origin else total, rel=1e-14)


def test_a_batch_has_no_line_for_the_derivative_of_its_first_sample_alone() -> None:
    bench = Workbench(opened(graphs.one_neuron().diagram, graphs.one_neuron().learned))
    one = modes_of(graphs.one_neuron())
    node = ids(one)["w2"]
    assert one.gradient_at(node, one.result) == (Ref(node, "grad_activation"), (0, 0))
    assert one.gradient_at(node, node) is None
    point = point_of(bench.stepper(one_sample(bench.state, 0)))
    twice = Samples(*(np.vstack([part, part]) for part in (point.samples.features, point.samples.targets)))
    assert Modes(replace(point, samples=twice)).gradient_at(node, one.result) is None

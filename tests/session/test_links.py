"""Link by link: each stage's curve passes through its point, its slope is the curve's, and the slopes multiply."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.session.links import Link, Links, is_chained
from playground.session.pass_point import point_of
from playground.session.pass_samples import one_sample
from playground.session.state import opened
from playground.session.workbench import Workbench


def links_of(document: Document) -> Links:
    """The links of a document at its first sample."""
    bench = Workbench(opened(document.diagram, document.learned))
    return Links(point_of(bench.stepper(one_sample(bench.state, 0))))


def measured(link: Link) -> float:
    """The slope of a curve at its point, by the neighbours of the middle."""
    middle = len(link.across) // 2
    return float((link.up[middle + 1] - link.up[middle - 1]) / (link.across[middle + 1] - link.across[middle - 1]))


def test_the_cube_of_a_square_plus_one() -> None:
    links = links_of(graphs.cube_of_square())
    (way,) = links.ways(links.starts[0].id)
    chain = links.chain(way)
    assert links.described(way) == "x → v₁ → u → y"
    assert [link.slope for link in chain.links] == [4.0, 1.0, 75.0]
    assert chain.product == chain.whole.slope == 300.0
    assert chain.whole.up[-1] == pytest.approx((chain.whole.across[-1] ** 2 + 1) ** 3)


@pytest.mark.parametrize(
    "make", [graphs.one_neuron, graphs.cube_of_square, graphs.total_derivative, graphs.gates, graphs.sigmoid_neuron]
)
def test_ways_add_up_and_every_curve_has_its_tangents_slope(make: object) -> None:
    links = links_of(make())  # type: ignore[operator]
    for start in links.starts:
        chains = [links.chain(way) for way in links.ways(start.id)]
        assert sum(chain.product for chain in chains) == pytest.approx(chains[0].whole.slope, rel=1e-12)
        for link in (*chains[0].links, chains[0].whole):
            middle = len(link.across) // 2
            assert link.across[middle] == pytest.approx(link.x)
            assert link.up[middle] == pytest.approx(link.y, rel=1e-9)
            assert measured(link) == pytest.approx(link.slope, rel=0.02, abs=0.02)


def test_a_name_used_twice_in_one_block_is_two_links() -> None:
    links = links_of(Document(graphs.graph("y = x*x", {"x": 3})))
    ways = links.ways(links.starts[0].id)
    assert [links.chain(way).product for way in ways] == [3.0, 3.0]
    assert links.chain(ways[0]).whole.slope == 6.0


def test_a_link_is_held_at_its_other_operands() -> None:
    links = links_of(graphs.one_neuron())
    x = next(node for node in links.starts if node.name == "x")
    first = links.chain(links.ways(x.id)[0]).links[0]
    assert np.allclose(first.up, 2.0 * first.across)


def test_only_graphs_have_links() -> None:
    assert is_chained(graphs.one_neuron().diagram.network)
    assert not is_chained(graphs.mazur().diagram.network)

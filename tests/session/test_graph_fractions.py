"""The fractions of a formula at a point: those of the worked examples on paper, and that paths add up exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.session.graph_fractions import GraphFractions
from playground.session.graph_values import GraphValues
from tests.session.test_graph_values import CLASSICS

TENTHS = st.integers(-50, 50).map(lambda whole: whole / 10)


@pytest.mark.parametrize(("text", "at", "value", "gradients"), CLASSICS.values(), ids=CLASSICS.keys())
def test_the_classic_examples_are_exact(
    text: str, at: dict[str, float], value: float, gradients: dict[str, float]
) -> None:
    graph = GraphValues.of(text, at)
    exact = GraphFractions(graph)
    assert exact.whole == value
    assert {name: exact.gradient(graph.network.named(name).id) for name in gradients} == gradients


@given(TENTHS, TENTHS, TENTHS)
def test_paths_add_up_to_the_gradient_without_any_rounding(x: float, y: float, w: float) -> None:
    graph = GraphValues.of("s = x*w + y\nt = s*s + max(x, s)/7\nt*w - abs(s)*0.3", {"x": x, "y": y, "w": w})
    exact = GraphFractions(graph)
    for name in ("x", "y", "w"):
        products = [exact.product(path) for path in graph.paths(name)]
        assert None not in products
        assert sum(product or 0 for product in products) == exact.gradient(graph.network.named(name).id)


def test_what_a_wire_brings_is_upstream_times_local() -> None:
    graph = GraphValues.of("p = x/3\np*p", {"x": 0.2})
    exact = GraphFractions(graph)
    brought = {entry.edge: exact.contribution(entry.edge) for entry in graph.edges}
    assert sorted(str(fraction) for fraction in brought.values() if fraction is not None)[0] == "-2/675"
    assert Fraction(2, 45) in brought.values()


def test_an_exponential_takes_the_fraction_from_what_depends_on_it() -> None:
    graph = GraphValues.of("p = exp(x)\np*y", {"x": 1.0, "y": 0.5})
    exact = GraphFractions(graph)
    assert (exact.whole, exact.gradient(graph.network.named("p").id)) == (None, Fraction(1, 2))
    (path,) = graph.paths("x")
    assert exact.product(path) is None

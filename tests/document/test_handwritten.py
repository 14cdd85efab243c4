"""A table written by hand has a column for every number that enters the network, and keeps what was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.data.sources import Bundled, Generated, Written, load
from playground.document.diagram import Diagram
from playground.document.edits import add_block, rename
from playground.document.graph_examples import graph
from playground.document.handwritten import by_hand, fitted, shown_columns
from playground.document.problems import problems
from playground.engine.operations.source import Input


def product() -> Diagram:
    """z = x y at one point."""
    return graph("z = x*y", {"x": 3, "y": 4})


def test_a_first_table_is_named_after_the_inputs() -> None:
    assert by_hand(product().network) == Written("Written by hand", ("x", "y"), ((1.0, 1.0),))


def test_samples_that_fit_are_taken_over() -> None:
    dataset = load(Generated("moons"))
    written = by_hand(product().network, dataset)
    assert written.rows == tuple(map(tuple, dataset.features[:4].tolist()))


def test_what_is_compared_gets_columns_of_its_own() -> None:
    network = add_block(Diagram(), Input(4)).network
    written = by_hand(network, load(Bundled("iris")))
    assert written.targets == 1
    assert [len(row) for row in written.rows] == [5] * 4


def test_an_input_more_brings_a_column_by_one_edit() -> None:
    diagram = add_block(product(), Input(1))
    (problem,) = [found for found in problems(diagram, load(diagram.data)) if found.fix is not None]
    assert problem.fix is not None
    mended = problem.fix.apply(diagram).data
    assert isinstance(mended, Written)
    assert mended.rows == ((3.0, 4.0, 1.0),)
    assert load(mended).columns == 3


@pytest.mark.parametrize("count", [1, 2, 3])
def test_targets_stay_when_features_come_and_go(count: int) -> None:
    network = add_block(Diagram(), Input(count)).network
    before = Written("Rows", ("a", "b", "t"), ((1.0, 2.0, 9.0), (3.0, 4.0, 8.0)), targets=1)
    after = fitted(before, network)
    assert [row[-1] for row in after.rows] == [9.0, 8.0]
    assert load(after).columns == count


def test_columns_are_shown_by_the_names_of_the_inputs() -> None:
    diagram = product()
    x = diagram.network.named("x").id
    assert isinstance(diagram.data, Written)
    assert shown_columns(diagram.data, rename(diagram, x, "width").network) == ("width", "y")
    other = replace(diagram.data, columns=("a",), rows=((1.0,),))
    assert shown_columns(other, diagram.network) == ("a",)

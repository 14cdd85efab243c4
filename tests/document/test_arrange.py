"""The automatic layout: columns by depth, nothing overlaps, chains are straight and wires run clear of blocks."""

from itertools import combinations, pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document.arrange import BLOCK_HEIGHT, BLOCK_WIDTH, arrange, rising
from playground.document.diagram import Diagram
from playground.document.placing import check_position
from playground.engine.network import MAX_NODES, Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from tests.document.sample_diagrams import DIAGRAMS, built, plain, residual

PATIENCE = 30.0  # seconds, however busy the machine is; work that grows with the square takes far longer


@given(DIAGRAMS)
def test_arranging_keeps_the_network_and_lets_no_blocks_overlap(diagram: Diagram) -> None:
    arranged = arrange(diagram)
    assert arranged.network == diagram.network
    assert arrange(arranged) == arranged
    for (x, y), (other_x, other_y) in combinations(arranged.positions.values(), 2):
        assert abs(x - other_x) >= BLOCK_WIDTH or abs(y - other_y) >= BLOCK_HEIGHT


@given(DIAGRAMS)
def test_every_wire_leads_to_the_right(diagram: Diagram) -> None:
    positions = arrange(diagram).positions
    for edge in diagram.network.edges:
        assert positions[edge.source][0] + BLOCK_WIDTH < positions[edge.target][0]


def test_a_chain_is_a_straight_row() -> None:
    assert {y for _, y in arrange(plain()).positions.values()} == {0.0}


@pytest.mark.parametrize("length", [2, 3, 6])
def test_a_skip_runs_straight_and_the_skipped_blocks_make_room(length: int) -> None:
    wires = [(number, number + 1, 0) for number in range(1, length + 4)] + [(1, length + 2, 1)]
    blocks = [Input(8), *[Dense(8)] * length, Add(), Dense(1), MeanSquaredError()]
    positions = arrange(built(*blocks, wires=tuple(wires))).positions
    start, end = positions["n1"][1], positions[f"n{length + 2}"][1]
    assert start == end
    for number in range(2, length + 2):
        assert abs(positions[f"n{number}"][1] - start) >= BLOCK_HEIGHT - 10  # a wire leaves from half the height


def test_branches_stand_above_each_other_without_crossing() -> None:
    wires = ((1, 2, 0), (1, 3, 0), (3, 4, 0), (2, 4, 1), (4, 5, 0))
    positions = arrange(built(Input(2), Dense(2), Dense(2), Concatenate(), MeanSquaredError(), wires=wires)).positions
    assert positions["n2"][0] == positions["n3"][0]
    assert positions["n2"][1] != positions["n3"][1]


def test_an_input_that_is_needed_late_stands_near_its_reader() -> None:
    wires = ((1, 2, 0), (2, 3, 0), (3, 5, 0), (4, 5, 1), (5, 6, 0))
    diagram = built(Input(2), Dense(2), Dense(2), Input(2), Add(), MeanSquaredError(), wires=wires)
    positions = arrange(diagram).positions
    assert positions["n4"][0] == positions["n3"][0]


def test_of_branches_that_end_far_apart_each_stands_near_its_end() -> None:
    wires = (
        (1, 2, 0),
        (1, 3, 0),
        (1, 4, 0),
        (2, 5, 0),
        (3, 6, 0),
        (4, 7, 0),
        (2, 5, 1),
        (5, 6, 1),
        (6, 7, 1),
        (7, 8, 0),
    )
    blocks = (Input(2), *[Dense(2)] * 3, *[Add()] * 3, MeanSquaredError())
    positions = arrange(built(*blocks, wires=wires)).positions
    columns = {number: positions[f"n{number}"][0] for number in range(1, 9)}
    assert columns[1] < columns[2] < columns[3] == columns[5] < columns[4] == columns[6] < columns[7]


@pytest.mark.parametrize("ports", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_wires_end_at_the_ports_of_a_block_in_their_order(ports: tuple[int, ...]) -> None:
    ends = tuple(zip((2, 3, 4), ports, strict=True))
    wires = (*((1, number, 0) for number in (2, 3, 4)), *((number, 5, port) for number, port in ends), (5, 6, 0))
    positions = arrange(built(Input(2), *[Dense(2)] * 3, Add(3), MeanSquaredError(), wires=wires)).positions
    heights = {port: positions[f"n{number}"][1] for number, port in ends}
    assert heights[0] < heights[1] < heights[2]


def test_a_large_network_is_arranged_quickly() -> None:
    nodes = tuple(Node(f"n{i}", f"B{i}", Add() if i > 1 else Input(4)) for i in range(600))
    edges = tuple(
        Edge(f"n{i - 1 - (i * k) % min(i, 40)}", f"n{i}", port) for i in range(2, 600) for port, k in enumerate((7, 11))
    )
    begin = perf_counter()
    positions = arrange(Diagram(Network(nodes, edges))).positions
    assert perf_counter() - begin < PATIENCE
    assert len(set(positions.values())) == 600


def test_the_largest_networks_are_arranged_within_the_canvas_whatever_their_wires() -> None:
    nodes = tuple(Node(f"n{i}", f"B{i}", Add(5) if i else Input(4)) for i in range(MAX_NODES))
    wires = [Edge(f"n{i - 1}", f"n{i}", 0) for i in range(1, MAX_NODES)]
    wires += [Edge("n0", f"n{i}", port) for i in range(2, MAX_NODES) for port in (1, 2)]
    begin = perf_counter()
    arranged = arrange(Diagram(Network(nodes, tuple(wires))))
    assert perf_counter() - begin < PATIENCE
    for position in arranged.positions.values():
        check_position(position)


def test_the_empty_diagram_stays_empty() -> None:
    assert arrange(Diagram()) == Diagram()


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(0.1, 10)), min_size=1))
def test_rising_gives_a_sequence_that_never_falls_with_the_same_weighted_mean(pairs: list[tuple[float, float]]) -> None:
    values, weights = [value for value, _ in pairs], [weight for _, weight in pairs]
    result = rising(values, weights)
    assert all(a <= b for a, b in pairwise(result))
    total = sum(value * weight for value, weight in pairs)
    assert sum(r * w for r, w in zip(result, weights, strict=True)) == pytest.approx(total, abs=1e-6)
    if values == sorted(values):
        assert result == values


def test_the_residual_example_is_laid_out_as_drawn() -> None:
    assert arrange(residual()).positions == {
        "n1": (0.0, 90.0),
        "n2": (230.0, 90.0),
        "n3": (460.0, 0.0),
        "n4": (690.0, 90.0),
        "n5": (920.0, 90.0),
        "n6": (1150.0, 90.0),
    }

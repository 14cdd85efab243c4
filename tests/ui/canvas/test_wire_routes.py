"""Where wires run: from port to port, level along a row, and clear of the blocks between."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from playground.ui.canvas.wire_routes import Rects, no_blocks, route

PLACES = st.integers(-60, 60).map(lambda step: step * 10.0)


def boxes(*corners: tuple[float, float]) -> Rects:
    """Cards of 170 × 90 at these corners."""
    return np.array([(x, y, x + 170.0, y + 90.0) for x, y in corners]) if corners else no_blocks()


@given(PLACES, PLACES, PLACES, PLACES, st.lists(st.tuples(PLACES, PLACES), max_size=6))
def test_a_wire_begins_and_ends_at_its_ports(
    left: float, top: float, right: float, bottom: float, corners: list[tuple[float, float]]
) -> None:
    path = route(QPointF(left, top), QPointF(right, bottom), boxes(*corners)).path
    assert (path.pointAtPercent(0) - QPointF(left, top)).manhattanLength() < 1e-6
    assert (path.pointAtPercent(1) - QPointF(right, bottom)).manhattanLength() < 1e-6


def test_a_wire_along_a_row_is_straight() -> None:
    path = route(QPointF(170, 50), QPointF(260, 50), boxes((0, 0), (260, 0))).path
    assert path.boundingRect().height() == 0


@given(st.integers(1, 4), st.integers(-4, 4).map(lambda step: step * 10.0))
def test_a_skip_goes_around_the_blocks_in_its_row(count: int, shift: float) -> None:
    cards = boxes(*[(260.0 * column, shift) for column in range(1, count + 1)])
    end = QPointF(260.0 * (count + 1), 50)
    path = route(QPointF(170, 50), end, np.vstack([boxes((0, 0), (end.x(), 0)), cards])).path
    points = [path.pointAtPercent(share) for share in np.linspace(0, 1, 200).tolist()]
    for left, top, right, bottom in cards.tolist():
        assert not any(QRectF(left, top, right - left, bottom - top).contains(point) for point in points)


def test_a_detour_takes_the_nearest_gap() -> None:
    path = route(QPointF(170, 50), QPointF(520, 50), boxes((0, 0), (520, 0), (260, -20), (260, 120))).path
    assert 70 < path.boundingRect().bottom() < 120
    assert path.boundingRect().top() == 50


def test_a_wire_back_to_the_left_loops() -> None:
    bounds = route(QPointF(500, 50), QPointF(100, 250), no_blocks()).path.boundingRect()
    assert bounds.right() > 500
    assert bounds.left() < 100

"""Rows of values know whether they look alike, and keep copies of buffers that will be written again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.engine.quantities import Role
from playground.ui.block_values import ValueRow

ROW = ValueRow("activation", "a", "(1)", Role.FORWARD, np.array([[1.0, np.nan]]), (1, 2))


def test_equal_bits_look_alike_even_where_they_are_not_numbers() -> None:
    assert ROW.shows_same(replace(ROW, values=np.array([[1.0, np.nan]])))
    assert not ROW.shows_same(replace(ROW, values=np.array([[1.0, 2.0]])))
    assert not ROW.shows_same(replace(ROW, values=None))
    assert not ROW.shows_same(replace(ROW, current=True))
    assert not ROW.shows_same(replace(ROW, superscript="(2)"))
    assert not ROW.shows_same(replace(ROW, ghost=np.array([[1.0, 2.0]])))
    assert replace(ROW, values=None).shows_same(replace(ROW, values=None))


def test_a_kept_row_does_not_change_with_its_buffer() -> None:
    buffer = np.zeros((1, 2))
    kept = replace(ROW, values=buffer).kept()
    buffer[:] = 7.0
    assert kept.values is not None
    assert kept.values.tolist() == [[0.0, 0.0]]

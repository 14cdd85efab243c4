"""A recording keeps what arrays held, update by update."""

from __future__ import annotations

import numpy as np

from playground.engine.instruction import run_calls
from playground.engine.parameters import Clock
from playground.session.recording import Recording


def test_each_call_takes_one_row_of_every_film() -> None:
    clock, table, number, empty = Clock(0), np.zeros((2, 3), np.float32), np.zeros((1, 1)), np.zeros((2, 0))
    recording, part = Recording(clock), table[:, 1]
    films = [recording.film(array) for array in (table, part, number, empty)]
    squares = recording.squares(table.reshape(-1))
    (call,) = recording.calls()
    for update in range(3):
        clock.updates, table[...], number[...] = update, update, -update
        call()
    assert recording.updates == [0, 1, 2]
    assert [film.rows.shape for film in films] == [(3, 2, 3), (3, 2), (3,), (3, 2, 0)]
    assert films[0].rows.dtype == np.float32
    assert films[1].rows.tolist() == [[0, 0], [1, 1], [2, 2]]
    assert films[2].rows.tolist() == [0, -1, -2]
    assert squares.rows.tolist() == [0, 6, 24]


def test_what_is_asked_for_twice_is_taken_once_and_nothing_costs_nothing() -> None:
    recording, array = Recording(Clock(0)), np.zeros(4)
    assert recording.calls() == ()
    assert recording.film(array) is recording.film(array)
    run_calls(recording.calls())
    recording.clear()
    assert recording.updates == []
    assert len(recording.film(array).rows) == 0

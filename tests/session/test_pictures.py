"""A slab shows a part of an operand: its cells are the array's own numbers, and each knows its element."""

from __future__ import annotations

import numpy as np

from playground.engine.instruction import Factor
from playground.session.pictures import Cut, slab
from tests.session.pictured import line_of, reader, walked_through
from tests.session.walked_nets import NETS


def test_a_slab_is_a_view_of_the_engines_array() -> None:
    walked = walked_through(NETS["2-3-2 softmax"], 4)
    line = line_of(walked, "grad_weights", "Output")
    shown = slab(reader(walked, line), Factor("dz", "nu"), Cut({}, "u", "n"))
    assert np.shares_memory(shown.values, line.operands["dz"].array)
    assert shown.values.shape == (2, 4)
    assert shown.label == "δz⁽²⁾"


def test_every_cell_knows_its_element() -> None:
    walked = walked_through(NETS["2-3-2 softmax"], 4)
    line = line_of(walked, "pre_activation", "Hidden 1")
    shown = slab(reader(walked, line), Factor("x", "nk"), Cut({"n": 2}, "", "k"))
    array = line.operands["x"].array
    assert [shown.element((0, column)) for column in range(2)] == [(2, 0), (2, 1)]
    assert shown.values.tolist() == [array[2].tolist()]


def test_several_letters_run_along_one_side() -> None:
    walked = walked_through(NETS["softmax, axis 0, log False"], 2)
    line = line_of(walked, "activation", "Hidden 2")
    axes = "nab"[: line.result.array.ndim]
    shown = slab(reader(walked, line), Factor("out", axes), Cut({}, axes[:2], axes[2:]))
    for cell in np.ndindex(*shown.values.shape):
        assert shown.values[cell] == line.result.array[shown.element((cell[0], cell[1]))]

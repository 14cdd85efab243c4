"""The curve is the program's own function: it passes through (z, a), and its tangent has the slope blame meets."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.operations.activations import ACTIVATIONS
from playground.session.curves import Curves
from tests.engine.sample_networks import catalogue_networks, loaded_program, run_through, samples_for
from tests.session.pictured import line_of, walked_through
from tests.session.walked_nets import NETS

ELEMENTWISE = [key for key, function in ACTIVATIONS.items() if function.slope is not None or key == "identity"]


@pytest.mark.parametrize("key", ELEMENTWISE)
@pytest.mark.parametrize("count", [1, 3])
def test_every_activation_has_its_curve_forward_and_back(key: str, count: int) -> None:
    walked, curves = walked_through(NETS[f"function {key}"], count), Curves()
    forward, back = line_of(walked, "activation", "Hidden 1"), line_of(walked, "grad_pre_activation", "Hidden 1")
    index = (count - 1, 1)
    going, coming = curves.of(walked, forward, index), curves.of(walked, back, index)
    assert going is not None
    assert coming is not None
    assert (coming.x, coming.y) == (going.x, going.y)
    assert going.x == forward.operands["z"].array[index]
    assert going.y == forward.result.array[index]
    assert coming.slope == going.slope
    assert np.interp(going.x, going.across, going.up) == pytest.approx(going.y, abs=0.05)
    if "slope" in back.operands:
        assert coming.slope == back.operands["slope"].array[index]


def test_the_slope_is_that_of_the_curve() -> None:
    walked = walked_through(NETS["function tanh"])
    curve = Curves().of(walked, line_of(walked, "activation", "Hidden 1"), (0, 0))
    assert curve is not None
    assert curve.slope == pytest.approx(1 - curve.y**2, rel=1e-12)
    assert curve.up == pytest.approx(np.tanh(curve.across), rel=1e-12)


def test_softmax_mixes_its_values_and_has_no_curve() -> None:
    walked = walked_through(NETS["long way"])
    assert Curves().of(walked, line_of(walked, "activation", "Output"), (0, 0)) is None
    assert Curves().of(walked, line_of(walked, "grad_pre_activation", "Output"), (0, 0)) is None


def test_a_learned_slope_is_the_one_of_the_unit() -> None:
    walked = walked_through(NETS["learned slopes"])
    line = line_of(walked, "activation", "Hidden 3")
    index = tuple(size - 1 for size in line.result.array.shape)
    curve = Curves().of(walked, line, index)
    assert curve is not None
    assert np.interp(curve.x, curve.across, curve.up) == pytest.approx(curve.y, abs=0.05)


def test_the_program_in_use_stays_as_it_is() -> None:
    walked = walked_through(NETS["function tanh"], 2)
    before = [line.result.array.copy() for line in walked.instructions]
    Curves().of(walked, line_of(walked, "activation", "Hidden 1"), (1, 0))
    assert all(np.array_equal(line.result.array, kept) for line, kept in zip(walked.instructions, before, strict=True))


def test_the_sample_networks_cover_functions_of_two_numbers() -> None:
    name = next(name for name in catalogue_networks() if name.startswith("power"))
    program = run_through(loaded_program(catalogue_networks()[name], samples_for(catalogue_networks()[name], 1)))
    assert any("local" in line.operands for line in program.instructions)

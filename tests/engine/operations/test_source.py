"""Inputs: the first values, without a wire and without a gradient that trains anything."""

import numpy as np
import pytest

from playground.engine.errors import SettingError
from playground.engine.operations.source import Input
from tests.engine.sample_networks import loaded_program, samples_for, skip_network


def test_no_wire_leads_into_an_input() -> None:
    assert Input().ports == ()
    assert Input(3).output_shape(()) == (3,)
    assert Input(3).parameters(()) == ()


@pytest.mark.parametrize("features", [0, 65_537])
def test_feature_counts_out_of_range_are_refused(features: int) -> None:
    with pytest.raises(SettingError, match=f"has {features} units, expected 1 to 65,536"):
        Input(features).check_settings()


def test_the_features_are_the_first_values_as_soon_as_they_are_loaded() -> None:
    samples = samples_for(skip_network(), 3)
    program = loaded_program(skip_network(), samples)
    assert program.instructions[0].text == "a⁽⁰⁾ = x"
    assert program.instructions[0].calls == ()
    assert np.array_equal(program.value("activation", "x"), samples.features)

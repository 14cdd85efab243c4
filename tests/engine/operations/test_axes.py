"""Axes: letters for any rank, and a chosen axis counted from the first."""

import numpy as np
import pytest

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.axes import MAX_AXES, axis_letters, check_axis, counted_axis, part_of, part_text


@pytest.mark.parametrize("rank", range(1, MAX_AXES + 2))
def test_every_axis_has_its_own_letter_the_samples_first(rank: int) -> None:
    letters = axis_letters(np.zeros((1,) * rank))
    assert letters[0] == "n"
    assert len(set(letters)) == len(letters) == rank


@pytest.mark.parametrize(("axis", "counted"), [(0, 0), (2, 2), (-1, 2), (-3, 0)])
def test_axes_are_counted_from_either_end(axis: int, counted: int) -> None:
    assert counted_axis(axis, (4, 5, 6)) == counted


@pytest.mark.parametrize("axis", [3, -4])
def test_an_axis_the_values_lack_is_refused(axis: int) -> None:
    with pytest.raises(ShapeError, match=f"works along axis {axis}, but values of shape 4 × 5 × 6 arrive.*axes 0 to 2"):
        counted_axis(axis, (4, 5, 6))


def test_a_vector_has_one_axis() -> None:
    with pytest.raises(ShapeError, match="values of shape 4 arrive, which have the axis 0 alone"):
        counted_axis(1, (4,))


@pytest.mark.parametrize("axis", [6, -7])
def test_an_axis_no_sample_can_have_is_refused(axis: int) -> None:
    check_axis(5)
    check_axis(-6)
    with pytest.raises(SettingError, match=f"has the axis {axis}, expected -6 to 5"):
        check_axis(axis)


@pytest.mark.parametrize(("axis", "text"), [(0, "[2 … 3]"), (1, "[:, 2 … 3]"), (2, "[:, :, 2 … 3]")])
def test_a_part_of_an_axis_is_written_with_places_from_one(axis: int, text: str) -> None:
    array = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
    assert part_text(axis, slice(1, 3)) == text
    assert np.array_equal(part_of(array, axis, slice(1, 3)), array.take([1, 2], axis + 1))
    assert np.shares_memory(part_of(array, axis, slice(1, 3)), array)

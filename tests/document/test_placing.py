"""Blocks stand at finite places within the canvas."""

import pytest

from playground.document.errors import EditError
from playground.document.placing import FARTHEST, check_position


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 2 * FARTHEST])
def test_no_block_stands_nowhere(value: float) -> None:
    for position in ((value, 0.0), (0.0, value)):
        with pytest.raises(EditError, match="a block cannot stand at"):
            check_position(position)


def test_the_edge_of_the_canvas_is_part_of_it() -> None:
    check_position((FARTHEST, -FARTHEST))

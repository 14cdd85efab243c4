"""Into an element: term by term, the sum so far, forwards and back, and out with the program's own number."""

from __future__ import annotations

import numpy as np
import pytest

from playground.session.stepper import Granularity
from playground.session.term_cursor import step_into
from tests.session.walked_nets import NETS, cursor_after, stepper


def test_the_terms_add_up_one_after_another() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 4)
    walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
    cursor = step_into(walked, (1, 2))
    assert cursor is not None
    assert (len(cursor), cursor.sum, cursor.current) == (3, 0.0, None)  # two products and the bias
    total = 0.0
    while cursor.step():
        assert cursor.current is not None
        total += cursor.current.value
        assert cursor.sum == pytest.approx(total, abs=1e-14)
    assert walked.current is not None
    assert cursor.sum == walked.current.result.array[1, 2]
    assert cursor.back()
    assert cursor.taken == 2


@pytest.mark.parametrize("net", NETS)
def test_every_sum_of_a_pass_ends_in_the_programs_number(net: str) -> None:
    walked = stepper(NETS[net], 2)
    while walked.step():
        assert walked.current is not None
        index = (0,) * walked.current.result.array.ndim
        cursor = step_into(walked, index)
        if cursor is None:
            continue
        assert cursor.sums[-1] == pytest.approx(float(walked.current.result.array[index]), rel=1e-12, abs=1e-14)
        cursor.run_to(10_000)
        assert cursor.at_end
        assert cursor.sum == walked.current.result.array[index]
        cursor.run_to(-3)
        assert not cursor.back()


@pytest.mark.parametrize("net", NETS)
def test_steps_over_a_phase_stop_where_the_phase_changes(net: str) -> None:
    walked = stepper(NETS[net])
    stops = []
    while walked.advance(Granularity.PHASE):
        stops.append(walked.cursor)
    phases = [one.phase for one in walked.instructions]
    changes = [place for place in range(1, len(phases)) if phases[place] is not phases[place - 1]]
    assert stops == [*changes, len(phases)]
    backwards = []
    while walked.retreat(Granularity.PHASE):
        backwards.append(walked.cursor)
    assert backwards == [*reversed(changes), 0]


def test_a_step_over_an_update_takes_all_that_is_left_of_it_and_back_takes_all_of_it_back() -> None:
    walked = stepper(NETS["skip"], 2)
    before = walked.program.arrays.values.copy()
    walked.run_to(3)
    assert walked.advance(Granularity.UPDATE)
    assert walked.at_end
    assert not walked.advance(Granularity.UPDATE)
    assert walked.retreat(Granularity.UPDATE)
    assert walked.cursor == 0
    assert np.array_equal(walked.program.arrays.values, before)

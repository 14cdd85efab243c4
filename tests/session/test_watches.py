"""A watch reads the program's own buffer where the stepper stands, and keeps one value for each update."""

from __future__ import annotations

import pytest

from playground.session import watches as module
from playground.session.condition_tokens import ConditionError
from playground.session.watches import Reading, Watch
from tests.session.walked_nets import NETS, cursor_after, stepper


def test_a_value_is_not_known_before_its_instruction() -> None:
    walked, watch = stepper(NETS["2-3-2 softmax"]), Watch("δz⁽²⁾[2] / δz⁽¹⁾[1]")
    assert watch.look(walked).value is None
    walked.run_to(cursor_after(walked, "Output", "grad_pre_activation"))
    assert watch.look(walked).value is None
    walked.run_to(cursor_after(walked, "Hidden 1", "grad_pre_activation"))
    upper, lower = (walked.program.value("grad_pre_activation", name) for name in ("output", "hidden 1"))
    assert watch.look(walked).value == upper[0, 1] / lower[0, 0]


def test_a_parameter_is_always_known_and_its_history_has_a_value_for_each_update() -> None:
    walked, watch = stepper(NETS["2-3-2 softmax"]), Watch("W⁽¹⁾[1,2]")
    first = watch.look(walked).value
    assert first == walked.program.value("weights", "hidden 1")[0, 1]
    walked.run_to_end()
    second = watch.look(walked).value
    walked.next_pass()
    seen = watch.look(walked)
    assert seen.history == ((0, second), (1, second))
    walked.back()
    walked.run_to(0)
    assert watch.look(walked).history == ((0, first),)


def test_the_history_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    walked, watch = stepper(NETS["skip"]), Watch("gradient norm")
    for _ in range(5):
        walked.run_to_end()
        seen = watch.look(walked)
        walked.next_pass()
    assert [updates for updates, _value in seen.history] == [0, 3, 4]
    assert seen.thinned


def test_what_a_run_came_by_is_kept_where_it_is_the_watchs_own() -> None:
    watch = Watch("gradient norm")
    for updates, value in ((10, 2.0), (20, 1.0)):
        watch.take(Reading(updates, {"gradient norm": value, "L": 9.0}))
    watch.take(Reading(30, {"L": 9.0}))
    assert (watch.seen.value, watch.seen.history, watch.seen.thinned) == (1.0, ((10, 2.0), (20, 1.0)), False)
    watch.take(Reading(15, {"gradient norm": 3.0}))  # an earlier update is gone on from
    assert watch.seen.history == ((10, 2.0), (15, 3.0))


def test_what_does_not_fit_is_said() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    assert Watch("W⁽⁷⁾[1,1]").look(walked).problem == "column 1: this network has no W⁽⁷⁾"
    assert "has 6 numbers here" in Watch("W⁽¹⁾").look(walked).problem
    with pytest.raises(ConditionError):
        Watch("W⁽¹⁾ <")

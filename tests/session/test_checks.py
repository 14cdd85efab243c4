"""Breakpoints as checks of a program: where each is, and when it asks to pause."""

from __future__ import annotations

from playground.engine.history import EpochRecord
from playground.engine.instruction import Phase, Ref
from playground.session.breakpoints import Breakpoint, Memory
from playground.session.checks import START, Setting, checks_of, problem_of
from playground.session.stepper import Stepper
from tests.session.walked_nets import NETS, stepper

Z = Ref("hidden 1", "pre_activation")


def no_record() -> EpochRecord | None:
    return None


def setting(walked: Stepper, memory: Memory | None = None) -> Setting:
    return Setting(walked.program, memory or Memory(), no_record)


def test_a_quantity_is_one_place_and_a_block_one_for_each_phase() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    (check,) = checks_of([Breakpoint(Z)], setting(walked))
    assert walked.instructions[check.place].result.ref == Z
    block = [walked.instructions[check.place] for check in checks_of([Breakpoint(Ref("output", ""))], setting(walked))]
    assert {one.node for one in block} == {"output"}
    assert [one.phase for one in block] == [Phase.FORWARD, Phase.BACKWARD, Phase.UPDATE]


def test_a_free_condition_is_checked_at_every_block() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    found = checks_of([Breakpoint(None, "max|δz| < 1e-6"), Breakpoint(None, "epoch = 3")], setting(walked))
    places = [None if check.place == START else walked.instructions[check.place].symbol for check in found]
    assert places == [None, "δz⁽²⁾", "δz⁽¹⁾"]


def test_a_condition_pauses_when_it_becomes_true_and_not_as_long_as_it_stays_so() -> None:
    walked, memory = stepper(NETS["2-3-2 softmax"]), Memory()
    walked.run_to_end()
    (check,) = checks_of([Breakpoint(None, "W⁽¹⁾[1,1] > 5")], setting(walked, memory))
    weights = walked.program.value("weights", "hidden 1")
    fired = []
    for value in (1.0, 6.0, 7.0, 2.0, 9.0):
        weights[0, 0] = value
        fired.append(check.fires())
    assert fired == [False, True, False, False, True]
    (again,) = checks_of([Breakpoint(None, "W⁽¹⁾[1,1] > 5")], setting(walked, memory))
    assert not again.fires()  # the memory outlives the program


def test_a_trend_counts_rises_in_a_row() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to_end()
    (check,) = checks_of([Breakpoint(None, "W⁽¹⁾[1,1] rises 3 times")], setting(walked))
    weights = walked.program.value("weights", "hidden 1")
    fired = []
    for value in (1.0, 2.0, 3.0, 2.0, 3.0, 3.0, 4.0, 5.0, 6.0):
        weights[0, 0] = value
        fired.append(check.fires())
    assert fired == [False] * 7 + [True, False]


def test_nan_looks_at_every_line() -> None:
    walked = stepper(NETS["skip"])
    found = checks_of([Breakpoint(None, "nan")], setting(walked))
    assert [check.place for check in found] == list(range(len(walked.instructions)))
    walked.run_to(1)
    walked.instructions[0].result.array[...] = float("inf")
    assert found[0].fires()


def test_what_does_not_fit_the_network_is_left_out_and_said() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    odd = Breakpoint(None, "max|z⁽⁷⁾| > 1")
    assert checks_of([odd], setting(walked)) == ()
    assert problem_of(odd, setting(walked)) == "column 5: this network has no z⁽⁷⁾"
    many = Breakpoint(None, "W⁽¹⁾ > 1")
    assert "has 6 numbers here" in problem_of(many, setting(walked))
    assert problem_of(Breakpoint(Z), setting(walked)) == ""

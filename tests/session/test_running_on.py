"""Running on in a pass pauses where a run at full speed would, and goes on from there."""

from __future__ import annotations

from playground.engine.instruction import Ref
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory
from playground.session.running_on import problem_in, run_on
from tests.session.walked_nets import NETS, stepper


def test_it_pauses_at_every_place_and_then_ends_the_pass() -> None:
    walked, memory = stepper(NETS["2-3-2 softmax"], 2), Memory()
    found = Breakpoints().toggled(Ref("output", "pre_activation")).toggled(Ref("hidden 1", "grad_weights"))
    seen = []
    while run_on(walked, found, memory) is not None:
        assert walked.current is not None
        seen.append(walked.current.symbol)
    assert seen == ["z⁽²⁾", "∂L/∂W⁽¹⁾"]
    assert walked.at_end


def test_a_condition_pauses_at_its_instruction() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 2)
    stop = run_on(walked, Breakpoints().added("max|δz⁽¹⁾| < 1000"), Memory())
    assert stop is not None
    assert stop.cursor == walked.cursor
    assert walked.current is not None
    assert walked.current.symbol == "δz⁽¹⁾"


def test_what_cannot_be_used_here_is_said() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 2)
    assert problem_in(walked, Breakpoint(None, "max|z⁽⁵⁾| < 1")) == "column 5: this network has no z⁽⁵⁾"


def test_it_goes_no_further_than_it_is_told_to_and_pauses_on_the_way() -> None:
    walked, memory = stepper(NETS["2-3-2 softmax"], 2), Memory()
    place = Ref("output", "pre_activation")
    line = next(one.index for one in walked.instructions if one.result.ref == place)
    found = Breakpoints().toggled(place)
    assert run_on(walked, found, memory, line) is None
    assert walked.cursor == line
    stop = run_on(walked, found, memory, line + 3)
    assert stop is not None
    assert walked.cursor == stop.cursor == line + 1


def test_a_condition_on_the_run_is_hit_before_the_first_step_and_once() -> None:
    walked, memory = stepper(NETS["2-3-2 softmax"], 2), Memory()
    found = Breakpoints().added("update = 0")
    stop = run_on(walked, found, memory, 4)
    assert stop is not None
    assert stop.cursor == walked.cursor == 0
    assert run_on(walked, found, memory, 4) is None
    assert walked.cursor == 4

"""What if a number were another: the true change of the loss beside gradient · Δ, kept or discarded."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.element_graph import ElementGraph
from playground.engine.errors import ElementError
from playground.engine.instruction import Ref
from playground.session.pass_point import point_of
from playground.session.stepper import PassStart, Stepper
from playground.session.what_if import WhatIf
from tests.session.walked_nets import NETS, stepper


def tried(name: str = "2-3-2 softmax", count: int = 2) -> WhatIf:
    """A network over so many samples, nothing changed yet."""
    return WhatIf(ElementGraph(point_of(stepper(NETS[name], count))))


WEIGHT, MIDDLE, INPUT = Ref("hidden 1", "weights"), Ref("hidden 1", "activation"), Ref("input", "activation")


def test_nothing_changed_is_nothing_moved() -> None:
    outcome = tried().outcome
    assert outcome.after == outcome.before
    assert (outcome.change, outcome.predicted, outcome.difference) == (0, 0, 0)


@pytest.mark.parametrize("ref", [WEIGHT, MIDDLE, INPUT, Ref("hidden 1", "pre_activation"), Ref("output", "bias")])
def test_a_small_change_moves_the_loss_as_the_gradient_says(ref: Ref) -> None:
    what = tried()
    element = what.graph.at(ref, 1)
    off = []
    for move in (1e-2, 1e-3):
        outcome = what.change(element, what.graph.value(element) + move)
        assert outcome.predicted == pytest.approx(what.graph.gradient(element) * move, rel=1e-9)
        assert what.array(ref)[element.index] == what.graph.value(element) + move
        off.append(abs(outcome.difference))
    assert off[1] < off[0] / 50 or off[0] < 1e-12


def test_a_change_below_shows_in_everything_above_and_in_nothing_else() -> None:
    what = tried()
    what.change(what.graph.element(MIDDLE, (1, 2)), 0.9)
    assert np.array_equal(
        what.array(Ref("hidden 1", "pre_activation")), what.graph.array(Ref("hidden 1", "pre_activation"))
    )
    above = Ref("output", "pre_activation")
    assert np.array_equal(what.array(above)[0], what.graph.array(above)[0])
    assert (what.array(above)[1] != what.graph.array(above)[1]).all()
    assert not what.array(above).flags.writeable


def test_the_old_number_takes_a_change_back() -> None:
    what = tried()
    element = what.graph.element(WEIGHT, (0, 1))
    what.change(element, 5.0)
    assert what.changes == {element: 5.0}
    assert what.change(element, what.graph.value(element)).change == 0
    assert what.changes == {}


def test_discarding_takes_all_back() -> None:
    what = tried()
    before = what.outcome
    what.change(what.graph.element(WEIGHT, (0, 1)), 5.0)
    what.change(what.graph.element(INPUT, (0, 1)), -1.0)
    assert what.discard() == before


@given(st.sampled_from(["2-3-2 softmax", "skip", "branches", "function tanh"]), st.integers(0, 999))
def test_several_small_changes_at_once_are_predicted_together(name: str, seed: int) -> None:
    what, stream = tried(name), np.random.default_rng(seed)
    graph = what.graph
    for ref in (graph.refs[at] for at in stream.integers(1, len(graph.refs), 3)):
        element = graph.at(ref, int(stream.integers(graph.array(ref).size)))
        what.change(element, graph.value(element) + 1e-6 * stream.normal())
    assert what.outcome.change == pytest.approx(what.outcome.predicted, rel=1e-3, abs=1e-10)


def test_a_kept_weight_gives_the_loss_that_was_shown() -> None:
    walked = stepper(NETS["skip"], 3)
    what = WhatIf(ElementGraph(point_of(walked)))
    shown = what.change(what.graph.element(Ref("layer", "weights"), (1, 2)), 0.25)
    what.change(what.graph.element(Ref("input", "activation"), (2, 0)), -0.5)
    assert what.can_be_kept
    start = PassStart(what.learned(walked.start.learned), what.samples())
    after = Stepper(walked.network, walked.settings, start)
    after.run_to_end()
    assert float(after.program.loss) == what.outcome.after != shown.after
    assert walked.start.learned.values is not start.learned.values


def test_inputs_of_several_blocks_are_kept_in_their_columns() -> None:
    what = tried("branches")
    element = what.graph.element(Ref("right", "activation"), (1, 1))
    what.change(element, 7.0)
    changed = what.samples().features != what.graph.point.samples.features
    assert np.argwhere(changed).tolist() == [[1, 2]]
    assert what.samples().features[1, 2] == 7.0


def test_a_value_in_the_middle_cannot_be_kept() -> None:
    what = tried()
    what.change(what.graph.element(MIDDLE, (0, 0)), 0.0)
    assert not what.can_be_kept


def test_the_loss_itself_cannot_be_changed() -> None:
    what = tried()
    with pytest.raises(ElementError, match="the loss follows from all other numbers"):
        what.change(what.graph.loss, 0.0)

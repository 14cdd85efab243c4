"""The session over one document: every change is announced once, and no run overwrites what came after it."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import pytest

from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.edits import delete, move, set_operation
from playground.engine.errors import EngineError
from playground.engine.instruction import Ref
from playground.engine.operations.dense import Dense
from playground.engine.training import Training
from playground.session.pass_samples import one_sample
from playground.session.state import State, opened
from playground.session.workbench import Workbench
from tests.session.diagrams import moons

PATIENCE = 20.0


@pytest.fixture
def bench() -> Workbench:
    return Workbench(opened(moons()))


def run_a_while(bench: Workbench) -> int:
    """Let a run make some epochs; how many were delivered."""
    epochs, end = 0, monotonic() + PATIENCE
    while epochs < 3:
        assert monotonic() < end
        delivery = bench.collect()
        epochs += len(delivery.records) if delivery else 0
    return epochs


def test_an_edit_is_announced_once_with_before_and_after(bench: Workbench) -> None:
    told: list[tuple[State, State]] = []
    bench.subscribe(lambda before, after: told.append((before, after)))
    first = bench.state
    bench.replace_diagram(move(first.diagram, {"n1": (9.0, 9.0)}))
    assert told == [(first, bench.state)]


def test_a_run_learns_and_pausing_keeps_it(bench: Workbench) -> None:
    bench.run()
    assert bench.is_training
    run_a_while(bench)
    bench.pause()
    learned = bench.state.learned
    assert learned is not None
    again = Training(
        bench.state.diagram.network, bench.state.diagram.training, bench.state.data.training, opened(moons()).learned
    )
    while again.updates < learned.updates:
        again.update()
    assert again.learned().same_as(learned)


def test_opening_another_document_during_a_run_is_never_overwritten(bench: Workbench) -> None:
    bench.run()
    run_a_while(bench)
    bench.open(Document(moons(), None))
    opened_state = bench.state
    assert bench.collect() is None
    assert bench.state is opened_state
    assert opened_state.learned is not None
    assert opened_state.learned.updates == 0


def test_a_changed_network_pauses_the_run_and_keeps_its_parameters(bench: Workbench) -> None:
    bench.run()
    run_a_while(bench)
    bench.replace_diagram(set_operation(bench.state.diagram, "n3", Dense(2, activation="identity")))
    assert not bench.is_training
    learned, kept = bench.state.learned, bench.state.attic[0]
    assert learned is not None
    assert kept.updates > 0
    old, new = kept.layout.slot("n2", "weights"), learned.layout.slot("n2", "weights")
    assert old.view(kept.values).tobytes() == new.view(learned.values).tobytes()


def test_new_settings_do_not_stop_a_run(bench: Workbench) -> None:
    bench.run()
    settings = replace(bench.state.diagram.training, batch_size=3)
    bench.replace_diagram(replace(bench.state.diagram, training=settings))
    assert bench.is_training
    bench.pause()


def test_settings_that_cannot_be_trained_with_pause_the_run_and_say_why(bench: Workbench) -> None:
    bench.run()
    run_a_while(bench)
    settings = replace(bench.state.diagram.training, batch_size=33)
    bench.replace_diagram(replace(bench.state.diagram, training=settings))
    assert not bench.is_training
    assert bench.state.learned is not None
    assert bench.state.learned.updates > 0
    with pytest.raises(EngineError, match="batch size is 33, but the training part has only 32 samples"):
        bench.run()


def test_saving_during_a_run_takes_the_newest_parameters(bench: Workbench) -> None:
    bench.run()
    run_a_while(bench)
    learned = bench.document().learned
    assert learned is not None
    assert learned.updates > 0
    assert bench.is_training
    bench.pause()


def test_a_run_that_ends_by_itself_says_so_and_is_put_away_by_a_pause(bench: Workbench) -> None:
    bench.run(epochs=2)
    end = monotonic() + PATIENCE
    while not ((delivery := bench.collect()) and delivery.finished):
        assert monotonic() < end
    bench.pause()
    assert not bench.is_training
    assert bench.state.learned is not None
    assert bench.state.learned.epoch == 2


def test_an_unfinished_network_does_not_run_and_says_why() -> None:
    bench = Workbench(opened(Diagram()))
    with pytest.raises(EngineError, match="Input"):
        bench.run()
    assert not bench.is_training


def test_one_update_is_one_update(bench: Workbench) -> None:
    bench.update_once()
    assert bench.state.learned is not None
    assert bench.state.learned.updates == 1


def test_a_stepper_walks_the_present_parameters(bench: Workbench) -> None:
    stepper = bench.stepper(one_sample(bench.state, 0))
    stepper.run_to_end()
    bench.adopt(stepper.learned())
    assert bench.state.learned is not None
    assert bench.state.learned.updates == 1


def test_a_breakpoint_ends_a_run_before_its_update(bench: Workbench) -> None:
    bench.breakpoints = bench.breakpoints.added("update = 50")
    bench.run()
    end = monotonic() + PATIENCE
    while not ((delivery := bench.collect()) and delivery.finished):
        assert monotonic() < end
    bench.pause()
    assert delivery.stop is not None
    assert (delivery.error, delivery.stop.cursor, delivery.stop.reason) == ("", 0, "update = 50")
    assert bench.state.learned is not None
    assert bench.state.learned.updates == 50
    bench.run(epochs=2)  # what stays true does not pause again
    while not ((delivery := bench.collect()) and delivery.finished):
        assert monotonic() < end
    bench.pause()
    assert delivery.stop is None


def test_breakpoints_that_fit_stay_when_another_document_is_opened(bench: Workbench) -> None:
    bench.breakpoints = bench.breakpoints.toggled(Ref("n3", "weights")).added("epoch = 3").switched(1, False)
    before = bench.breakpoints
    bench.open(bench.document())
    assert bench.breakpoints == before
    bench.open(Document(Diagram()))
    assert [(one.text, one.enabled) for one in bench.breakpoints] == [("epoch = 3", False)]


def test_a_changed_network_forgets_the_timeline_and_breakpoints_of_blocks_that_are_gone(bench: Workbench) -> None:
    bench.update_once()
    bench.breakpoints = bench.breakpoints.toggled(Ref("n3", "weights")).added("epoch = 3")
    bench.replace_diagram(delete(bench.state.diagram, {"n3"}))
    assert [one.text for one in bench.breakpoints] == ["epoch = 3"]
    with pytest.raises(EngineError):
        _ = bench.timeline

"""Training in a thread gives the bits of training without one, stops quickly and reports its failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import enumerate as threads
from time import monotonic

import pytest

from playground.engine.learned import Learned
from playground.engine.optimizers import SGD
from playground.engine.training import Training
from playground.session.mailbox import Delivery, Mailbox
from playground.session.state import State, opened
from playground.session.training_thread import TrainingThread
from tests.session.diagrams import moons

PATIENCE = 20.0  # seconds before a test gives up


@pytest.fixture
def state() -> State:
    return opened(moons())


def training_over(state: State) -> Training:
    assert state.data is not None
    assert state.learned is not None
    return Training(state.diagram.network, state.diagram.training, state.data.training, state.learned)


def wait_for(mailbox: Mailbox, enough: Callable[[Delivery], bool]) -> list[Delivery]:
    """Collect until a delivery is enough; all that came in."""
    deliveries, end = [mailbox.collect()], monotonic() + PATIENCE
    while not enough(deliveries[-1]):
        assert monotonic() < end, "nothing was delivered"
        deliveries.append(mailbox.collect())
    return deliveries


def finished(delivery: Delivery) -> bool:
    return delivery.finished


def test_a_run_in_a_thread_gives_the_same_bits(state: State) -> None:
    alone = training_over(state)
    list(alone.run(30))
    mailbox = Mailbox(1)
    thread = TrainingThread(training_over(state), mailbox, 30)
    thread.start()
    records = [record for delivery in wait_for(mailbox, finished) for record in delivery.records]
    assert [record.epoch for record in records] == list(range(1, 31))
    assert thread.stop().same_as(alone.learned())


def test_stopping_leaves_no_thread_and_a_state_that_resumes_exactly(state: State) -> None:
    mailbox = Mailbox(1)
    thread = TrainingThread(training_over(state), mailbox)
    thread.start()
    wait_for(mailbox, lambda delivery: delivery.progress is not None)
    learned = thread.stop()
    assert "training" not in [other.name for other in threads()]
    again = training_over(state)
    while again.updates < learned.updates:
        again.update()
    assert again.learned().same_as(learned)


def test_a_state_asked_for_in_between_lies_on_the_same_path(state: State) -> None:
    thread = TrainingThread(training_over(state), Mailbox(1))
    thread.start()
    between = thread.learned_now()
    thread.stop()
    again = training_over(state)
    while again.updates < between.updates:
        again.update()
    assert again.learned().same_as(between)


def test_new_settings_reach_a_run_in_progress(state: State) -> None:
    training, mailbox = training_over(state), Mailbox(1)
    thread = TrainingThread(training, mailbox)
    thread.start()
    slower = replace(state.diagram.training, optimizer=SGD(0.001))
    thread.configure(slower)
    end = monotonic() + PATIENCE
    while training.settings != slower:
        assert monotonic() < end
    thread.stop()


def test_a_limited_pace_makes_few_updates(state: State) -> None:
    mailbox = Mailbox(1)
    thread = TrainingThread(training_over(state), mailbox)
    thread.limit(50.0)
    thread.start()
    wait_for(mailbox, lambda delivery: delivery.progress is not None and delivery.progress.updates >= 3)
    assert thread.stop().updates < 30


def test_a_run_rests_while_the_window_draws_but_never_for_long(state: State) -> None:
    mailbox = Mailbox(1)
    thread = TrainingThread(training_over(state), mailbox)
    thread.rest(True)
    thread.start()
    slow = wait_for(mailbox, lambda delivery: delivery.progress is not None)
    thread.rest(False)
    wait_for(mailbox, lambda delivery: delivery.progress is not None)
    assert slow
    assert thread.stop().updates > 0


def test_divergence_ends_the_run_with_a_sentence_and_good_parameters(state: State) -> None:
    wild = replace(
        state, diagram=replace(state.diagram, training=replace(state.diagram.training, optimizer=SGD(1e300)))
    )
    mailbox = Mailbox(1)
    thread = TrainingThread(training_over(wild), mailbox)
    thread.start()
    assert "diverged" in wait_for(mailbox, finished)[-1].error
    learned: Learned = thread.stop()
    assert state.learned is not None
    assert learned.values.tobytes() == state.learned.values.tobytes()

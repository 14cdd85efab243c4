"""What is read beside a run at full speed is what a walk through that update shows at its end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.engine.optimizers import Adam
from playground.engine.training import Training
from playground.session.mailbox import Mailbox
from playground.session.revisiting import stepper_at
from playground.session.state import State, opened
from playground.session.training_thread import Company, TrainingThread
from playground.session.watch_list import WatchList
from playground.session.watch_reader import WatchReader
from playground.session.watches import Watch
from playground.session.workbench import Workbench
from tests.session.diagrams import moons

TEXTS = ("W⁽¹⁾[1,2]", "max|δz⁽¹⁾|", "L", "loss", "max|m̂ᵂ⁽²⁾|", "update", "gradient norm / 2", "W⁽⁹⁾[1,1]")


@pytest.fixture
def state() -> State:
    diagram = moons()
    return opened(replace(diagram, training=replace(diagram.training, optimizer=Adam(0.05))))


def test_every_reading_is_what_the_stepper_shows_there(state: State) -> None:
    bench = Workbench(state)
    training = bench.training()
    start, settings, data = bench.timeline.tip, training.settings, training.data
    reader = WatchReader(training.network, data.train)
    for update in range(9):
        reading = reader.read(TEXTS, training.learned(), settings)
        plain = Training(training.network, settings, data, start)
        while plain.updates < update:
            plain.update()
        bench.adopt(plain.learned())
        stepper = stepper_at(bench, update)
        stepper.run_to_end()
        assert reading.updates == update
        assert "W⁽⁹⁾[1,1]" not in reading.values
        for text, value in reading.values.items():
            shown = Watch(text).look(stepper).value
            assert shown == value or (shown != shown and value != value), text
        training.update()


def test_reading_does_not_touch_the_run(state: State) -> None:
    bench = Workbench(state)
    read, plain = bench.training(), bench.training()
    reader = WatchReader(read.network, read.data.train)
    for _ in range(12):
        reader.read(TEXTS, read.learned(), read.settings)
        read.update()
        plain.update()
    assert read.learned().same_as(plain.learned())


def test_a_run_in_a_thread_delivers_readings_of_what_is_watched_by_then(state: State) -> None:
    bench, watched = Workbench(state), WatchList(("L",))
    thread = TrainingThread(bench.training(), Mailbox(1), 400, Company(watched=watched))
    thread.start()
    readings = []
    while thread.is_running:
        readings += thread.mailbox.collect().readings
    readings += thread.mailbox.collect().readings
    updates = [reading.updates for reading in readings]
    assert readings
    assert updates == sorted(set(updates))
    assert all(set(reading.values) == {"L"} for reading in readings)

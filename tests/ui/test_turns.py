"""Jobs take turns: one in each beat, each once however often it was asked for."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from playground.ui.turns import Turns


def test_each_job_is_done_once_in_the_order_of_asking(qtbot: QtBot) -> None:
    turns, done = Turns(), []
    jobs = [lambda name=name: done.append(name) for name in "abc"]
    for job in (*jobs, *jobs):
        turns.request(job)
    qtbot.waitUntil(lambda: len(done) == 3)
    qtbot.wait(80)
    assert done == ["a", "b", "c"]


def test_a_beat_does_one_job_and_leaves_the_rest(qtbot: QtBot) -> None:
    turns, done = Turns(), []
    for name in "abc":
        turns.request(lambda name=name: done.append(name))
    turns._next()
    assert done == ["a"]
    turns.stop()


def test_what_waits_is_forgotten_on_a_stop(qtbot: QtBot) -> None:
    turns, done = Turns(), []
    turns.request(lambda: done.append("late"))
    turns.stop()
    qtbot.wait(60)
    assert done == []

"""Ctrl+C as a request: remembered once, obeyed at once the second time, and the old answer restored."""

import signal
import threading

import pytest

from playground.cli.interruption import stop_on_interrupt


def test_the_first_interrupt_is_remembered() -> None:
    with stop_on_interrupt() as interrupted:
        assert not interrupted()
        signal.raise_signal(signal.SIGINT)
        assert interrupted()


def test_the_second_interrupt_interrupts() -> None:
    with stop_on_interrupt():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_the_answer_of_before_is_restored() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ZeroDivisionError), stop_on_interrupt():
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGINT) is before


def test_away_from_the_main_thread_nothing_is_changed() -> None:
    seen: list[bool] = []

    def run() -> None:
        with stop_on_interrupt() as interrupted:
            seen.append(interrupted())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [False]

"""A run from the terminal: its own epochs, its own updates, and a display that does not touch the numbers."""

from dataclasses import replace

import pytest

from playground.cli.opening import Ready, ready
from playground.cli.training_run import Display, run_training
from playground.cli.verb import CommandError
from playground.engine.history import EpochRecord
from playground.engine.optimizers import SGD
from playground.engine.training import Progress
from tests.cli.networks import moons_net


def ignore(_progress: Progress) -> None:
    """Look away."""


@pytest.fixture
def subject() -> Ready:
    return ready(moons_net(), "moons")


def test_an_outcome_counts_its_own_run(subject: Ready) -> None:
    first = run_training(subject, 3, ignore)
    second = run_training(replace(subject, learned=first.learned), 2, ignore)
    assert [record.epoch for record in (*first.records, *second.records)] == [1, 2, 3, 4, 5]
    assert (first.updates, second.updates, second.learned.updates) == (12, 8, 20)
    assert not second.interrupted
    assert second.updates_per_second == second.updates / second.seconds


def test_nothing_done_is_no_division_by_zero(subject: Ready) -> None:
    assert replace(run_training(subject, 0, ignore), seconds=0.0).updates_per_second == 0


def test_divergence_names_the_file(subject: Ready) -> None:
    training = replace(subject.settings, optimizer=SGD(1e305))
    wild = replace(subject, diagram=replace(subject.diagram, training=training))
    with pytest.raises(CommandError, match=r"^moons: .*diverged in .*Nothing was saved\.$"):
        run_training(wild, 50, ignore)


def test_a_display_watches_without_changing_a_bit(subject: Ready, capsys: pytest.CaptureFixture[str]) -> None:
    watched = run_training(subject, 4, Display(0, 4, table=True))
    assert watched.learned.same_as(run_training(subject, 4, ignore).learned)
    assert len(capsys.readouterr().out.splitlines()) == 5


def test_what_does_not_apply_is_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    Display(0, 1, table=True)(Progress(1, 0, 4, EpochRecord(1, 0.5)))
    assert capsys.readouterr().out.splitlines()[1].split() == ["1", "0.5000", "–", "–", "–"]

"""Runs with every descent: the same bits wherever they stop, and schedules that see how the run goes."""

from dataclasses import replace

import numpy as np
import pytest

from playground.engine.learned import Learned, fresh
from playground.engine.optimizers import SGD, Adam, Momentum
from playground.engine.samples import Samples, TrainingData
from playground.engine.schedules import PlateauSchedule
from playground.engine.settings import TrainingSettings
from playground.engine.training import Training
from tests.engine.descents import DESCENTS, HASTY, settings_for
from tests.engine.test_training import DATA, NETWORK

EVERY_DESCENT = pytest.mark.parametrize("kind", DESCENTS)
PRECISIONS = pytest.mark.parametrize("precision", ["float64", "float32"])
PLATEAU = TrainingSettings(SGD(0.5), 23, 3, PlateauSchedule(0.5, patience=1, threshold=0.9))


def after(settings: TrainingSettings, updates: int, learned: Learned | None = None) -> Learned:
    """What is learned by so many updates, from the beginning or from what was learned."""
    run = Training(NETWORK, settings, DATA, learned or fresh(NETWORK, settings.seed))
    for _ in range(updates):
        run.update()
    return run.learned()


@EVERY_DESCENT
@PRECISIONS
def test_stopping_in_the_midst_of_an_epoch_or_at_its_end_changes_no_bit(kind: str, precision: str) -> None:
    settings = settings_for(DESCENTS[kind], 5, 3, precision)
    whole = after(settings, 23)
    for stop in (3, 5, 10, 18):
        assert after(settings, 23 - stop, after(settings, stop)).same_as(whole)


@EVERY_DESCENT
@PRECISIONS
def test_the_loss_goes_down(kind: str, precision: str) -> None:
    records = after(settings_for(DESCENTS[kind], 5, 3, precision), 150).history.records
    assert np.isfinite([record.train_loss for record in records]).all()
    assert records[-1].train_loss < records[0].train_loss


def test_the_rate_is_cut_when_the_validation_loss_stays() -> None:
    learned = after(PLATEAU, 9)  # no loss is below a tenth of the first, so that every second epoch is a plateau
    assert float(learned.moments["rate_factor"]) == 1 / 16
    assert float(learned.moments["best_loss"]) == learned.history.records[0].validation_loss


def test_without_validation_the_training_loss_counts() -> None:
    none = Samples(np.empty((0, 2)), np.empty((0, 1)))
    run = Training(NETWORK, PLATEAU, TrainingData(DATA.train, none, 2), fresh(NETWORK, 3))
    run.update()
    learned = run.learned()
    assert float(learned.moments["best_loss"]) == learned.history.records[0].train_loss


def test_what_a_plateau_left_shows_in_the_next_update() -> None:
    settings, slow = PLATEAU, replace(PLATEAU, optimizer=SGD(0.5 / 16), schedule=DESCENTS["sgd"].schedule)
    learned = after(settings, 9)
    one, other = after(settings, 1, learned), after(slow, 1, learned)
    assert np.array_equal(one.values, other.values)


def test_another_optimizer_begins_its_count_anew_and_goes_on_if_it_is_kin() -> None:
    adam = after(TrainingSettings(Adam(), 5, 3), 7)
    assert float(after(TrainingSettings(Adam(0.5, 0.5), 5, 3), 1, adam).moments["step"]) == 8
    assert float(after(TrainingSettings(DESCENTS["nadam"].optimizer, 5, 3), 1, adam).moments["step"]) == 1
    momentum = after(TrainingSettings(Momentum(), 5, 3), 1, adam)
    assert set(momentum.moments) == {"velocity"}


def test_a_hasty_plateau_halves_the_rate_again_and_again() -> None:
    (kind,) = HASTY
    learned = after(settings_for(HASTY[kind], 5, 3), 50)
    assert 0 < float(learned.moments["rate_factor"]) < 0.1

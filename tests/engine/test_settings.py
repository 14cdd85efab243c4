"""Training settings: what is allowed, and what is said of the rest."""

import math

import pytest

from playground.engine.errors import SettingError
from playground.engine.optimizers import SGD, Momentum
from playground.engine.settings import TrainingSettings


@pytest.mark.parametrize(
    "settings",
    [TrainingSettings(), TrainingSettings(Momentum(1e-9, 0.0), 1, 2**32 - 1), TrainingSettings(SGD(1e300), 10**6)],
)
def test_settings_in_range_pass(settings: TrainingSettings) -> None:
    settings.check()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (TrainingSettings(batch_size=0), "batch size is 0, expected 1 or more"),
        (TrainingSettings(seed=-1), "seed is -1, expected 0 to 4294967295"),
        (TrainingSettings(seed=2**32), "seed is 4294967296, expected"),
        (TrainingSettings(SGD(0.0)), "learning rate is 0.0, expected a positive number"),
        (TrainingSettings(SGD(-1.0)), "learning rate is -1.0"),
        (TrainingSettings(SGD(math.inf)), "learning rate is inf"),
        (TrainingSettings(Momentum(math.nan)), "learning rate is nan"),
        (TrainingSettings(Momentum(0.1, 1.0)), "momentum is 1.0, expected a number from 0 to below 1"),
        (TrainingSettings(Momentum(0.1, -0.1)), "momentum is -0.1"),
        (TrainingSettings(Momentum(0.1, math.nan)), "momentum is nan"),
    ],
)
def test_settings_out_of_range_are_refused(settings: TrainingSettings, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        settings.check()

"""Training settings in words: whichever part has one of that name takes it."""

from __future__ import annotations

import pytest

from playground.document.errors import EditError
from playground.document.training_text import with_words
from playground.engine.optimizers import SGD, Momentum
from playground.engine.settings import TrainingSettings


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("batch_size=32", TrainingSettings(Momentum(), 32)),
        ("batch-size 32", TrainingSettings(Momentum(), 32)),
        ("seed 7 batch_size 3", TrainingSettings(Momentum(), 3, 7)),
        ("momentum=0.5", TrainingSettings(Momentum(momentum=0.5))),
        ("learning-rate=1e-3 momentum 0.8", TrainingSettings(Momentum(0.001, 0.8))),
    ],
)
def test_the_part_that_has_the_setting_takes_it(text: str, settings: TrainingSettings) -> None:
    assert with_words(TrainingSettings(Momentum()), text) == settings


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "found nothing, expected one of the settings batch_size, seed"),
        ("0.5", "found '0.5', expected one of the settings"),
        ("momentum=0.5", "found 'momentum', expected one of the settings"),
        ("batch_size=x", "batch size: found 'x', expected a whole number"),
        ("lerning_rate=1", "found 'lerning'"),
    ],
)
def test_a_setting_that_no_part_has_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(EditError) as error:
        with_words(TrainingSettings(SGD()), text)
    assert str(error.value).startswith(sentence)

"""The options about training: one for each family of settings, read by the grammar of the document floor."""

from argparse import ArgumentParser

import pytest

from playground.cli.training_options import declare_training, training_settings
from playground.cli.verb import UsageError
from playground.document.families import FAMILIES
from playground.engine.optimizers import Momentum
from playground.engine.settings import TrainingSettings


def settings(*words: str, samples: int = 100) -> TrainingSettings:
    """What these arguments ask for."""
    parser = ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    declare_training(parser)
    return training_settings(parser.parse_args(words), samples)


def test_without_options_everything_is_as_usual() -> None:
    assert settings() == TrainingSettings()


def test_the_usual_batch_is_ten_samples_or_all_there_are() -> None:
    assert [settings(samples=samples).batch_size for samples in (100, 10, 9, 1)] == [10, 10, 9, 1]
    assert settings("--batch-size", "12", samples=9).batch_size == 12


@pytest.mark.parametrize("family", FAMILIES)
def test_every_kind_of_every_family_can_be_chosen(family: str) -> None:
    for key, kind in FAMILIES[family].items():
        assert getattr(settings(f"--{family.replace('_', '-')}", key.replace("_", "-")), family) == kind()


def test_later_options_refine_earlier_ones() -> None:
    chosen = settings("--optimizer", "momentum 0.5", "--momentum", "0.8", "--set", "learning_rate=0.25", "--seed", "3")
    assert chosen == TrainingSettings(Momentum(0.25, 0.8), seed=3)


def test_an_option_the_optimizer_lacks_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="--momentum does not apply to --optimizer sgd"):
        settings("--momentum", "0.5")

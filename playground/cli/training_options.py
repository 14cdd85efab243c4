"""The options that say how a new network trains; what they may hold is known to the tables of the engine alone."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import fields, replace

from playground.cli.arguments import number, positive_count
from playground.cli.verb import UsageError
from playground.document.errors import EditError
from playground.document.families import FAMILIES
from playground.document.kind_text import kind_from_text
from playground.document.training_text import with_words
from playground.engine.optimizers import Optimizer
from playground.engine.settings import TrainingSettings

_OF_OPTIMIZER = ("learning_rate", "momentum")


def declare_training(parser: ArgumentParser) -> None:
    """Add the options to a parser."""
    usual, group = TrainingSettings(), parser.add_argument_group("training")
    for family, kinds in FAMILIES.items():
        part = getattr(usual, family)
        shown = ", ".join(key.replace("_", "-") for key in kinds)
        option = f"--{family.replace('_', '-')}"
        group.add_argument(
            option, type=_of(family), default=part, metavar="WORDS", help=f"{shown} (default: {part.kind})"
        )
    group.add_argument("--learning-rate", type=number, help="default: the optimizer's own")
    group.add_argument("--momentum", type=number, help="for an optimizer that has it")
    group.add_argument(
        "--batch-size", type=positive_count, help=f"default: {usual.batch_size}, or all if they are fewer"
    )
    group.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="any other training setting")


def training_settings(arguments: Namespace, samples: int) -> TrainingSettings:
    """The settings that were asked for, to train on so many samples.

    `UsageError` for an option the optimizer lacks, `EditError` for --set.
    """
    parts = {family: getattr(arguments, family) for family in FAMILIES}
    parts["optimizer"] = _optimizer(arguments)
    batch_size = arguments.batch_size or min(TrainingSettings().batch_size, samples)
    settings = TrainingSettings(**parts, batch_size=batch_size, seed=arguments.seed)
    for text in arguments.set:
        try:
            settings = with_words(settings, text)
        except EditError as error:
            raise EditError(f"--set {text}: {error}") from None
    return settings


def _of(family: str) -> Callable[[str], object]:
    def read(text: str) -> object:
        try:
            return kind_from_text(text, FAMILIES[family], family.replace("_", " "))
        except EditError as error:
            raise ArgumentTypeError(str(error)) from None

    return read


def _optimizer(arguments: Namespace) -> Optimizer:
    optimizer: Optimizer = arguments.optimizer
    typed = {name: getattr(arguments, name) for name in _OF_OPTIMIZER}
    chosen = {name: value for name, value in typed.items() if value is not None}
    for name in chosen.keys() - {field.name for field in fields(optimizer)}:
        raise UsageError(f"--{name.replace('_', '-')} does not apply to --optimizer {optimizer.kind}")
    return replace(optimizer, **chosen)

"""What a verb is, and the two ways in which one is refused; knows no verb by name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


class CommandError(Exception):
    """Input that cannot be used; `str(error)` is one sentence: file or place, what was found, what was expected."""


class UsageError(Exception):
    """Arguments that do not go together; the sentence says which."""


@dataclass(frozen=True)
class Verb:
    """One verb: `declare` adds its arguments to a parser, `run` does the work and gives the exit code."""

    name: str
    summary: str
    example: str
    declare: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    details: str = ""

"""Reads weights and biases by block from a JSON file: `{"Dense 1": {"W": [[…]], "b": […]}}`.

It makes sure of numbers in lists; which blocks and shapes there are is the engine's business.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from playground.cli.verb import CommandError

MOST_BYTES = 256 * 1024 * 1024
DEEPEST = 8

Given: TypeAlias = dict[str, dict[str, list[Any]]]


def read_parameters(path: str) -> Given:
    """Lists of finite-looking floats by block and parameter; `CommandError` names the place of anything else."""
    try:
        given = msgspec.json.decode(_content(path), type=Given)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        expected = 'expected {"Dense 1": {"W": [[…]], "b": […]}}'
        raise CommandError(f"{path}: {str(error)[:200] or 'nested too deeply'}, {expected}") from error
    return {
        block: {name: _floats(value, f"{path}: {name} of {block}", DEEPEST) for name, value in values.items()}
        for block, values in given.items()
    }


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise CommandError(f"{path}: cannot be read ({reason}), expected a JSON file of parameters") from error
    if len(content) > MOST_BYTES:
        raise CommandError(f"{path}: found more than {MOST_BYTES:,} bytes, expected at most that")
    return content


def _floats(values: list[Any], place: str, depth: int) -> list[Any]:
    return [_float_or_row(value, place, depth) for value in values]


def _float_or_row(value: object, place: str, depth: int) -> float | list[Any]:
    if isinstance(value, list) and depth:
        return _floats(value, place, depth - 1)
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
    except OverflowError:
        pass
    found = "too deep a list" if isinstance(value, list) else repr(value)[:40]
    raise CommandError(f"{place}: found {found}, expected a number")

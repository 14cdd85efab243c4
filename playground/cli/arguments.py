"""Arguments as the verbs understand them: each function takes the text that was typed and gives the value, or refuses.

A refusal here is wrong usage; whether a value fits a network is decided elsewhere.
"""

from __future__ import annotations

import re
from argparse import ArgumentTypeError

from playground.data.cells import finite_number

LARGEST_SEED = 2**32 - 1
LARGEST_COUNT = 10**9
PICTURE_SIDES = range(320, 8_001)

_WHOLE = re.compile(r"[0-9]{1,20}", re.ASCII)
_SIZE = re.compile(r"([0-9]{1,5})[x×]([0-9]{1,5})", re.ASCII)
_VALUE_LIKE_OPTION = re.compile(r"-[0-9.]")
_OPTION = re.compile(r"--[a-z-]+")


def count(text: str) -> int:
    """A whole number from 0 on."""
    return _whole(text, 0, LARGEST_COUNT)


def positive_count(text: str) -> int:
    """A whole number from 1 on."""
    return _whole(text, 1, LARGEST_COUNT)


def seed(text: str) -> int:
    """A whole number from 0 to 2³² − 1."""
    return _whole(text, 0, LARGEST_SEED)


def _whole(text: str, smallest: int, largest: int) -> int:
    if not _WHOLE.fullmatch(text) or not smallest <= int(text) <= largest:
        raise ArgumentTypeError(f"found {text!r}, expected a whole number from {smallest} to {largest:,}")
    return int(text)


def number(text: str) -> float:
    """A finite number in plain decimal notation."""
    found = finite_number(text.strip())
    if found is None:
        raise ArgumentTypeError(f"found {text!r}, expected a number")
    return found


def numbers(text: str) -> tuple[float, ...]:
    """Numbers with commas between them, such as `0.8,-0.5`."""
    return tuple(map(number, text.split(",")))


def named_numbers(text: str) -> dict[str, float]:
    """Names with numbers, `w1=6, w2=-2`; a name alone stands for 1."""
    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, value = map(str.strip, part.partition("="))
        if not name or name in found:
            raise ArgumentTypeError(f"found {part.strip()!r}, expected a name of its own with a number, such as w1=6")
        found[name] = number(value) if value else 1.0
    return found


def size(text: str) -> tuple[int, int]:
    """A picture's width and height in pixels, such as `1440x900`."""
    match = _SIZE.fullmatch(text)
    if match is None or not all(int(side) in PICTURE_SIDES for side in match.groups()):
        sides = f"{PICTURE_SIDES.start} to {PICTURE_SIDES.stop - 1:,}"
        raise ArgumentTypeError(f"found {text!r}, expected width x height such as 1440x900, each {sides}")
    return int(match[1]), int(match[2])


def key(text: str) -> str:
    """A name from one of the engine's tables, typed with hyphens or underscores."""
    return text.replace("-", "_")


def joined(given: list[str]) -> list[str]:
    """`--input -0.8,0.5` as `--input=-0.8,0.5`: a value that begins with a minus sign is not an option."""
    result: list[str] = []
    for text in given:
        if result and _OPTION.fullmatch(result[-1]) and _VALUE_LIKE_OPTION.match(text):
            result[-1] += f"={text}"
        else:
            result.append(text)
    return result

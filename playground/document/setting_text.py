"""Settings in words: `8 3x3 relu stride 2`, `beta1=0.8`, `no bias`, `class_weights=(1, 2, 1)`.

One grammar for blocks, losses, optimizers and schedules alike: a setting is named, or its place among the fields of the
dataclass and the look of the word tell which one is meant. What a value may be is the check of the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from playground.data.cells import finite_number
from playground.document.errors import EditError
from playground.document.families import SETTING_CHOICES
from playground.document.field_types import field_types

Words = tuple[str, ...]

_NONE = "none"
_TRUTHS: Mapping[str, bool] = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_DENIALS = ("no", "without")
_PER_AXIS = frozenset({"kernel", "window", "stride", "padding", "dilation"})  # one number stands for both axes
_BY_NAME = frozenset({"initializer_scale", "epsilon"})  # no number is meant for them by its place
_AXES = 2
_LONGEST_NAME = 4  # words

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_GROUP = re.compile(r"\(([^()]*)\)")
_INNER_MARK = re.compile(r"(?<=\w)[-_](?=[^\W\d])")
_ROW_MARK = re.compile(r"[x×;,]")


class Reading(NamedTuple):
    """A value and how many words it took."""

    value: object
    used: int


Reader = Callable[[str, Words], Reading | None]


def words_of(text: str) -> Words:
    """The words of a text: small letters, names with hyphens or underscores in parts, `=` like a space."""
    grouped = _GROUP.sub(_closed, text.lower().replace("−", "-"))
    return tuple(_INNER_MARK.sub(" ", grouped.replace("=", " ")).split())


def setting_types(kind: type[Any]) -> dict[str, object]:
    """The settings of a dataclass that words can give, by name, with their types."""
    return {
        name: hint
        for name, hint in field_types(kind).items()
        if hint in _READERS and (hint is not str or name in SETTING_CHOICES)
    }


def read_settings(kind: type[Any], words: Words) -> dict[str, object]:
    """What the words say about the settings of a dataclass; `EditError` names the word that cannot be understood."""
    left, chosen = setting_types(kind), dict[str, object]()
    while words:
        name, reading = _next(left, chosen, words)
        chosen[name] = reading.value
        del left[name]
        words = words[reading.used :]
    return chosen


def settings_text(value: object) -> str:
    """The settings that differ from their defaults, so that `read_settings` gives them back."""
    kind = type(value)
    usual = kind()
    pairs = (
        (name, getattr(value, name)) for name in setting_types(kind) if getattr(value, name) != getattr(usual, name)
    )
    return " ".join(f"{name}={setting_value_text(setting)}" for name, setting in pairs)


def setting_value_text(setting: object) -> str:
    """One value in words: `16`, `3x3`, `(0.5, 2.0)`, `yes`, `relu`."""
    if isinstance(setting, bool):
        return "yes" if setting else "no"
    if setting is None or setting == ():
        return _NONE
    if isinstance(setting, tuple):
        whole = all(isinstance(number, int) for number in setting)
        return "x".join(map(str, setting)) if whole else f"({', '.join(map(repr, setting))})"
    return str(setting)


def alike(word: str, known: Iterable[str]) -> str:
    """` (did you mean tanh?)`, or nothing if no known name comes close."""
    found = get_close_matches(word, known, 1)
    return f" (did you mean {found[0]}?)" if found else ""


def _next(left: Mapping[str, object], chosen: Mapping[str, object], words: Words) -> tuple[str, Reading]:
    found = _denied(left, words) or _named(left, words) or _fitting(left, words)
    if found is None:
        raise EditError(_refusal(left, chosen, words))
    return found


def _denied(left: Mapping[str, object], words: Words) -> tuple[str, Reading] | None:
    """`no bias`."""
    if words[0] not in _DENIALS:
        return None
    name, used = _name(left, words[1:])
    return (name, Reading(False, used + 1)) if name and left[name] is bool else None


def _named(left: Mapping[str, object], words: Words) -> tuple[str, Reading] | None:
    """`stride 2`, and `bias` alone for `bias yes`."""
    name, used = _name(left, words)
    if not name:
        return None
    given = words[used:]
    reading = _READERS[left[name]](name, given) if given else None
    if reading is None and left[name] is bool:
        reading = Reading(True, 0)
    if reading is None:
        found = repr(given[0]) if given else "nothing"
        raise EditError(f"{_plain(name)}: found {found}, expected {_expected(name, left)}")
    return name, Reading(reading.value, reading.used + used)


def _fitting(left: Mapping[str, object], words: Words) -> tuple[str, Reading] | None:
    """The first setting that the words could be a value of."""
    for name, hint in left.items():
        reading = None if hint is bool or name in _BY_NAME else _READERS[hint](name, words)
        if reading is not None:
            return name, reading
    return None


def _name(names: Mapping[str, object], words: Words) -> tuple[str, int]:
    for used in range(min(len(words), _LONGEST_NAME), 0, -1):
        name = "_".join(words[:used])
        if name in names:
            return name, used
    return "", 0


def _refusal(left: Mapping[str, object], chosen: Mapping[str, object], words: Words) -> str:
    twice, _ = _name(chosen, words)
    if twice:
        return f"{_plain(twice)} is given twice"
    choice = next((name for name, hint in left.items() if hint is str), "")
    if choice and words[0][0].isalpha() and not SETTING_CHOICES.keys() & chosen.keys():
        known = SETTING_CHOICES[choice]
        return f"there is no {_plain(choice)} {words[0]!r}{alike(words[0], known)}; known are {', '.join(known)}"
    if not left:
        return f"{words[0]!r} is one word too many"
    return f"found {words[0]!r}{alike(words[0], left)}, expected {_setting_of(left)}"


def _setting_of(left: Mapping[str, object]) -> str:
    return f"one of the settings {', '.join(left)}" if len(left) > 1 else f"the setting {next(iter(left))}"


def _expected(name: str, left: Mapping[str, object]) -> str:
    return ", ".join(SETTING_CHOICES[name]) if left[name] is str else _EXPECTED[left[name]]


def _whole(_name: str, words: Words) -> Reading | None:
    return Reading(int(words[0]), 1) if _WHOLE.fullmatch(words[0]) else None


def _real(_name: str, words: Words) -> Reading | None:
    number = finite_number(words[0])
    return None if number is None else Reading(number, 1)


def _whole_or_none(name: str, words: Words) -> Reading | None:
    return Reading(None, 1) if words[0] == _NONE else _whole(name, words)


def _real_or_none(name: str, words: Words) -> Reading | None:
    return Reading(None, 1) if words[0] == _NONE else _real(name, words)


def _truth(_name: str, words: Words) -> Reading | None:
    return Reading(_TRUTHS[words[0]], 1) if words[0] in _TRUTHS else None


def _choice(name: str, words: Words) -> Reading | None:
    titles = SETTING_CHOICES[name]
    known = {key: key for key in titles} | {_key(title): key for key, title in titles.items()}
    for used in range(min(len(words), _LONGEST_NAME), 0, -1):
        if (word := "_".join(words[:used])) in known:
            return Reading(known[word], used)
    return None


def _whole_row(name: str, words: Words) -> Reading | None:
    """`1x8x8` is one word; single numbers go on as long as there are any, for an image at most two."""
    row = _row(words, _WHOLE.fullmatch, _AXES if name in _PER_AXIS else len(words))
    if row is None:
        return None
    numbers = tuple(int(part) for part in row[0])
    return Reading(numbers * _AXES if len(numbers) == 1 and name in _PER_AXIS else numbers, row[1])


def _real_row(_name: str, words: Words) -> Reading | None:
    row = _row(words, _is_real, len(words))
    return None if row is None else Reading(tuple(float(part) for part in row[0]), row[1])


def _row(words: Words, fits: Callable[[str], object], most: int) -> tuple[list[str], int] | None:
    if words[0] == _NONE:
        return [], 1
    parts = [part for part in _ROW_MARK.split(words[0]) if part]
    if len(parts) > 1:
        return (parts, 1) if all(map(fits, parts)) else None
    single = [word for word in words[:most] if fits(word)]
    run = next((place for place, word in enumerate(words[:most]) if not fits(word)), len(single))
    return (single[:run], run) if run else None


def _is_real(word: str) -> bool:
    return finite_number(word) is not None


def _closed(group: re.Match[str]) -> str:
    """`(1, 2)` as one word."""
    return ";".join(re.split(r"[,;\s]+", group[1].strip())) or _NONE


def _key(title: str) -> str:
    return "_".join(words_of(title))


def _plain(name: str) -> str:
    return name.replace("_", " ")


_READERS: Mapping[object, Reader] = {
    int: _whole,
    float: _real,
    bool: _truth,
    str: _choice,
    int | None: _whole_or_none,
    float | None: _real_or_none,
    tuple[int, ...]: _whole_row,
    tuple[float, ...]: _real_row,
}
_EXPECTED: Mapping[object, str] = {
    int: "a whole number",
    float: "a number",
    int | None: "a whole number or none",
    float | None: "a number or none",
    bool: "yes or no",
    tuple[int, ...]: "whole numbers such as 3x3",
    tuple[float, ...]: "numbers such as (0.5, 2)",
}

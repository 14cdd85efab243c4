"""Lays JSON out for human readers, a block, a wire or an epoch a line; equal records give equal bytes."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

INDENT = "  "
OPEN_LEVELS = 3  # objects below this level stand in one line


def laid_out(record: msgspec.Struct) -> bytes:
    """The record as UTF-8 JSON with line breaks, ending in one."""
    return (_text(msgspec.to_builtins(record), 0) + "\n").encode("utf-8")


def _text(value: object, level: int) -> str:
    if isinstance(value, dict) and level < OPEN_LEVELS and _has_parts(value.values()):
        return _opened("{", [f"{_line(key)}: {_text(part, level + 1)}" for key, part in value.items()], "}", level)
    if isinstance(value, (list, tuple)) and _has_parts(value):
        return _opened("[", [_text(part, level + 1) for part in value], "]", level)
    return _line(value)


def _has_parts(values: Iterable[object]) -> bool:
    return any(isinstance(value, (dict, list, tuple)) for value in values)


def _opened(first: str, lines: list[str], last: str, level: int) -> str:
    inner = "\n" + INDENT * (level + 1)
    return first + inner + f",{inner}".join(lines) + "\n" + INDENT * level + last


def _line(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode("utf-8")

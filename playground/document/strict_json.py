"""Reads JSON against a record type and refuses all that is not exactly expected, before it costs memory or time.

A first look over the bytes finds what the decoder would let pass (a key given twice) or could not bear (deep nesting).
It knows nothing of documents: only records, places and sentences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from playground.document.errors import ContentError
from playground.document.limits import MAX_DEPTH, MAX_FILE, MAX_TOKENS

Record = TypeVar("Record")

# A text (1: its inside, 2: a colon, if it is a key), a quotation mark without an end, or a bracket.
_TOKEN = re.compile(rb'"((?:[^"\\]++|\\.)*+)"(?:[ \t\r\n]*+(:))?|["\[\]{}]', re.DOTALL)
_LONGEST_SHOWN = 60


def check(data: bytes) -> None:
    """Raise `ContentError` for bytes that must not reach the decoder; call it once before `decode`."""
    _check_text(data)
    _Structure().check(data)


def decode(data: bytes, record: type[Record]) -> Record:
    """The record that checked `data` holds; `ContentError` names the place, what was found and what was expected."""
    try:
        return msgspec.json.decode(data, type=record)
    except msgspec.ValidationError as error:
        raise _misfit(str(error), data) from None
    except msgspec.DecodeError as error:
        place = _position(data, _byte(str(error), data))
        raise ContentError(place, f"found broken JSON: {_cause(str(error))}") from None


def _check_text(data: bytes) -> None:
    if len(data) > MAX_FILE:
        raise ContentError("$", f"found {len(data):,} bytes, expected at most {MAX_FILE:,}")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise ContentError(f"byte {error.start}", f"found 0x{byte:02X}, expected text in UTF-8") from None


@dataclass
class _Structure:
    """The nesting while walking along the bytes: for each open bracket the keys seen, None for a list."""

    open: list[set[bytes] | None] = field(default_factory=list)

    def check(self, data: bytes) -> None:
        """`ContentError` for a key given twice, too much depth, too many parts or a text without an end."""
        for count, match in enumerate(_TOKEN.finditer(data)):
            if count == MAX_TOKENS:
                raise ContentError("$", f"found more than {MAX_TOKENS:,} parts, expected fewer")
            try:
                self._step(match)
            except ValueError as error:
                raise ContentError(_position(data, match.start()), str(error)) from None

    def _step(self, match: re.Match[bytes]) -> None:
        token = match[0]
        if match[2]:
            self._enter_key(match[1])
        elif token in b"{[":
            self.open.append(set() if token == b"{" else None)
            if len(self.open) > MAX_DEPTH:
                raise ValueError(f"found brackets deeper than {MAX_DEPTH} levels, expected fewer")
        elif token in b"}]" and self.open:
            self.open.pop()
        elif token == b'"':
            raise ValueError("found a text without an end, expected a closing quotation mark")

    def _enter_key(self, key: bytes) -> None:
        keys = self.open[-1] if self.open else None
        if keys is None:
            return  # not JSON; the decoder says where
        shown = key.decode("utf-8")[:_LONGEST_SHOWN]
        if b"\\" in key:
            raise ValueError(f'found the key "{shown}", expected a key without backslashes')
        if key in keys:
            raise ValueError(f'found the key "{shown}" twice, expected it once')
        keys.add(key)


def _byte(message: str, data: bytes) -> int:
    match = re.search(r"\(byte (\d+)\)", message)
    return int(match[1]) if match else len(data)


def _cause(message: str) -> str:
    """`invalid character`, `input data was truncated` …"""
    cause = re.sub(r"JSON is malformed: | \(byte \d+\)", "", message)
    return cause[:1].lower() + cause[1:]


def _position(data: bytes, byte: int) -> str:
    """Line and column, counted from 1, of a byte."""
    before = data[:byte]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return f"line {line}, column {column}"


_MISFITS: tuple[tuple[str, str], ...] = (
    (r"Object missing required field `(.+)`", 'found no "{0}", expected it here'),
    (r"Object contains unknown field `(.+)`", 'found the unknown key "{0}", expected only known ones'),
    (r"Expected `(.+)`, got `(.+)`", "found {found}, expected {0}"),
    (r"Expected (.+)", "found {found}, expected {0}"),
    (r"Invalid (?:enum )?value .*", "found {found}, expected one of the known words"),
    (r"Invalid base64 .*", "found no base64, expected numbers as base64"),
    (r".*out of range.*", "found {found}, expected a number within the range of float64 or int64"),
)
_TYPES: Mapping[str, str] = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bytes": "numbers as base64",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}


def _misfit(message: str, data: bytes) -> ContentError:
    """The decoder's sentence in ours, with the value that was found."""
    text, _, place = message.rpartition(" - at `")
    text, place = (text, place.rstrip("`")) if text else (message, "$")
    found = _shortened(_shown(data, place))
    for pattern, sentence in _MISFITS:
        match = re.fullmatch(pattern, text)
        if match:
            return ContentError(place, sentence.format(*map(_in_words, match.groups()), found=found))
    return ContentError(place, f"found {found}: {text}")


def _in_words(types: str) -> str:
    words = re.sub(r"`?(\w+)`?", lambda word: _TYPES.get(word[1], word[1]), types)
    return _shortened(words.replace(" | ", " or "))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


class _Number(str):
    """A number as it stands in the file, however long."""

    __slots__ = ()


def _shown(data: bytes, place: str) -> str:
    """The value at a JSON path, as it stands in the file."""
    try:
        value = json.loads(data, parse_float=_Number, parse_int=_Number, parse_constant=_Number)
    except ValueError:  # the file is broken further on
        return "a value that does not fit"
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", place):
        value = value[int(index)] if index else value[key]
    return value if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)

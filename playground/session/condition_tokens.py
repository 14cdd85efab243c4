"""The pieces of the little language of breakpoints and watches: numbers, words, symbols such as `δz₂⁽¹⁾`, signs.

A symbol takes its layer and its element with it. What is no piece is an error that names the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playground.engine.quantities import QUANTITIES, SUBSCRIPTS, SUPERSCRIPTS


class ConditionError(ValueError):
    """A text that is no condition, or one that fits no value of this network; `column` counts from 1."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"column {column}: {message}")
        self.column = column


@dataclass(frozen=True)
class Token:
    """A piece of the text; `kind` is number, word, symbol, name, sign or end."""

    kind: str
    text: str
    column: int
    layer: int | None = None
    index: tuple[int, ...] | None = None


COUNTERS = ("validation accuracy", "validation loss", "training loss", "accuracy", "loss", "epoch", "update")
MEASURES = ("gradient norm", "dead units")
REDUCTIONS = ("max", "min", "mean", "sum", "norm")
_WORDS = (*COUNTERS, *MEASURES, *REDUCTIONS, "rises", "falls", "times", "time", "nan", "of")
_TYPED: Mapping[str, str] = {
    "dL/dW": "∂L/∂W", "dL/db": "∂L/∂b", "dW": "∂L/∂W", "db": "∂L/∂b", "dz": "δz", "da": "δa"
}  # fmt: skip
_SYMBOLS = tuple(sorted({*_TYPED, *(quantity.symbol for quantity in QUANTITIES.values())}, key=len, reverse=True))
_NUMBER = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(?:[eE][-+−]?\d+)?")
_WORD = re.compile("|".join(rf"{word.replace(' ', ' +')}(?![^\W\d_])" for word in _WORDS), re.IGNORECASE)
_SIGN = re.compile(r"<=|>=|==|[<>=≤≥+\-−*/×·÷()\[\],|‖%]")
_NAME = re.compile(r'"([^"]*)"')
_BELOW = re.compile(r"[₀-₉]+(?:,[₀-₉]+)*")
_ABOVE = re.compile(r"⁽([⁰¹²³⁴-⁹]+)⁾|\^?\((\d+)\)")
_PLACE = re.compile(r" *\[ *(\d+(?: *, *\d+)*) *\]")
_PLAIN: Mapping[int, int] = {written: plain for table in (SUBSCRIPTS, SUPERSCRIPTS) for plain, written in table.items()}
LONGEST = 120  # signs of a text: brackets within brackets are read one inside the other
_ALIKE: Mapping[str, str] = {"−": "-", "×": "*", "·": "*", "÷": "/", "≤": "<=", "≥": ">=", "==": "="}


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a text, the last of kind `end`; `ConditionError` at what belongs to none."""
    if len(text) > LONGEST:
        raise ConditionError(f"the text is longer than {LONGEST} signs", LONGEST + 1)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token, at = _token(text, at)
        yield token
    yield Token("end", "the end", len(text) + 1)


def _token(text: str, at: int) -> tuple[Token, int]:
    for kind, pattern in (("word", _WORD), ("number", _NUMBER), ("name", _NAME)):
        if found := pattern.match(text, at):
            return Token(kind, _spelled(kind, found), at + 1), found.end()
    symbol = next((one for one in _SYMBOLS if text.startswith(one, at) and not _goes_on(text, at + len(one))), None)
    if symbol is not None:
        return _value(text, at, symbol)
    if found := _SIGN.match(text, at):
        return Token("sign", _ALIKE.get(found[0], found[0]), at + 1), found.end()
    raise ConditionError(f"“{text[at:].split()[0]}” is no value, word or sign", at + 1)


def _spelled(kind: str, found: re.Match[str]) -> str:
    if kind == "word":
        return " ".join(found[0].lower().split())
    return found[1] if kind == "name" else found[0].replace("−", "-")


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and text[at].isalpha()


def _value(text: str, start: int, symbol: str) -> tuple[Token, int]:
    """A symbol with its layer above it and its element below it or in brackets."""
    at, layer, index = start + len(symbol), None, None
    if found := _BELOW.match(text, at):
        index, at = _numbers(found[0]), found.end()
    if found := _ABOVE.match(text, at):
        layer, at = _numbers(found[1] or found[2])[0], found.end()
    if found := _PLACE.match(text, at):
        if index is not None:
            raise ConditionError("the element is given twice", found.start() + 1)
        index, at = _numbers(found[1]), found.end()
    if index is not None and 0 in index:
        raise ConditionError("elements are counted from 1", start + 1)
    return Token("symbol", _TYPED.get(symbol, symbol), start + 1, layer, index), at


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.translate(_PLAIN).split(","))

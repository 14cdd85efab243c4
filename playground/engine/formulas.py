r"""Formulas as small values that a window can lay out, a terminal can print and LaTeX can set.

A formula is written beside the computation as a template: `"{z} = {W} {a} + {b}"`. A name in braces is an operand of
the instruction, `{a.T}` its transpose, `<top|bottom>` a fraction, `Σ[…]` a sum over elements; all else is text.
Knows nothing of values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Symbol:
    """The place of an operand, by its name in the instruction."""

    operand: str
    transposed: bool = False


@dataclass(frozen=True)
class Text:
    """Signs and words that stand for themselves."""

    text: str


@dataclass(frozen=True)
class Fraction:
    """One row above another."""

    top: Formula
    bottom: Formula


@dataclass(frozen=True)
class Summation:
    """A sum of the body over the elements of its operands: along the last axis, or over all for a single number."""

    body: Formula


Item = Symbol | Text | Fraction | Summation
Formula = tuple[Item, ...]

_TOKEN = re.compile(r"\{(\w+)(\.T)?\}|<([^<>|]*)\|([^<>|]*)>|Σ\[([^\]]*)\]|((?:[^{}<Σ]|Σ(?!\[))+)")
_BRACKETS = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=4096)
def parse(template: str) -> Formula:
    """The formula a template stands for; a stray brace or an open fraction is a `ValueError`."""
    return tuple(_items(template))


def _items(template: str) -> Iterator[Item]:
    position = 0
    for match in _TOKEN.finditer(template):
        if match.start() != position:
            break
        position = match.end()
        yield _item(match)
    if position != len(template):
        raise ValueError(f"formula {template!r}: unexpected {template[position]!r} at {position}")


def _item(match: re.Match[str]) -> Item:
    name, transposed, top, bottom, body, text = match.groups()
    if name:
        return Symbol(name, transposed is not None)
    if body is not None:
        return Summation(parse(body))
    return Text(text) if text else Fraction(parse(top), parse(bottom))


def right_hand_side(formula: Formula) -> Formula:
    """What stands right of the first equals sign (`=` or `:=`); the whole formula if there is none."""
    for place, item in enumerate(formula):
        if isinstance(item, Text) and "= " in item.text:
            rest = item.text.split("= ", 1)[1]
            return ((Text(rest),) if rest else ()) + formula[place + 1 :]
    return formula


def operands(formula: Formula) -> tuple[str, ...]:
    """The operand names in order of appearance, each once."""
    return tuple(dict.fromkeys(_names(formula)))


def _names(formula: Formula) -> Iterator[str]:
    for item in formula:
        if isinstance(item, Symbol):
            yield item.operand
        elif isinstance(item, Fraction):
            yield from _names(item.top)
            yield from _names(item.bottom)
        elif isinstance(item, Summation):
            yield from _names(item.body)


def to_text(formula: Formula, name: Callable[[Symbol], str]) -> str:
    """The formula in one line of Unicode, each symbol spelled by `name`."""
    return "".join(_text(item, name) for item in formula)


def _text(item: Item, name: Callable[[Symbol], str]) -> str:
    if isinstance(item, Text):
        return item.text
    if isinstance(item, Symbol):
        return name(item)
    if isinstance(item, Summation):
        return f"Σ {_summand(to_text(item.body, name))}"
    top, bottom = to_text(item.top, name), to_text(item.bottom, name)
    return f"{_bracketed(top)}/{_bracketed(bottom)}"


def _summand(text: str) -> str:
    """The body of a Σ, in brackets where it is itself a sum."""
    outside = _BRACKETS.sub("", text)
    return f"[{text}]" if " + " in outside or " − " in outside else text


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text else text

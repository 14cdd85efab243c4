"""What stands raised in a formula after a `^`: a number, a symbol with or without a minus, or what is in brackets.

Knows formulas, not how they are drawn.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from playground.engine.formulas import Formula, Item, Text

_NUMBER = re.compile(r"−?\d+(\.\d+)?")


@dataclass(frozen=True)
class Power:
    """An exponent, without the brackets that held it together."""

    body: Formula

    @property
    def is_number(self) -> bool:
        """Whether no operand is in it."""
        return all(isinstance(item, Text) for item in self.body)


def with_powers(formula: Formula) -> Iterator[Item | Power]:
    """The items of a formula, exponents as powers."""
    items = deque(formula)
    while items:
        item = items.popleft()
        head, caret, tail = item.text.partition("^") if isinstance(item, Text) else ("", "", "")
        if not caret:
            yield item
            continue
        if head:
            yield Text(head)
        if tail:
            items.appendleft(Text(tail))
        yield Power(tuple(_exponent(items)))


def _exponent(items: deque[Item]) -> Iterator[Item]:
    """Take an exponent off the front."""
    first = items[0] if items else None
    if not isinstance(first, Text):
        if items:
            yield items.popleft()
    elif first.text.startswith("("):
        items[0] = Text(first.text[1:])
        yield from _bracketed(items)
    elif number := _NUMBER.match(first.text):
        yield _cut(items, number.end())
    else:
        yield items.popleft()
        if items:
            yield items.popleft()


def _bracketed(items: deque[Item]) -> Iterator[Item]:
    while items:
        item = items[0]
        end = item.text.find(")") if isinstance(item, Text) else -1
        if end >= 0:
            yield _cut(items, end)
            _cut(items, 1)
            return
        yield items.popleft()


def _cut(items: deque[Item], length: int) -> Text:
    """Take so many characters off the text in front."""
    first = items.popleft()
    assert isinstance(first, Text)
    if rest := first.text[length:]:
        items.appendleft(Text(rest))
    return Text(first.text[:length])

"""Ids and names of blocks: ids are short and never given twice, names are what the user reads and all different."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from itertools import count

from playground.document.diagram import Diagram
from playground.document.errors import EditError
from playground.engine.network import Node
from playground.engine.operations.losses import Loss
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input

LONGEST_NAME = 60
MAX_MADE = 10**15  # blocks ever made; the numbers in ids stay within it

_ID = re.compile(r"n([1-9][0-9]{0,14})")
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_NUMBERED = re.compile(r"(.*\S) [1-9][0-9]{0,8}")


def last_number(diagram: Diagram) -> int:
    """The number in the id given last; the next block is `n` and one more."""
    matches = (_ID.fullmatch(node.id) for node in diagram.network.nodes)
    return max(diagram.made, *(int(match[1]) for match in matches if match), 0)


def name_for(operation: Operation, nodes: Iterable[Node]) -> str:
    """The name of a new block: `Input` and `Loss` stand alone while they can, others are numbered from 1."""
    taken = {node.name for node in nodes}
    if isinstance(operation, Loss):
        return _unlike(taken, "Loss")
    return _unlike(taken, operation.title) if isinstance(operation, Input) else _numbered(taken, operation.title, 1)


def name_of_copy(name: str, taken: Set[str]) -> str:
    """The name of a pasted block: its own if free, else with the next free number."""
    if name not in taken:
        return name
    match = _NUMBERED.fullmatch(name)
    stem = (match[1] if match else name)[: LONGEST_NAME - 10].strip()  # room for the number
    return _numbered(taken, stem, 1 if match else 2)


def check_id(id: str) -> None:
    """Raise `EditError` unless the id is a short word of letters, digits and `_.-`."""
    if not _WORD.fullmatch(id):
        raise EditError(f"a block cannot have the id {id!r}: expected 1 to 60 letters, digits or _ . -")


def check_name(name: str) -> None:
    """Raise `EditError` for a name that is empty, too long or not printable."""
    if not name or name != name.strip():
        raise EditError(f"a block cannot be named {name!r}: expected a name without spaces around it")
    if len(name) > LONGEST_NAME:
        raise EditError(f"the name of a block has {len(name)} characters, expected at most {LONGEST_NAME}")
    if not name.isprintable():
        raise EditError(f"a block cannot be named {name!r}: expected printable characters only")


def _unlike(taken: Set[str], name: str) -> str:
    return _numbered(taken, name, 2) if name in taken else name


def _numbered(taken: Set[str], stem: str, first: int) -> str:
    return next(name for number in count(first) if (name := f"{stem} {number}") not in taken)

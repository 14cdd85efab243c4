"""A small function of the engine's own, written out where it is called: its statements with what it was given in place
of its parameters. So a script needs no function but NumPy's, and nothing is defined a second time.

The function's source is read, so it must be there at run time; it must be a plain list of statements without a return.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from textwrap import dedent
from typing import Any

from playground.engine.literals import number_text

Spell = Callable[[object], str]
Function = Callable[..., object]

_PLACE = re.compile("«(\\w+)»")


@dataclass(frozen=True)
class Inlined:
    """A call of such a function, with what it was given by the names of its parameters."""

    function: Function
    given: Mapping[str, object]

    @classmethod
    def of(cls, function: Function, arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> Inlined:
        """The function as it is called with these arguments."""
        return cls(function, dict(zip(_read(function).parameters, arguments, strict=False)) | dict(keywords))

    @property
    def locals(self) -> frozenset[str]:
        """The names it gives to values of its own."""
        return _read(self.function).locals

    @property
    def written(self) -> tuple[object, ...]:
        """The arrays it writes: `out[...] = …`."""
        return tuple(self.given[name] for name in _read(self.function).written)

    @property
    def height(self) -> int:
        """How many lines it takes."""
        return len(_read(self.function).lines)

    def lines(self, spell: Spell) -> tuple[str, ...]:
        """Its statements; `spell` writes an argument."""
        texts = {name: _bracketed(spell(value)) for name, value in self.given.items()}
        return tuple(_PLACE.sub(lambda place: texts[place[1]], line) for line in _read(self.function).lines)


def _bracketed(text: str) -> str:
    """A negative number binds weaker than what may stand behind it."""
    return f"({text})" if text.startswith("-") else text


@dataclass(frozen=True)
class _Read:
    """What the source of a function says; in its lines parameters stand in guillemets."""

    parameters: tuple[str, ...]
    lines: tuple[str, ...]
    locals: frozenset[str]
    written: tuple[str, ...]


@cache
def _read(function: Function) -> _Read:
    (definition,) = ast.parse(dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    body = definition.body[1 if ast.get_docstring(definition) is not None else 0 :]
    parameters = tuple(inspect.signature(function).parameters)
    nodes = [node for statement in body for node in ast.walk(statement)]
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    places = {name: f"«{name}»" for name in parameters}
    written = tuple(name for name in map(_written, nodes) if name)
    renaming = _Renaming(_constants(function, nodes) | places)
    lines = tuple(ast.unparse(renaming.visit(statement)) for statement in body)
    return _Read(parameters, lines, frozenset(stored), written)


def _constants(function: Function, nodes: list[ast.AST]) -> dict[str, str]:
    """Numbers of the function's module that it names."""
    known = vars(inspect.getmodule(function))
    named = {node.id: known.get(node.id) for node in nodes if isinstance(node, ast.Name)}
    return {name: number_text(value) for name, value in named.items() if isinstance(value, int | float)}


def _written(node: ast.AST) -> str:
    """The name of the array that an assignment writes into."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        array = node.targets[0].value
        return array.id if isinstance(array, ast.Name) else ""
    return ""


class _Renaming(ast.NodeTransformer):
    """Puts other texts in the place of names."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The text of that name, where there is one."""
        return ast.Name(self._texts.get(node.id, node.id), node.ctx)

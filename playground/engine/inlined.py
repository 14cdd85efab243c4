"""A small function of the engine's own, written out where it is called: its statements with what it was given in place
of its parameters. So a script needs no function but NumPy's, and nothing is defined a second time.

The function's source is read, so it must be there at run time; it must be a plain list of statements without a return.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import chain
from textwrap import dedent
from typing import Any

from playground.engine.literals import number_text

Spell = Callable[[object], str]


@dataclass(frozen=True, eq=False)
class Inlined:
    """A call of such a function, with what it was given by the names of its parameters."""

    function: Callable[..., object]
    given: Mapping[str, object]

    @classmethod
    def of(cls, function: Callable[..., object], arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> Inlined:
        """The function as it is called with these arguments."""
        return cls(function, inspect.signature(function).bind(*arguments, **keywords).arguments)

    @property
    def _body(self) -> tuple[ast.stmt, ...]:
        return _statements(self.function)

    def _names(self, kind: type[ast.expr_context]) -> set[str]:
        nodes = (node for statement in self._body for node in ast.walk(statement))
        return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, kind)}

    @property
    def locals(self) -> set[str]:
        """The names it gives to values of its own."""
        return self._names(ast.Store)

    @property
    def written(self) -> tuple[object, ...]:
        """The arrays it writes: `out[...] = …`."""
        assigned = (statement for statement in self._body if isinstance(statement, ast.Assign))
        targets = chain.from_iterable(statement.targets for statement in assigned)
        names = (target.value for target in targets if isinstance(target, ast.Subscript))
        return tuple(self.given[name.id] for name in names if isinstance(name, ast.Name))

    def lines(self, spell: Spell) -> tuple[str, ...]:
        """Its statements; `spell` writes an argument."""
        texts = {name: spell(value) for name, value in self.given.items()}
        known = vars(inspect.getmodule(self.function))
        for name in self._names(ast.Load) - texts.keys() - self.locals:
            if isinstance(known.get(name), int | float):
                texts[name] = number_text(known[name])
        return tuple(ast.unparse(_Spelling(texts).visit(deepcopy(statement))) for statement in self._body)


@cache
def _statements(function: Callable[..., object]) -> tuple[ast.stmt, ...]:
    (definition,) = ast.parse(dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    has_docstring = ast.get_docstring(definition) is not None
    return tuple(definition.body[1 if has_docstring else 0 :])


class _Spelling(ast.NodeTransformer):
    """Puts expressions in the place of names."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The expression of that name, where there is one."""
        text = self._texts.get(node.id)
        return node if text is None else ast.parse(text, mode="eval").body

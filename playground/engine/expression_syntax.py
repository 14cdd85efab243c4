"""From the text of a formula to its syntax tree, of which every part is on a short closed list; nothing is evaluated.

A text is lines `name = formula`, of which the last may stand without a name. Whatever else Python could read is an
`ExpressionError` with line and column. Knows no network.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playground.engine.errors import ExpressionError

MAX_LENGTH = 10_000  # characters
MAX_DEPTH = 100  # operations inside one another
MAX_NAME = 40  # characters

EXAMPLE = "(x*w + b - y)**2"

_SIGNS = str.maketrans("−–×·∙÷\t\u00a0\u202f", "--***/   ")  # as people write them; columns stay where they are
_PUNCTUATION = frozenset(" \n+-*/.,()=")
_WORD = re.compile(r"\w+|\*\*|\S")
_LARGEST = 10**308
_TOO_DEEP = f"more than {MAX_DEPTH} operations stand inside one another; give a part of them a name on its own line"
_KINDS: Mapping[type[ast.expr], str] = {
    ast.Attribute: "a dot after a name",
    ast.BinOp: "//",
    ast.BoolOp: "and / or",
    ast.Compare: "a comparison",
    ast.IfExp: "a condition",
    ast.Starred: "a star before a value",
    ast.Tuple: "a comma",
    ast.UnaryOp: "a sign that is no minus",
}
_BINARY = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


@dataclass(frozen=True)
class Place:
    """Line and column in the text as it was typed, both from 1."""

    line: int
    column: int

    def error(self, message: str) -> ExpressionError:
        """The error that something is wrong here."""
        return ExpressionError(message, self.line, self.column)


@dataclass(frozen=True)
class Text:
    """A formula as typed, its signs made Python's; `lines` stand without the `indents` before them."""

    lines: tuple[str, ...]
    indents: tuple[int, ...]

    def place(self, node: ast.expr | ast.stmt) -> Place:
        """Where a part of the tree begins; Python counts its columns in bytes."""
        before = self.lines[node.lineno - 1].encode()[: node.col_offset].decode()
        return self.at(node.lineno, len(before) + 1)

    def sign_place(self, part: ast.expr) -> Place:
        """Where a part's own sign stands: after the first value in it, or where the part begins."""
        inner = [each for each in ast.iter_child_nodes(part) if isinstance(each, ast.expr)]
        if not inner or isinstance(part, ast.UnaryOp | ast.Starred):
            return self.place(part)
        row, end = min((each.end_lineno or 1, each.end_col_offset or 0) for each in inner)
        line = self.lines[row - 1]
        before = len(line.encode()[:end].decode())
        return self.at(row, before + len(line[before:]) - len(line[before:].lstrip(" )")) + 1)

    def at(self, line: int | None, column: int | None) -> Place:
        """The place for Python's line and column, which some of its errors lack."""
        line = min(max(line or 1, 1), len(self.lines))
        return Place(line, self.indents[line - 1] + max(column or 1, 1))

    def found(self, place: Place) -> str:
        """What stands there, for a message."""
        match = _WORD.match(self.lines[place.line - 1], place.column - self.indents[place.line - 1] - 1)
        return repr(match[0][:MAX_NAME]) if match else "the end of the line"


@dataclass(frozen=True)
class Statement:
    """One line: a formula and the name it gets, empty for a last line without one."""

    name: str
    formula: ast.expr
    place: Place


@dataclass(frozen=True)
class Script:
    """All lines of a text, checked, and how to tell where a part of them stands."""

    text: Text
    statements: tuple[Statement, ...]


def read_script(typed: str) -> Script:
    """The lines of a text; `ExpressionError` for the first thing that is no formula."""
    text = _text(typed)
    statements = tuple(_statement(text, line) for line in _parsed(text))
    if not statements:
        raise Place(1, 1).error(f"nothing was typed, expected a formula such as {EXAMPLE}")
    for statement in statements[:-1]:
        if not statement.name:
            raise statement.place.error(
                "this line has no name; write name = formula, only the last line may stand alone"
            )
    return Script(text, statements)


def check_length(name: str, place: Place) -> None:
    """Raise `ExpressionError` for a name that is too long."""
    if _length_fault(name):
        raise place.error(_length_fault(name))


def number(formula: ast.expr) -> float | None:
    """The number that a literal stands for, with its sign; None for anything else."""
    if isinstance(formula, ast.UnaryOp):
        value = number(formula.operand) if isinstance(formula.operand, ast.Constant) else None
        return None if value is None else -value
    literal = formula.value if isinstance(formula, ast.Constant) else None
    return float(literal) if isinstance(literal, int | float) else None


def _text(typed: str) -> Text:
    lines = typed.translate(_SIGNS).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(typed) > MAX_LENGTH:
        raise Place(1, 1).error(f"found a text of {len(typed):,} characters, expected at most {MAX_LENGTH:,}")
    for row, line in enumerate(lines, start=1):
        for column, character in enumerate(line, start=1):
            if character not in _PUNCTUATION and not f"a{character}".isidentifier():
                raise Place(row, column).error(_stray(character))
    return Text(tuple(line.strip() for line in lines), tuple(len(line) - len(line.lstrip()) for line in lines))


def _stray(character: str) -> str:
    hint = "; write ** for a power" if character in "^²³⁴" else ""
    return f"found {character!r}, expected names, numbers, brackets and + - * / **{hint}"


def _parsed(text: Text) -> list[ast.stmt]:
    """The lines as Python reads them; only a tree is made, no code."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse("\n".join(text.lines)).body
    except SyntaxError as error:
        place = text.at(error.lineno, error.offset)
        raise place.error(_syntax_message(error.msg, text.found(place))) from None
    except (RecursionError, MemoryError, ValueError):
        raise Place(1, 1).error(_TOO_DEEP) from None


def _syntax_message(message: str, found: str) -> str:
    if "never closed" in message:
        return "this bracket is never closed"
    if "nested" in message:
        return _TOO_DEEP
    return f"found {found}, which does not fit here; expected a formula such as {EXAMPLE}"


def _statement(text: Text, line: ast.stmt) -> Statement:
    place = text.place(line)
    if isinstance(line, ast.Expr):
        name, formula = "", line.value
    elif isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
        name, formula = line.targets[0].id, line.value
        check_length(name, place)
    else:
        raise place.error(f"expected name = formula, such as L = {EXAMPLE}")
    for part, depth in _parts(formula):
        fault = _TOO_DEEP if depth > MAX_DEPTH else _fault(part)
        if fault:
            raise text.sign_place(part).error(fault)
    return Statement(name, formula, place)


def _parts(formula: ast.expr) -> Iterator[tuple[ast.expr, int]]:
    """Every part of a formula in the order of the text, with its depth; each is looked at before its own parts."""
    waiting = [(formula, 1)]
    while waiting:
        part, depth = waiting.pop()
        yield part, depth
        inner = part.args if isinstance(part, ast.Call) else ast.iter_child_nodes(part)
        waiting += reversed([(each, depth + 1) for each in inner if isinstance(each, ast.expr)])


def _fault(part: ast.expr) -> str:
    """What is wrong with this very part; empty if it is on the list."""
    if isinstance(part, ast.Name):
        return _length_fault(part.id)
    if isinstance(part, ast.Constant):
        return _number_fault(part.value)
    if isinstance(part, ast.Call):
        return _call_fault(part)
    if isinstance(part, ast.BinOp) and isinstance(part.op, _BINARY):
        return ""
    if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub):
        return ""
    return f"found {_KINDS.get(type(part), 'another thing')}, expected names, numbers, brackets and + - * / **"


def _length_fault(name: str) -> str:
    return f"found a name of {len(name)} characters, expected at most {MAX_NAME}" if len(name) > MAX_NAME else ""


def _number_fault(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"found {'...' if value is ... else value}, expected a number without an imaginary part"
    return "found a number beyond 1e308, the largest there is" if abs(value) > _LARGEST else ""


def _call_fault(call: ast.Call) -> str:
    if not isinstance(call.func, ast.Name):
        return "found brackets right after a value; write * for a product"
    named = [f"{keyword.arg}=" if keyword.arg else "**" for keyword in call.keywords]
    return f"found {named[0]}, expected values alone between the brackets" if named else ""

"""Mathematics written in Unicode as a small tree: `W₂,₁⁽¹⁾ = 0.5 × e^−0.2` knows its scripts, fractions and numbers.

The tree is what LaTeX and MathML are written from; a blank of a worksheet is a leaf like any other. Knows nothing of
networks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from playground.engine.formulas import Formula, Fraction, Item, Summation, Symbol, Text


class Kind(StrEnum):
    """What a leaf is: a number, a letter in italics, upright words, the name of a function, or a sign."""

    NUMBER = "number"
    LETTER = "letter"
    WORDS = "words"
    FUNCTION = "function"
    SIGN = "sign"


@dataclass(frozen=True)
class Leaf:
    """A piece of text that is set as it stands."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Blank:
    """A place to fill in; blanks of one number stand for the same value."""

    number: int


@dataclass(frozen=True)
class Row:
    """Things side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Over:
    """A fraction."""

    top: Node
    bottom: Node


@dataclass(frozen=True)
class Scripted:
    """Something with a subscript, a superscript or both."""

    base: Node
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True)
class Root:
    """A square root."""

    body: Node


@dataclass(frozen=True)
class Accented:
    """A letter under a hat, a tilde or a bar; `mark` is the combining character."""

    letter: Leaf
    mark: str


Node = Leaf | Blank | Row | Over | Scripted | Root | Accented
Piece = str | Node

NUMBER = re.compile(r"(?:(?<![\w)\]])−)?(?<![\w.])[0-9]+(?:\.[0-9]+)?(?:e[−+]?[0-9]+)?(?![0-9A-Za-z])")
FUNCTIONS = frozenset(
    re.findall(
        r"\w+", "max min tanh cosh sin cos tan ln log exp erf sign mean softmax reshape flatten transpose windows"
    )
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺ᵀᵃˣᵂᵇᵁᴱᵞᵝˢᶿ", "0123456789()−+⊤axWbUEγβsθ")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₍₎₋₊ₙᵢⱼ", "0123456789()−+nij")
_LEXER = re.compile(
    "(?P<quotient>∂[^\\s/()]+/∂[^\\s/()]+)"
    rf"|(?P<number>{NUMBER.pattern})"
    "|(?P<above>[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺ᵀᵃˣᵂᵇᵁᴱᵞᵝˢᶿ]+)"
    "|(?P<below>[₀-₉₍₎₋₊ₙᵢⱼ]+(?:,[₀-₉]+)*)"
    "|(?P<accented>\\w[\u0302\u0303\u0304]|[âĉêĝĥîĵôŝûŵŷẑãñõỹāēīōū])"
    "|(?P<words>[A-Za-z]{2,}(?: (?!or\\b)[A-Za-z]{2,})*)"
    r"|(?P<letter>[^\W\d_])"
    r"|(?P<sign>:=|\S)"
)
_GAP = "\N{NO-BREAK SPACE}"
_QUOTIENT = re.compile("(∂[^/]+)/(∂.+)")
_CLOSING: Mapping[str, str] = {"(": ")", "[": "]"}


def parse(pieces: Sequence[Piece]) -> Row:
    """The tree of some text, in which ready pieces may stand."""
    tokens = [token for piece in pieces for token in (_tokens(piece) if isinstance(piece, str) else [piece])]
    return _Parser(tokens).row()


def symbol(text: str) -> Node:
    """One symbol with its scripts, such as `a⁽¹⁾←S`; a derivative `∂L/∂W⁽¹⁾` becomes a fraction."""
    quotient = _QUOTIENT.fullmatch(text)
    if quotient:
        return Over(symbol(quotient[1]), symbol(quotient[2]))
    name, arrow, consumer = text.partition("←")
    row = parse([name])
    if not arrow or not row.items:
        return _alone(row)
    way = Row((Leaf(Kind.SIGN, "←"), Leaf(Kind.WORDS, consumer)))
    return _alone(Row((*row.items[:-1], _raised(row.items[-1], way))))


def formula_tree(formula: Formula, spell: Callable[[Symbol], str]) -> Row:
    """A formula with its symbols spelled out."""
    return parse(list(_pieces(formula, spell)))


def _pieces(formula: Formula, spell: Callable[[Symbol], str]) -> Iterator[Piece]:
    return (piece for item in formula for piece in _piece(item, spell))


def _piece(item: Item, spell: Callable[[Symbol], str]) -> Iterator[Piece]:
    if isinstance(item, Text):
        yield item.text
    elif isinstance(item, Symbol):
        yield Row((symbol(spell(item)),))  # so that a power is one of the whole symbol
    elif isinstance(item, Fraction):
        yield Over(formula_tree(item.top, spell), formula_tree(item.bottom, spell))
    else:
        yield from _summation(item, spell)


def _summation(item: Summation, spell: Callable[[Symbol], str]) -> Iterator[Piece]:
    many = any(isinstance(part, Text) and re.search(" [+−] ", part.text) for part in item.body)
    yield "Σ"
    yield (
        Row((Leaf(Kind.SIGN, "["), formula_tree(item.body, spell), Leaf(Kind.SIGN, "]")))
        if many
        else formula_tree(item.body, spell)
    )


@dataclass(frozen=True)
class _Script:
    """A script that waits for what it belongs to."""

    row: Node
    is_above: bool


def _tokens(text: str) -> Iterator[Node | _Script]:
    for match in _LEXER.finditer(text):
        yield _token(str(match.lastgroup), match.group())


def _token(kind: str, text: str) -> Node | _Script:
    match kind:
        case "quotient":
            return symbol(text)
        case "above" | "below":
            plain = text.translate(_RAISED if kind == "above" else _LOWERED)
            return _Script(_alone(parse([plain])), kind == "above")
        case "accented":
            plain = normalize("NFD", text)
            return Accented(Leaf(Kind.LETTER, plain[0]), plain[1])
    return _leaf(kind, text)


def _leaf(kind: str, text: str) -> Leaf:
    if kind == "words":
        return Leaf(Kind.FUNCTION, text) if text in FUNCTIONS else Leaf(Kind.WORDS, f"{_GAP}{text}{_GAP}")
    if text == "∞" or kind == "number":
        return Leaf(Kind.NUMBER, text)
    is_letter = (kind == "letter" and text != "Σ") or text == "∂"
    return Leaf(Kind.LETTER if is_letter else Kind.SIGN, text)


class _Parser:
    """Finds what a script, a power or a root belongs to; whatever does not fit stays a sign."""

    def __init__(self, tokens: Sequence[Node | _Script]) -> None:
        self._tokens = tokens
        self._at = 0

    def row(self, until: str = "") -> Row:
        """What follows, up to a closing bracket or the end."""
        items: list[Node] = []
        while self._at < len(self._tokens) and not (until and self._is_sign(until)):
            self._take(items)
        return Row(tuple(items))

    def _take(self, items: list[Node]) -> None:
        token = self._tokens[self._at]
        if isinstance(token, _Script):
            self._at += 1
            attach = _raised if token.is_above else _lowered
            items.append(attach(items.pop() if items else Row(()), token.row))
        elif self._is_sign("^") and items and self._at + 1 < len(self._tokens):
            self._at += 1
            items.append(_power(items.pop(), self._unit()))
        else:
            items.append(self._unit())

    def _unit(self) -> Node:
        """The next thing that belongs together: a bracket, a root, a number with its minus, or one token."""
        token = self._tokens[self._at]
        self._at += 1
        rest = self._at < len(self._tokens)
        if isinstance(token, _Script):
            return token.row
        match token:
            case Leaf(Kind.SIGN, "(" | "[" as opening):
                return self._bracket(token, _CLOSING[opening])
            case Leaf(Kind.SIGN, "√") if rest:
                return Root(_bare(self._unit()))
            case Leaf(Kind.SIGN, "−") if rest and self._before_is_power():
                return Row((token, self._unit()))
        return token

    def _bracket(self, opening: Leaf, closing: str) -> Node:
        body = self.row(closing)
        if self._at == len(self._tokens):
            return Row((opening, *body.items))
        self._at += 1
        return Row((opening, *body.items, Leaf(Kind.SIGN, closing)))

    def _before_is_power(self) -> bool:
        return self._at >= 2 and self._tokens[self._at - 2] == Leaf(Kind.SIGN, "^")

    def _is_sign(self, text: str) -> bool:
        token = self._tokens[self._at]
        return isinstance(token, Leaf) and token.text == text and token.kind is Kind.SIGN


def _raised(base: Node, row: Node) -> Scripted:
    """The base with something more above it; a script that is there already goes first."""
    if isinstance(base, Scripted):
        above = row if base.above is None else Row((base.above, row))
        return Scripted(base.base, base.below, above)
    return Scripted(base, None, row)


def _lowered(base: Node, row: Node) -> Scripted:
    if isinstance(base, Scripted) and base.below is None:
        return Scripted(base.base, row, base.above)
    return Scripted(base, row)


def _power(base: Node, exponent: Node) -> Scripted:
    return Scripted(base, None, _bare(exponent))


def _bare(node: Node) -> Node:
    """A bracket's inside, where it needs no bracket: under a root, in an exponent."""
    match node:
        case Row(items=(Leaf(text="("), *inside, Leaf(text=")"))):
            return Row(tuple(inside))
    return node


def _alone(row: Row) -> Node:
    return row.items[0] if len(row.items) == 1 else row

"""The grammar of breakpoints and watches: `max|δz⁽²⁾| < 1e-6`, `dead units > 50 %`, `W⁽²⁾[1,3] / W⁽²⁾[1,1]`.

    condition := "nan" | expression trend number "times" | expression ("<" | "<=" | ">" | ">=" | "=") expression
    trend := "rises" | "falls"                    expression := term (("+" | "-") term)*
    term := factor (("*" | "/") factor)*          factor := "-" factor | primary "%"?
    primary := number | counter | measure block? | symbol block? | "(" expression ")" | "|" expression "|"
             | "‖" expression "‖" | ("max" | "min" | "mean" | "sum" | "norm") primary

A text becomes a tree, or an error that names the column. What the symbols mean in a program is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playground.session.condition_tokens import COUNTERS, MEASURES, REDUCTIONS, ConditionError, Token, tokens

COMPARISONS = ("<", "<=", ">", ">=", "=")


@dataclass(frozen=True)
class Number:
    """A number as it is written."""

    value: float


@dataclass(frozen=True)
class Counter:
    """Something of the run between two updates: epoch, update, loss …"""

    name: str


@dataclass(frozen=True)
class Value:
    """A value of the program: without a layer or a block's name, that of each block in turn; `index` counts from 1."""

    symbol: str
    layer: int | None
    block: str | None
    index: tuple[int, ...] | None
    column: int

    @property
    def is_free(self) -> bool:
        """Whether it stands for each block in turn."""
        return self.layer is None and self.block is None


@dataclass(frozen=True)
class Measure:
    """The length of the whole gradient, or the share of a block's units that answer no sample."""

    name: str
    block: str | None
    column: int


@dataclass(frozen=True)
class Reduced:
    """One number made of many: their largest, least, mean, sum, length; `abs` leaves their count as it is."""

    kind: str
    inner: Expression


@dataclass(frozen=True)
class Combined:
    """Two expressions and + − * / between them."""

    sign: str
    left: Expression
    right: Expression


Expression = Number | Counter | Value | Measure | Reduced | Combined


@dataclass(frozen=True)
class Comparison:
    """An expression compared with another."""

    sign: str
    left: Expression
    right: Expression
    column: int


@dataclass(frozen=True)
class Trend:
    """An expression that grows, or shrinks, so many times in a row."""

    inner: Expression
    rises: bool
    times: int


@dataclass(frozen=True)
class NotANumber:
    """A result that is NaN or infinite."""


Condition = Comparison | Trend | NotANumber


def parse_condition(text: str) -> Condition:
    """The condition in a text; `ConditionError` where it is none."""
    parser = _Parser(text)
    found = parser.condition()
    parser.finish()
    return found


def parse_expression(text: str) -> Expression:
    """The expression in a text, as watches have it; `ConditionError` where it is none."""
    parser = _Parser(text)
    found = parser.expression()
    parser.finish()
    return found


def parts(tree: Condition | Expression) -> Iterator[Condition | Expression]:
    """A tree and all that it is made of."""
    yield tree
    match tree:
        case Reduced(inner=inner) | Trend(inner=inner):
            yield from parts(inner)
        case Combined(left=left, right=right) | Comparison(left=left, right=right):
            yield from parts(left)
            yield from parts(right)


def values(tree: Condition | Expression) -> Iterator[Value | Measure]:
    """Every value that a tree names."""
    return (part for part in parts(tree) if isinstance(part, Value | Measure))


class _Parser:
    """Reads the pieces from left to right, one method for each line of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _accept(self, *texts: str) -> Token | None:
        return self._take() if self._next.kind in ("word", "sign") and self._next.text in texts else None

    def _expect(self, *texts: str) -> Token:
        found = self._accept(*texts)
        if found is None:
            self._fail(" or ".join(f"“{text}”" for text in texts))
        assert found is not None
        return found

    def _fail(self, expected: str) -> None:
        found = self._next.text if self._next.kind == "end" else f"“{self._next.text}”"
        raise ConditionError(f"expected {expected}, found {found}", self._next.column)

    def finish(self) -> None:
        """Nothing may follow."""
        if self._next.kind != "end":
            self._fail("the end")

    def condition(self) -> Condition:
        """nan, a trend or a comparison."""
        if self._accept("nan"):
            return NotANumber()
        left = self.expression()
        if trend := self._accept("rises", "falls"):
            return self._trend(left, trend.text == "rises")
        sign = self._accept(*COMPARISONS)
        if sign is None:
            self._fail("a comparison such as “<”, or “rises 3 times”")
        assert sign is not None
        return Comparison(sign.text, left, self.expression(), sign.column)

    def _trend(self, inner: Expression, rises: bool) -> Trend:
        column, times = self._next.column, self._number()
        if times < 1 or times != int(times):
            raise ConditionError("how many times must be a whole number from 1", column)
        self._expect("times", "time")
        return Trend(inner, rises, int(times))

    def expression(self) -> Expression:
        """A sum."""
        found = self._term()
        while sign := self._accept("+", "-"):
            found = Combined(sign.text, found, self._term())
        return found

    def _term(self) -> Expression:
        found = self._factor()
        while sign := self._accept("*", "/"):
            found = Combined(sign.text, found, self._factor())
        return found

    def _factor(self) -> Expression:
        if self._accept("-"):
            inner = self._factor()
            return Number(-inner.value) if isinstance(inner, Number) else Combined("-", Number(0.0), inner)
        found = self._primary()
        return Combined("/", found, Number(100.0)) if self._accept("%") else found

    def _primary(self) -> Expression:
        token = self._next
        if token.kind == "number":
            return Number(self._number())
        if token.kind == "symbol":
            self._take()
            return Value(token.text, token.layer, self._block(), token.index, token.column)
        if opened := self._accept("(", "|", "‖"):
            return self._enclosed(opened.text)
        if word := self._accept(*COUNTERS, *MEASURES, *REDUCTIONS):
            return self._of_word(word)
        self._fail("a number or a value such as δz⁽¹⁾")
        raise AssertionError

    def _of_word(self, word: Token) -> Expression:
        if word.text in COUNTERS:
            return Counter("loss" if word.text == "training loss" else word.text)
        if word.text in MEASURES:
            return Measure(word.text, self._block(), word.column)
        return Reduced(word.text, self._primary())

    def _enclosed(self, opened: str) -> Expression:
        inner = self.expression()
        self._expect({"(": ")"}.get(opened, opened))
        return inner if opened == "(" else Reduced({"|": "abs", "‖": "norm"}[opened], inner)

    def _block(self) -> str | None:
        """A block's name in quotation marks, after “of” or not."""
        if self._accept("of") and self._next.kind != "name":
            self._fail('a block\'s name such as "Dense 1"')
        return self._take().text if self._next.kind == "name" else None

    def _number(self) -> float:
        if self._next.kind != "number":
            self._fail("a number")
        return float(self._take().text)

"""From a typed formula to a network of operations on single numbers: `(x*w2 + w1 + w2 - y)**2`.

A name stands for one block however often it appears, so that a name used twice is a fork; a number is a block of its
own at each place. The result is what training makes small.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from unicodedata import normalize

from playground.engine.expression_labels import Binding, Called, Infix, Label, Prefix, Writing, shortened
from playground.engine.expression_syntax import Place, Script, Statement, number, read_script
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.joins import Add, Multiply, Subtract
from playground.engine.operations.numbers import Constant, Parameter, number_text
from playground.engine.operations.objective import Objective
from playground.engine.operations.operation import Operation
from playground.engine.operations.scalar_functions import Cosine, Exponential, Logarithm, Sine, SquareRoot, Tangent
from playground.engine.operations.scalars import Divide, FixedPower, Maximum, Minimum, Negative, Power
from playground.engine.operations.source import Input

MAX_NODES = 500

FUNCTIONS: Mapping[str, Operation] = {
    "exp": Exponential(),
    "log": Logarithm(),
    "sqrt": SquareRoot(),
    "sin": Sine(),
    "cos": Cosine(),
    "tan": Tangent(),
    "tanh": Activation("tanh"),
    "sigmoid": Activation("sigmoid"),
    "relu": Activation("relu"),
    "abs": Activation("absolute"),
    "max": Maximum(),
    "min": Minimum(),
}
"""Every function a formula may call, with the block it becomes."""

_OPERATORS: Mapping[type[ast.operator], tuple[Operation, Writing]] = {
    ast.Add: (Add(), Infix("+", Binding.SUM)),
    ast.Sub: (Subtract(), Infix("−", Binding.SUM)),
    ast.Mult: (Multiply(), Infix("×", Binding.PRODUCT)),
    ast.Div: (Divide(), Infix("/", Binding.PRODUCT)),
    ast.Pow: (Power(), Infix("^", Binding.POWER)),
}
_TOP = Place(1, 1)


def network_of(text: str, parameters: Mapping[str, float] | Iterable[str] = ()) -> Network:
    """The network of one formula, or of several lines `name = formula` of which the last is the result.

    A name is the name of its block. Names in `parameters` are learned numbers, beginning at the value given or at 1;
    any other name that no line defines is an input of one feature, in order of appearance. Raises `ExpressionError`.
    """
    script = read_script(text)
    graph = _Graph(script, _starts(parameters))
    for statement in script.statements[:-1]:
        graph.define(statement)
    return graph.finished(script.statements[-1])


def _starts(parameters: Mapping[str, float] | Iterable[str]) -> Mapping[str, float]:
    """Where each learned number begins."""
    given = parameters if isinstance(parameters, Mapping) else dict.fromkeys(parameters, 1.0)
    for name in given:
        if not name.isidentifier() or name in FUNCTIONS:
            raise _TOP.error(f"the parameter {name!r} has no name that a formula can use")
    return {normalize("NFKC", name): float(value) for name, value in given.items()}


@dataclass
class _Graph:
    """The network under construction: what every name means, and the lines that wait to be used."""

    script: Script
    parameters: Mapping[str, float]
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    unused: dict[str, Place] = field(default_factory=dict)

    def define(self, statement: Statement) -> str:
        """Give the block of a line its name; the block's id."""
        name, place = statement.name, statement.place
        if name in FUNCTIONS:
            raise place.error(f"{name} is a function; choose another name")
        if name in self.meanings or name in self.parameters:
            raise place.error(f"{name} has a meaning already; choose another name")
        id = self.value(statement.formula, name)
        if name:
            self._check_own(name, place)
            self.meanings[name] = id
            self.unused[name] = place
        return id

    def finished(self, last: Statement) -> Network:
        """The network whose result is the last line."""
        result = self.define(last)
        self.unused.pop(last.name, None)
        for name, place in self.unused.items():
            raise place.error(f"{name} is never used; the last line is the result")
        for name in self.parameters:
            if name not in self.meanings:
                raise _TOP.error(f"the parameter {name} does not appear in the formula")
        self._add(Objective(), [result], "Loss", last.place)
        return Network(tuple(self.nodes.values()), tuple(self.edges))

    def value(self, formula: ast.expr, name: str = "") -> str:
        """The id of the block that computes a formula; a new block gets the name, or one made of its formula."""
        if isinstance(formula, ast.Name):
            return self._meaning(formula)
        operation, operands, write = self._block(formula)
        sources = [self.value(operand) for operand in operands]
        label = Label(name) if name else shortened(write, [self.labels[source] for source in sources])
        id = self._add(operation, sources, label.text, self.script.text.place(formula))
        self.labels[id] = label
        return id

    def _block(self, formula: ast.expr) -> tuple[Operation, list[ast.expr], Writing]:
        """The operation at the top of a formula, its operands, and how both are written."""
        literal = number(formula)
        if literal is not None:
            return Constant(literal), [], partial(_number_label, literal)
        if isinstance(formula, ast.Call):
            return self._call(formula)
        if isinstance(formula, ast.UnaryOp):
            return Negative(), [formula.operand], Prefix("−")
        assert isinstance(formula, ast.BinOp)
        exponent = number(formula.right) if isinstance(formula.op, ast.Pow) else None
        if exponent is not None:
            return FixedPower(exponent), [formula.left], partial(_power_label, exponent)
        operation, write = _OPERATORS[type(formula.op)]
        return operation, [formula.left, formula.right], write

    def _call(self, call: ast.Call) -> tuple[Operation, list[ast.expr], Writing]:
        assert isinstance(call.func, ast.Name)
        name, place = call.func.id, self.script.text.place(call)
        if name not in FUNCTIONS:
            raise place.error(f"{name} is no function; known are {', '.join(FUNCTIONS)}. Write * for a product")
        wanted = len(FUNCTIONS[name].ports)
        if len(call.args) != wanted:
            raise place.error(f"{name} gets {len(call.args)} values, expected {wanted}")
        return FUNCTIONS[name], call.args, Called(name)

    def _meaning(self, formula: ast.Name) -> str:
        """The block a name stands for; a name met for the first time is a parameter or an input."""
        name, place = formula.id, self.script.text.place(formula)
        self.unused.pop(name, None)
        if name in FUNCTIONS:
            raise place.error(f"{name} is a function; write {name}(…)")
        if name not in self.meanings:
            operation = Parameter(self.parameters[name]) if name in self.parameters else Input(1)
            self.meanings[name] = self._add(operation, [], name, place)
            self.labels[self.meanings[name]] = Label(name)
        return self.meanings[name]

    def _check_own(self, name: str, place: Place) -> None:
        if name in self.meanings:
            raise place.error(f"{name} is defined by itself; choose another name")

    def _add(self, operation: Operation, sources: list[str], name: str, place: Place) -> str:
        if len(self.nodes) == MAX_NODES:
            raise place.error(f"the formula needs more than {MAX_NODES} blocks")
        id = f"n{len(self.nodes) + 1}"
        self.nodes[id] = Node(id, self._free(name), operation)
        self.edges += [Edge(source, id, port) for port, source in enumerate(sources)]
        return id

    def _free(self, name: str) -> str:
        """The name, numbered if another block has it."""
        taken = {node.name for node in self.nodes.values()}
        numbers = range(2, len(taken) + 2)
        return next(free for free in (name, *(f"{name} #{number}" for number in numbers)) if free not in taken)


def _number_label(value: float) -> Label:
    return Label(number_text(value), Binding.SIGN if value < 0 else Binding.ATOM)


def _power_label(exponent: float, base: Label) -> Label:
    return Infix("^", Binding.POWER)(base, _number_label(exponent))

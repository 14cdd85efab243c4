"""The formula that a network of operations on single numbers computes, as text that can be read back.

The counterpart of `expressions`: a block with a name of its own, or with several readers, gets a line of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import count
from keyword import iskeyword
from unicodedata import normalize

from playground.engine.errors import NetworkError
from playground.engine.expression_labels import Binding, Called, Infix, Label, Prefix, Writing
from playground.engine.expression_syntax import MAX_NAME
from playground.engine.expressions import FUNCTIONS
from playground.engine.network import Network, Node
from playground.engine.operations.joins import Add, Multiply, Subtract
from playground.engine.operations.numbers import Constant, Parameter, number_text
from playground.engine.operations.operation import Operation
from playground.engine.operations.scalars import Divide, FixedPower, Negative, Power
from playground.engine.operations.source import Input

_POWER = Infix("**", Binding.POWER)


def expression_of(network: Network) -> str:
    """The formula whose network computes the same; `NetworkError` names a block that no formula can express.

    A block whose name no formula can use is called v1, v2, …; the learned numbers are those of the `Parameter` blocks.
    """
    loss = network.loss
    if loss is None or network.problems:
        raise network.problems[0] if network.problems else NetworkError("the network has no loss")
    written = _Written(network)
    result = network.incoming[loss.id][0].source
    for node in network.order:
        if node is not loss:
            written.add(node, is_result=node.id == result)
    return "\n".join(written.lines)


@dataclass
class _Written:
    """The lines so far, and what stands for each block in the lines to come."""

    network: Network
    lines: list[str] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)

    def add(self, node: Node, *, is_result: bool) -> None:
        """Write one block, all it reads being written."""
        name = self._name(node)
        if isinstance(node.operation, Parameter) or _is_variable(node.operation):
            self.labels[node.id] = Label(name)
            self.lines += [name] if is_result else []
            return
        write = _writing(node)
        label = write(*(self.labels[edge.source] for edge in self.network.incoming[node.id]))
        own_line = _is_usable(node.name) or len(self.network.outgoing[node.id]) > 1
        self.labels[node.id] = Label(name) if own_line else label
        if is_result or own_line:
            self.lines.append(f"{name} = {label.text}" if own_line else label.text)

    def _name(self, node: Node) -> str:
        """The block's own name, or the next free one of v1, v2, …"""
        if _is_usable(node.name):
            return node.name
        taken = {other.name for other in self.network.nodes} | {label.text for label in self.labels.values()}
        return next(name for number in count(1) if (name := f"v{number}") not in taken)


def _is_usable(name: str) -> bool:
    known = iskeyword(name) or name in FUNCTIONS or len(name) > MAX_NAME
    return name.isidentifier() and not known and normalize("NFKC", name) == name


def _is_variable(operation: Operation) -> bool:
    return isinstance(operation, Input) and operation.features == 1


def _writing(node: Node) -> Writing:
    """How the block's operation is written over what it reads."""
    operation = node.operation
    if isinstance(operation, Constant):
        return partial(_number, operation.value)
    if isinstance(operation, FixedPower):
        return partial(_raised, operation.exponent)
    if operation in _CALLED:
        return Called(_CALLED[operation])
    if type(operation) in _SIGNS:
        return _SIGNS[type(operation)]
    raise NetworkError(f"{node.name} is a block that no formula can express: {operation.summary}", node.id)


def _number(value: float) -> Label:
    return Label(number_text(value).replace("−", "-"), Binding.SIGN if value < 0 else Binding.ATOM)


def _raised(exponent: float, base: Label) -> Label:
    return _POWER(base, _number(exponent))


def _sum(*operands: Label) -> Label:
    return reduce(Infix("+", Binding.SUM), operands)


_CALLED: Mapping[Operation, str] = {operation: name for name, operation in FUNCTIONS.items()}
_SIGNS: Mapping[type[Operation], Writing] = {
    Add: _sum,
    Subtract: Infix("-", Binding.SUM),
    Multiply: Infix("*", Binding.PRODUCT),
    Divide: Infix("/", Binding.PRODUCT),
    Power: _POWER,
    Negative: Prefix("-"),
}

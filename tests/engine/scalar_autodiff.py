"""A tiny reverse-mode autodiff on Python scalars: the independent oracle for whole networks.

Shares nothing with the engine but its frozen values: no arrays, no formulas, no order of evaluation. The idea is that
of Karpathy's micrograd.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from playground.engine.network import Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import CrossEntropy, Huber, Loss, SoftmaxCrossEntropy
from playground.engine.operations.numbers import Constant, Parameter
from playground.engine.operations.operation import Operation
from playground.engine.operations.prelu import PReLU
from playground.engine.operations.scalars import FixedPower
from playground.engine.operations.softmax_block import Softmax
from playground.engine.operations.source import Input


@dataclass(eq=False)
class Scalar:
    """A number that remembers what it was made of, with the local derivative by each."""

    value: float
    parents: tuple[tuple["Scalar", float], ...] = ()
    gradient: float = field(default=0.0)

    def __add__(self, other: "Scalar") -> "Scalar":
        return Scalar(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other: "Scalar") -> "Scalar":
        return Scalar(self.value * other.value, ((self, other.value), (other, self.value)))

    def __neg__(self) -> "Scalar":
        return Scalar(-self.value, ((self, -1.0),))

    def __sub__(self, other: "Scalar") -> "Scalar":
        return self + -other

    def map(self, value: float, slope: float) -> "Scalar":
        """A function of this number, known by its value and slope here."""
        return Scalar(value, ((self, slope),))


def total(terms: Sequence[Scalar]) -> Scalar:
    """The sum."""
    result = terms[0]
    for term in terms[1:]:
        result = result + term
    return result


def exponential(x: Scalar) -> Scalar:
    """eˣ"""
    return x.map(math.exp(x.value), math.exp(x.value))


def logarithm(x: Scalar) -> Scalar:
    """ln x"""
    return x.map(math.log(x.value), 1 / x.value)


def inverse(x: Scalar) -> Scalar:
    """1/x"""
    return x.map(1 / x.value, -1 / x.value**2)


def backpropagate(loss: Scalar) -> None:
    """Fill `gradient` of everything the loss was made of."""
    order: list[Scalar] = []
    seen: set[int] = set()
    stack = [(loss, False)]
    while stack:
        scalar, done = stack.pop()
        if done:
            order.append(scalar)
        elif id(scalar) not in seen:
            seen.add(id(scalar))
            stack.append((scalar, True))
            stack.extend((parent, False) for parent, _slope in scalar.parents)
    loss.gradient = 1.0
    for scalar in reversed(order):
        for parent, slope in scalar.parents:
            parent.gradient += scalar.gradient * slope


Vector = list[Scalar]
Table = Sequence[Sequence[float]]


def sigmoid(x: Scalar) -> Scalar:
    """1 / (1 + e⁻ˣ)"""
    return inverse(Scalar(1.0) + exponential(-x))


def softmax(xs: Vector) -> Vector:
    """eˣ / Σ eˣ"""
    powers = [exponential(x) for x in xs]
    scale = inverse(total(powers))
    return [power * scale for power in powers]


def elementwise(function: Callable[[Scalar], Scalar]) -> Callable[[Vector], Vector]:
    """The function of each element."""
    return lambda xs: [function(x) for x in xs]


def log_softmax(xs: Vector) -> Vector:
    """x − ln Σ eˣ, from the largest on: of a single x it is exactly 0"""
    shifted = [x - Scalar(max(x.value for x in xs)) for x in xs]
    log_total = logarithm(total([exponential(x) for x in shifted]))
    return [x - log_total for x in shifted]


def softplus(x: Scalar) -> Scalar:
    """ln(1 + eˣ)"""
    return logarithm(Scalar(1.0) + exponential(x))


def hyperbolic_tangent(x: Scalar) -> Scalar:
    """tanh x"""
    return x.map(math.tanh(x.value), 1 / math.cosh(x.value) ** 2)


def gelu(x: Scalar) -> Scalar:
    """½ x (1 + erf(x/√2))"""
    gate = (1 + math.erf(x.value / math.sqrt(2))) / 2
    return x * x.map(gate, math.exp(-(x.value**2) / 2) / math.sqrt(2 * math.pi))


def exponential_unit(x: Scalar, scale: float = 1.0, alpha: float = 1.0) -> Scalar:
    """x or α (eˣ − 1), scaled"""
    left = scale * alpha
    return x.map(scale * x.value, scale) if x.value > 0 else exponential(x) * Scalar(left) - Scalar(left)


def clipped_line(x: Scalar) -> Scalar:
    """x/6 + ½ between 0 and 1"""
    return x.map(min(max(x.value / 6 + 0.5, 0.0), 1.0), float(abs(x.value) < 3) / 6)


ACTIVATION_RULES: dict[str, Callable[[Vector], Vector]] = {
    "identity": lambda xs: xs,
    "relu": elementwise(lambda x: x.map(max(x.value, 0.0), float(x.value > 0))),
    "leaky_relu": elementwise(lambda x: x if x.value > 0 else x.map(0.01 * x.value, 0.01)),
    "elu": elementwise(exponential_unit),
    "selu": elementwise(lambda x: exponential_unit(x, 1.0507009873554805, 1.6732632423543772)),
    "hard_sigmoid": elementwise(clipped_line),
    "absolute": elementwise(lambda x: x.map(abs(x.value), float((x.value > 0) - (x.value < 0)))),
    "step": elementwise(lambda x: Scalar(float(x.value > 0))),
    "tanh": elementwise(hyperbolic_tangent),
    "sigmoid": elementwise(sigmoid),
    "softplus": elementwise(softplus),
    "softsign": elementwise(lambda x: x.map(x.value / (1 + abs(x.value)), 1 / (1 + abs(x.value)) ** 2)),
    "sine": elementwise(lambda x: x.map(math.sin(x.value), math.cos(x.value))),
    "gaussian": elementwise(lambda x: exponential(-(x * x))),
    "square": elementwise(lambda x: x * x),
    "gelu": elementwise(gelu),
    "silu": elementwise(lambda x: x * sigmoid(x)),
    "mish": elementwise(lambda x: x * hyperbolic_tangent(softplus(x))),
    "softmax": softmax,
    "log_softmax": log_softmax,
}


def power(x: Scalar, y: Scalar) -> Scalar:
    """x^y for a positive x"""
    return exponential(y * logarithm(x))


def fixed_power(x: Scalar, n: float) -> Scalar:
    """xⁿ"""
    return x.map(x.value**n, n * x.value ** (n - 1))


def chosen(x: Scalar, y: Scalar, value: float) -> Scalar:
    """That of the two which has the value, or half of each at a tie."""
    shares = [float(x.value == value), float(y.value == value)]
    return Scalar(value, ((x, shares[0] / sum(shares)), (y, shares[1] / sum(shares))))


NUMBER_RULES: dict[str, Callable[..., Scalar]] = {
    "negative": lambda x: -x,
    "divide": lambda x, y: x * inverse(y),
    "power": power,
    "maximum": lambda x, y: chosen(x, y, max(x.value, y.value)),
    "minimum": lambda x, y: chosen(x, y, min(x.value, y.value)),
    "exp": exponential,
    "log": logarithm,
    "sqrt": lambda x: x.map(math.sqrt(x.value), 0.5 / math.sqrt(x.value)),
    "sin": lambda x: x.map(math.sin(x.value), math.cos(x.value)),
    "cos": lambda x: x.map(math.cos(x.value), -math.sin(x.value)),
    "tan": lambda x: x.map(math.tan(x.value), 1 / math.cos(x.value) ** 2),
}


def number_rule_of(operation: Operation) -> Callable[..., Scalar] | None:
    """What an operation on numbers does; None for any other."""
    if isinstance(operation, FixedPower):
        return partial(fixed_power, n=operation.exponent)
    return NUMBER_RULES.get(operation.kind)


def squared(a: Scalar, y: float) -> Scalar:
    """(a − y)²"""
    return (a - Scalar(y)) * (a - Scalar(y))


def huber(a: Scalar, y: float, delta: float) -> Scalar:
    """½ d² or δ (|d| − ½ δ)"""
    distance = a.value - y
    if abs(distance) <= delta:
        return squared(a, y) * Scalar(0.5)
    return a.map(delta * (abs(distance) - 0.5 * delta), math.copysign(delta, distance))


def hyperbola(a: Scalar, y: float) -> Scalar:
    """ln cosh(a − y)"""
    distance = a - Scalar(y)
    return logarithm((exponential(distance) + exponential(-distance)) * Scalar(0.5))


def hinge(a: Scalar, y: float) -> Scalar:
    """max(0, 1 − t a) with t = ±1"""
    sign = 1.0 if y else -1.0
    lacking = 1 - sign * a.value
    return a.map(max(0.0, lacking), -sign * (lacking > 0))


def surprise(yes: Scalar, no: Scalar, y: float) -> Scalar:
    """−y ln p − (1 − y) ln(1 − p)"""
    return -(Scalar(y) * logarithm(yes) + Scalar(1 - y) * logarithm(no))


def divergence(a: Scalar, y: float) -> Scalar:
    """y ln(y / a)"""
    return Scalar(y) * logarithm(Scalar(y) * inverse(a)) if y else Scalar(0.0) * a


ELEMENT_RULES: dict[str, Callable[[Scalar, float], Scalar]] = {
    "mse": squared,
    "sum_of_squares": squared,
    "half_sum_of_squares": lambda a, y: squared(a, y) * Scalar(0.5),
    "mae": lambda a, y: a.map(abs(a.value - y), (a.value > y) - (a.value < y)),
    "log_cosh": hyperbola,
    "hinge": hinge,
    "binary_cross_entropy": lambda a, y: surprise(sigmoid(a), sigmoid(-a), y),  # 1 − σ(a) = σ(−a)
    "binary_cross_entropy_of_probabilities": lambda a, y: surprise(a, Scalar(1.0) - a, y),
    "kl_divergence": divergence,
    "objective": lambda a, _y: a,
}
SUMS_OF_A_SAMPLE = {"sum_of_squares", "half_sum_of_squares", "kl_divergence", "objective"}


def loss_of(operation: Operation, prediction: Vector, target: Sequence[float]) -> Scalar:
    """The loss of one sample, as a textbook writes it."""
    if isinstance(operation, CrossEntropy | SoftmaxCrossEntropy):
        return class_loss(operation, prediction, target)
    rule = partial(huber, delta=operation.delta) if isinstance(operation, Huber) else ELEMENT_RULES[operation.kind]
    wanted = target if len(target) else [0.0]
    parts = [rule(a, float(y)) for a, y in zip(prediction, wanted, strict=True)]
    return total(parts) * Scalar(1.0 if operation.kind in SUMS_OF_A_SAMPLE else 1 / len(parts))


def class_loss(operation: CrossEntropy | SoftmaxCrossEntropy, prediction: Vector, target: Sequence[float]) -> Scalar:
    """−Σ w ((1 − ε) y + ε/C) ln p"""
    probabilities = prediction if isinstance(operation, CrossEntropy) else softmax(prediction)
    moved, weights = operation.label_smoothing, operation.class_weights or [1.0] * len(target)
    answers = [w * ((1 - moved) * float(y) + moved / len(target)) for w, y in zip(weights, target, strict=True)]
    return -total([Scalar(y) * logarithm(p) for p, y in zip(probabilities, answers, strict=True)])


KNOWN = (Input, Dense, Activation, Softmax, PReLU, Add, Concatenate, Constant, Parameter, Loss)


def knows(network: Network) -> bool:
    """Whether the oracle has a rule for every block: it computes vectors, and each block has its own parameters."""
    operations = [node.operation for node in network.nodes]
    return (
        all(isinstance(operation, KNOWN) or number_rule_of(operation) for operation in operations)
        and all(len(shape) == 1 for shape in network.shapes.values())
        and not any(node.learning.shares for node in network.nodes)
    )


@dataclass
class ScalarNetwork:
    """A network computed number by number; `parameters` and each sample's inputs carry their gradients afterwards."""

    network: Network
    parameters: dict[tuple[str, str], list[Vector]]

    @classmethod
    def of(cls, network: Network, parameters: dict[tuple[str, str], list[list[float]]]) -> "ScalarNetwork":
        """From plain tables by (node id, quantity); a bias is a table of one row."""
        tables = {place: [[Scalar(x) for x in row] for row in table] for place, table in parameters.items()}
        return cls(network, tables)

    def learn(self, features: Table, targets: Table) -> tuple[float, list[Vector]]:
        """The mean loss over the samples and the inputs of each, all with gradients filled."""
        inputs = [[Scalar(float(x)) for x in row] for row in features]
        losses = [self.loss(row, target) for row, target in zip(inputs, targets, strict=True)]
        mean = total(losses) * Scalar(1 / len(losses))
        backpropagate(mean)
        return mean.value, inputs

    def loss(self, row: Vector, target: Sequence[float]) -> Scalar:
        """The loss of one sample."""
        end = self.network.loss
        assert end is not None
        return loss_of(end.operation, self._arriving(end, row)[0], target)

    def _arriving(self, node: Node, row: Vector) -> list[Vector]:
        edges = sorted((e for e in self.network.edges if e.target == node.id), key=lambda e: e.port)
        return [self._output(self.network.by_id[e.source], row) for e in edges]

    def _output(self, node: Node, row: Vector) -> Vector:
        """Computed afresh for each reader: paths are told apart, so nothing about sharing can go wrong alike."""
        if not node.operation.ports:
            return self._beginning(node, row)
        arriving = self._arriving(node, row)
        number_rule = number_rule_of(node.operation)
        if number_rule is not None:
            return [number_rule(*numbers) for numbers in zip(*arriving, strict=True)]
        if isinstance(node.operation, Add):
            return [total(column) for column in zip(*arriving, strict=True)]
        if isinstance(node.operation, Concatenate):
            return [x for part in arriving for x in part]
        return self._of_one(node, arriving[0])

    def _of_one(self, node: Node, xs: Vector) -> Vector:
        operation = node.operation
        if isinstance(operation, Dense):
            return ACTIVATION_RULES[operation.activation](self._weighed(node, xs))
        if isinstance(operation, PReLU):
            return self._bent(node, xs)
        if isinstance(operation, Softmax):
            return (log_softmax if operation.log else softmax)(xs)
        assert isinstance(operation, Activation)
        return ACTIVATION_RULES[operation.function](xs)

    def _beginning(self, node: Node, row: Vector) -> Vector:
        if isinstance(node.operation, Constant):
            return [Scalar(node.operation.value)]
        if isinstance(node.operation, Parameter):
            return self.parameters[node.id, "value"][0]
        return self._columns(node, row)

    def _columns(self, node: Node, row: Vector) -> Vector:
        start = 0
        for other in self.network.nodes:
            if not isinstance(other.operation, Input):
                continue
            (width,) = other.operation.output_shape(())
            if other.id == node.id:
                return row[start : start + width]
            start += width
        raise AssertionError(node.name)

    def _bent(self, node: Node, xs: Vector) -> Vector:
        slopes = self.parameters[node.id, "slopes"][0]
        return [x if x.value > 0 else x * slopes[place % len(slopes)] for place, x in enumerate(xs)]

    def _weighed(self, node: Node, xs: Vector) -> Vector:
        sums = [total([w * x for w, x in zip(row, xs, strict=True)]) for row in self.parameters[node.id, "weights"]]
        if (node.id, "bias") not in self.parameters:
            return sums
        return [z + b for z, b in zip(sums, self.parameters[node.id, "bias"][0], strict=True)]

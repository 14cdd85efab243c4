"""One operation on numbers at chosen numbers, run forward and backward, and its formulas computed as they stand."""

import math
import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.formulas import Formula, right_hand_side, to_text
from playground.engine.instruction import Instruction, Phase, Symbol, run_calls
from playground.engine.local_derivatives import local_derivative
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.elementwise import Elementwise
from playground.engine.operations.objective import Objective
from playground.engine.operations.source import Input
from playground.engine.parameters import Layout, ParameterArrays
from playground.engine.program import Program

WORDS = {"ln": math.log, "sqrt": math.sqrt, "E": math.e, "max": max, "min": min} | {
    name: getattr(math, name) for name in ("sin", "cos", "tan")
}
SPELLING = (("e^", "E**"), ("^", "**"), ("²", "**2"), ("×", "*"), ("−", "-"), ("≥", ">="), ("[", "("), ("]", ")"))


@dataclass(frozen=True)
class Point:
    """The value, the local derivatives in port order, and the program that gave them."""

    value: float
    slopes: tuple[float, ...]
    program: Program


def at(operation: Elementwise, *numbers: float, dtype: type[np.number] = np.float64) -> Point:
    """The operation at these numbers; its program is that of every other call, so look at it at once."""
    program = _compiled(operation, dtype)
    program.load(np.array([numbers]), np.zeros((1, 0)))
    run_calls(program.calls(optional=True))
    slopes = tuple(float(program.value("grad_activation", node.id)[0, 0]) for node in program.network.inputs)
    return Point(float(program.value("activation", "f")[0, 0]), slopes, program)


@cache
def _compiled(operation: Elementwise, dtype: type[np.number]) -> Program:
    inputs = tuple(Node(f"x{port}", f"X{port}", Input(1)) for port in range(len(operation.ports)))
    wires = (*(Edge(node.id, "f", port) for port, node in enumerate(inputs)), Edge("f", "l"))
    network = Network((*inputs, Node("f", "F", operation), Node("l", "L", Objective())), wires)
    return compile_program(network, ParameterArrays.of(Layout(()), np.zeros(0), {}, dtype), 1)


PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def formulas_of(point: Point) -> list[tuple[str, float]]:
    """Each line of the operation with its numbers in place of its symbols, and what it must come to."""
    steps = [step for step in point.program.instructions if step.node == "f" or local_derivative(step) is not None]
    lines = [step for step in steps if step.phase is Phase.FORWARD or local_derivative(step) is not None]
    return [(_written(step, step.expanded or step.formula), float(step.result.array[0, 0])) for step in lines]


def computed(line: str) -> float:
    """A line of arithmetic, computed as it stands."""
    for sign, spelled in SPELLING:
        line = line.replace(sign, spelled)
    line = re.sub("[⁰¹²³⁴-⁹]+", lambda above: f"**{above[0].translate(PLAIN)}", line)
    line = re.sub(
        r"(ln|√) ?(\([^()]*\)|[\w.]+)", lambda match: f"{'ln' if match[1] == 'ln' else 'sqrt'}({match[2]})", line
    )
    return float(eval(line, {"__builtins__": {}}, WORDS))


def _written(step: Instruction, formula: Formula) -> str:
    def number(symbol: Symbol) -> str:
        return f"({float(step.operand(symbol.operand).array[0, 0])!r})"

    return to_text(right_hand_side(formula), number)

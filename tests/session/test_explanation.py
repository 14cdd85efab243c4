"""An explanation is arithmetic: its terms add up to the value, and each line, computed as printed, gives it again."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest

from playground.engine.instruction import Array, Index, Instruction, Operand
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.engine.optimizers import Optimizer
from playground.session.explanation import SHOWN_TERMS, Explanation, Reader, element_label, explain
from playground.session.numbers import format_number
from playground.session.stepper import Stepper
from tests.session.walked_nets import NETS, OPTIMIZERS, chain, cursor_after, stepper

DIGITS = 17  # enough to read every float64 back
NAMES = {
    "tanh": math.tanh,
    "cosh": math.cosh,
    "ln": lambda x: math.log(x) if x else 0.0,
    "max": max,
    "min": min,
    "abs": abs,
    "exp": math.exp,
    "sin": math.sin,
    "cos": math.cos,
    "erf": math.erf,
    "sign": lambda x: (x > 0) - (x < 0),
    "σ": lambda x: 1 / (1 + math.exp(-x)),
    "Φ": lambda x: (1 + math.erf(x / math.sqrt(2))) / 2,
    "φ": lambda x: math.exp(-x * x / 2) / math.sqrt(2 * math.pi),
    "λ": 1.0507009873554805,
    "α": 1.6732632423543772,
    "sqrt": math.sqrt,
    "π": math.pi,
    "E": math.e,
}
SPELLING = (
    ("e^", "E**"),
    ("^", "**"),
    ("√", "sqrt"),
    ("−", "-"),
    ("×", "*"),
    ("²", "**2"),
    ("[", "("),
    ("]", ")"),
)
ALLOWED = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.Call,
    ast.Name,
    ast.Constant,
    ast.operator,
    ast.unaryop,
    ast.boolop,
    ast.cmpop,
    ast.expr_context,
)


PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def evaluated(line: str) -> float:
    """A printed line, computed as it stands; anything but arithmetic is a `ValueError`."""
    line = re.sub(r"√([\d.]+(?:e[−\d]+)?)", r"√(\1)", line)
    for sign, spelled in SPELLING:
        line = line.replace(sign, spelled)
    line = re.sub("[⁰¹²³⁴-⁹]+", lambda above: f"**{above[0].translate(PLAIN)}", line)
    line = re.sub(r"\|([^|]*)\|", r"abs(\1)", line)
    line = re.sub(r"ln ([\d.e-]+)", r"ln(\1)", line)
    tree = ast.parse(line.strip(), mode="eval")
    for part in ast.walk(tree):
        if not isinstance(part, ALLOWED) or (isinstance(part, ast.Name) and part.id not in NAMES):
            raise ValueError(f"{line}: not arithmetic")
    return float(eval(compile(tree, "line", "eval"), {"__builtins__": {}}, NAMES))


def reader(walked: Stepper, digits: int = 4) -> Reader:
    """How to read the instruction that ran last."""
    instruction = walked.current
    assert instruction is not None
    return Reader(instruction, partial(as_read, walked, instruction), digits)


def as_read(walked: Stepper, instruction: Instruction, operand: Operand) -> Array:
    """What the instruction read; it has run, so all of it is there."""
    array = walked.as_read(instruction, operand)
    assert array is not None
    return array


def explanations(walked: Stepper, digits: int) -> Iterator[tuple[Instruction, Explanation]]:
    """Every element of every instruction of a pass, each explained right after it was computed."""
    while walked.step():
        current = walked.current
        assert current is not None
        for index in np.ndindex(current.result.array.shape):
            yield current, explain(reader(walked, digits), tuple(index))


def test_the_reader_of_lines_knows_right_from_wrong() -> None:
    assert evaluated("2.000 × (1 − (−0.5000)²) + 1 / 4 × ln 1") == pytest.approx(1.5)
    assert evaluated("e^−(−1.000) / (e^1 + e^(−2))") == pytest.approx(math.e / (math.e + math.exp(-2)))
    with pytest.raises(ValueError, match="not arithmetic"):
        evaluated("x")


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.kind)
def test_terms_add_up_to_the_value(net: str, count: int, optimizer: Optimizer) -> None:
    told = 0
    for instruction, explanation in explanations(stepper(NETS[net], count, optimizer), 4):
        assert explanation.value == instruction.result.array[explanation.index]
        values = [term.value for term in explanation.terms]
        assert values == explanation.terms.values.tolist()
        if instruction.terms is None:
            assert values == []
            continue
        told += 1
        scale = max(map(abs, values), default=0.0)
        assert math.fsum(values) == pytest.approx(explanation.value, rel=1e-14, abs=1e-14 * scale)
        for term in explanation.terms:
            assert term.value == math.prod(factor.value for factor in term.factors)
    assert told


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("count", [1, 3])
def test_every_line_computed_as_printed_gives_the_value(net: str, count: int) -> None:
    for instruction, explanation in explanations(stepper(NETS[net], count, OPTIMIZERS[1]), DIGITS):
        assert explanation.lines[-1] == format_number(explanation.value, DIGITS)
        arithmetic = [line for line in explanation.lines if "…" not in line]
        if instruction.source is not None or instruction.text.endswith(" = x"):
            arithmetic = arithmetic[1:]  # a place where the number came from
        for line in arithmetic:
            assert evaluated(line) == pytest.approx(explanation.value, rel=1e-12, abs=1e-14), (instruction.text, line)


@pytest.mark.parametrize("net", NETS)
def test_factors_are_labelled_by_the_element_they_are(net: str) -> None:
    for instruction, explanation in explanations(stepper(NETS[net], 3), 4):
        for factor in (factor for term in explanation.terms for factor in term.factors):
            operand = instruction.operand(factor.operand)
            assert factor.label == element_label(operand, factor.index)
            assert factor.value == operand.array[factor.index]


@pytest.mark.parametrize("net", NETS)
def test_the_places_of_a_sum_are_those_of_its_factors(net: str) -> None:
    walked = stepper(NETS[net])
    for _, explanation in explanations(walked, 4):
        told: dict[str, set[Index]] = {}
        for factor in (factor for term in explanation.terms for factor in term.factors):
            told.setdefault(factor.operand, set()).add(factor.index)
        assert explanation.terms.places == told


def test_a_copied_element_names_the_place_it_came_from() -> None:
    walked = stepper(NETS["branches"])
    walked.run_to(cursor_after(walked, "Joined", "activation"))
    lines = [explain(reader(walked), (0, place)).lines[0] for place in range(5)]
    assert lines == ["a₁⁽¹⁾", "a₂⁽¹⁾", "a₁⁽²⁾", "a₂⁽²⁾", "a₃⁽²⁾"]
    walked.run_to(cursor_after(walked, "B", "grad_activation"))
    assert explain(reader(walked), (0, 1)).lines[0] == "δa₄⁽³⁾"


def test_a_sum_over_paths_tells_each_path() -> None:
    walked = stepper(NETS["skip"])
    walked.run_to(cursor_after(walked, "Layer", "grad_activation"))
    explanation = explain(reader(walked), (0, 1))
    assert [term.factors[0].label for term in explanation.terms] == ["δa₂⁽¹⁾←Bend", "δa₂⁽¹⁾←Sum"]


def test_an_element_is_named_without_the_sample_when_there_is_only_one() -> None:
    names = {}
    for count in (1, 3):
        walked = stepper(NETS["2-3-2 softmax"], count)
        walked.run_to(cursor_after(walked, "Hidden 1", "grad_pre_activation"))
        names[count] = explain(reader(walked), (0, 1)).element
    assert names == {1: "δz₂⁽¹⁾", 3: "δz₁,₂⁽¹⁾"}


def test_the_lines_of_the_slope_are_those_of_the_blackboard() -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, "Hidden 1", "grad_pre_activation"))
    explanation, values = explain(reader(walked, 3), (0, 1)), walked.program.values
    named = {ref.quantity: float(operand.array[0, 1]) for ref, operand in values.items() if valued(operand)}
    da, a = format_number(named["grad_activation"], 3), format_number(named["activation"], 3)
    bracketed = [f"({text})" if text.startswith("−") else text for text in (da, a)]
    assert explanation.lines[0] == f"{bracketed[0]} × (1 − {bracketed[1]}²)"
    assert len(explanation.lines) == 3


def valued(operand: Operand) -> bool:
    """Whether it is a value of the hidden layer for one sample."""
    return operand.ref is not None and operand.ref.node == "hidden 1" and operand.array.shape == (1, 3)


# Long sums


def long_sum(place: Index) -> Explanation:
    """One of z's elements in a layer of 100 inputs."""
    walked = stepper(chain(Input(100), Dense(4, "tanh"), Dense(2, "identity"), SoftmaxCrossEntropy()))
    walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
    return explain(reader(walked), place)


def test_a_long_sum_says_how_much_it_leaves_out_and_keeps_every_term() -> None:
    explanation = long_sum((0, 2))
    assert len(explanation.terms) == 101
    assert f"… {101 - SHOWN_TERMS} more …" in explanation.lines[0]
    assert explanation.terms[0].factors[0].label == "W₃,₁⁽¹⁾"
    assert explanation.terms[100].factors[0].label == "b₃⁽¹⁾"
    with pytest.raises(IndexError):
        explanation.terms[101]


def test_a_sum_with_elements_left_out_keeps_its_first_and_its_last() -> None:
    walked = stepper(chain(Input(2), Dense(20, "softmax"), Dense(2, "identity"), SoftmaxCrossEntropy()))
    walked.run_to(cursor_after(walked, "Hidden 1", "activation"))
    current = walked.current
    assert current is not None
    line, values = explain(reader(walked), (0, 0)).lines[0], current.operand("z").array[0]
    assert f"… {20 - SHOWN_TERMS} more … + e^" in line
    assert line.rstrip(")").endswith(format_number(float(values[-1])).lstrip("("))

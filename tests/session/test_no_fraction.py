"""Why a number is no fraction: every number without one has a reason, and the reason is that of what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from playground.document import graph_examples as graphs
from playground.document.document import Document
from playground.engine.optimizers import Adam
from playground.engine.settings import TrainingSettings
from playground.session.fractions import exactly
from playground.session.no_fraction import NOT_FINITE, TOO_LONG, UPDATED, is_irrational
from playground.session.number_style import NO_FRACTION, NumberForm, NumberStyle
from playground.session.pass_samples import one_sample
from playground.session.state import opened
from playground.session.stepper import Stepper
from playground.session.workbench import Workbench


def walked(text: str, learned: dict[str, float] | None = None, **at: float) -> Stepper:
    """A pass of a formula, walked to its end."""
    diagram = graphs.graph(text, at, learned)
    bench = Workbench(opened(diagram, None))
    stepper = bench.stepper(one_sample(bench.state, 0))
    stepper.run_to_end()
    return stepper


def reasons(stepper: Stepper) -> dict[str, str]:
    """The reasons by the symbol of the line that made the number; empty for a fraction."""
    known = exactly(stepper)
    assert known is not None
    told = {}
    for line in stepper.instructions:
        for number in np.ravel(stepper.as_written(line)).tolist():
            assert (number in known.fractions) != (number in known.reasons)
            told[line.symbol] = known.reasons.get(number, "")
    return told


def test_a_value_is_none_because_of_its_block_or_of_what_it_is_made_of() -> None:
    told = reasons(walked("s = sin(x)\np = s*w\nr = x*w\nL = p + r", x=2, w=3))
    assert told["s"] == told["p"] == told["L"] == "sin(2) is no fraction"
    assert told["x"] == told["r"] == ""


def test_a_gradient_is_none_because_of_the_way_it_came_and_not_because_of_others() -> None:
    told = reasons(walked("L = sin(x) + cos(w) + 5*v", x=2, w=3, v=7))
    assert told["∂L/∂x"] == "it comes back through sin(2), which is no fraction"
    assert told["∂L/∂w"] == "it comes back through cos(3), which is no fraction"
    assert told["∂L/∂v"] == ""


def test_what_could_be_a_fraction_is_not_denied_to_be_one() -> None:
    told = reasons(walked("r = sqrt(x)\np = y**(1/2)\nL = r + p", x=9, y=0.04))
    assert told["r"] == "sqrt(9) is not worked out as a fraction"
    assert told["p"] == "(1/25)^(1/2) is not worked out as a fraction"


def test_too_long_and_infinite_numbers_say_so() -> None:
    told = reasons(walked("p = (x/3)**200\nL = p*y", x=1, y=2))
    assert told["p"] == told["L"] == TOO_LONG
    assert reasons(walked("L = y/x", x=0, y=2))["L"] == NOT_FINITE


def test_a_number_that_shares_its_digits_with_a_fraction_says_so() -> None:
    told = reasons(walked("r = sqrt(x)\nL = r*y", x=4, y=2))
    assert told["y"] == "another number of the pass has the same digits, and sqrt(4) is not worked out as a fraction"


def test_what_is_learned_is_none_because_of_its_gradient_or_of_the_rule() -> None:
    stepper = walked("L = sin(x)*w + v", {"w": 1.0, "v": 1.0}, x=2)
    assert reasons(stepper)["w"] == "sin(2) is no fraction"
    stepper = Stepper(stepper.network, TrainingSettings(Adam(0.01), 1), stepper.start)
    stepper.run_to_end()
    assert reasons(stepper)["v"] == UPDATED


@pytest.mark.parametrize("make", [graphs.total_derivative, graphs.sigmoid_neuron, graphs.gates])
def test_every_number_of_an_example_is_a_fraction_or_says_why_not(make: Callable[[], Document]) -> None:
    document = make()
    bench = Workbench(opened(document.diagram, document.learned))
    stepper = bench.stepper(one_sample(bench.state, 0))
    stepper.run_to_end()
    told = reasons(stepper)
    assert bool(any(told.values())) == (make is not graphs.gates)


def test_a_deep_chain_is_no_deep_recursion() -> None:
    lines = ["v0 = sin(x)", *(f"v{number} = v{number - 1} + x" for number in range(1, 400))]
    told = reasons(walked("\n".join(lines), x=2))
    assert told["v399"] == "sin(2) is no fraction"


@pytest.mark.parametrize(
    ("function", "at", "irrational"),
    [
        ("sin", Fraction(2), True),
        ("sin", Fraction(0), False),
        ("log", Fraction(1), False),
        ("log", Fraction(5, 2), True),
        ("sqrt", Fraction(4, 9), False),
        ("sqrt", Fraction(4, 7), True),
        ("relu", Fraction(2), False),
        ("exp", None, False),
    ],
)
def test_only_what_is_known_to_be_irrational_is_called_so(function: str, at: Fraction | None, irrational: bool) -> None:
    assert is_irrational(function, at) is irrational


def test_the_tip_of_a_number_has_the_reason() -> None:
    style = NumberStyle(NumberForm.FRACTIONS, 4, {0.5: Fraction(1, 2)}, {0.25: "sin(2) is no fraction"})
    assert style.tip(0.25) == "0.25 (sin(2) is no fraction)"
    assert NO_FRACTION in style.tip(0.75)

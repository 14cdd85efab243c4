"""A small function written out says what it does with what it was given, and does it."""

from math import pi

import numpy as np

from playground.engine.inlined import Inlined

HALF = 0.5


def blend(shares: tuple[float, float], one: np.ndarray, out: np.ndarray) -> None:
    """This sentence is not written out."""
    most, rest = shares
    out[()] = most * one.item() ** 2 + HALF * rest


def spell(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def test_parameters_and_constants_are_replaced() -> None:
    call = Inlined.of(blend, ((0.25, 2.0), "x"), {"out": "y"})
    assert call.lines(spell) == ("most, rest = (0.25, 2.0)", "y[()] = most * x.item() ** 2 + 0.5 * rest")
    assert call.locals == {"most", "rest"}
    assert call.written == ("y",)


def test_a_negative_number_keeps_its_brackets() -> None:
    call = Inlined.of(blend, ((1.0, 1.0), "np.float64(-3.0)", "y"), {})
    assert "np.float64(-3.0).item() ** 2" in call.lines(spell)[1]


def test_running_the_lines_is_calling_the_function() -> None:
    shares, one, expected, written = (0.3, pi), np.array(1.7), np.zeros(()), np.zeros(())
    blend(shares, one, expected)
    names = {"one": one, "out": written}
    lines = Inlined.of(blend, (shares, one, written), {}).lines(
        lambda value: next((name for name, array in names.items() if array is value), repr(value))
    )
    exec("\n".join(lines), names)
    assert written == expected

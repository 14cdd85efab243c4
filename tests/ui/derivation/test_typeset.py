"""Mathematics as boxes: nothing is lost, scripts stand above each other, signs have room where they join two things."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from playground.session.math_text import Blank, parse, symbol
from playground.ui.derivation.boxes import Letters, Rule, Scripts
from playground.ui.derivation.typeset import Style, typeset
from playground.ui.fonts import load_fonts
from playground.ui.formula_boxes import Box, FractionBox, Row

pytestmark = pytest.mark.usefixtures("qapp")


def _style() -> Style:
    load_fonts()
    return Style(20, QColor("black"))


def _texts(box: Box) -> Iterator[str]:
    if isinstance(box, Letters):
        yield box.text
    parts = box.boxes if isinstance(box, Row) else vars(box).values()
    for part in parts:
        if isinstance(part, Row | Letters | Scripts | FractionBox | Rule):
            yield from _texts(part)


@pytest.mark.parametrize(
    ("text", "set_text"),
    [
        ("W₂,₁⁽¹⁾", "𝑊2,1(1)"),
        ("0.5 × (−0.25) − 1.5e−07", "0.5×(−0.25)−1.5×10−7"),
        ("tanh(z)²", "tanh(𝑧)2"),
        ("path 1 + path 2", "path1+path2"),
    ],
)
def test_all_that_is_written_is_set(text: str, set_text: str) -> None:
    assert "".join(_texts(typeset(parse([text]), _style()))) == set_text


def test_a_derivative_is_a_fraction() -> None:
    assert isinstance(typeset(symbol("∂L/∂W⁽¹⁾"), _style()), FractionBox)


def test_a_sign_has_room_between_two_things_and_none_before_a_number() -> None:
    joined, *alone = (typeset(parse([text]), _style()).width for text in ("a − b", "a", "−", "b"))
    assert joined == pytest.approx(sum(alone) + 8.0)
    negative, *parts = (typeset(parse([text]), _style()).width for text in ("−x", "−", "x"))
    assert negative == pytest.approx(sum(parts))


def test_scripts_stand_above_each_other() -> None:
    both, below, above = (typeset(parse([text]), _style()).width for text in ("a₁⁽¹⁾", "a₁", "a⁽¹⁾"))
    assert both == max(below, above)


def test_a_blank_is_a_line_with_its_number() -> None:
    box = typeset(Blank(3), _style())
    assert isinstance(box, Rule)
    assert list(_texts(box)) == ["(3)"]

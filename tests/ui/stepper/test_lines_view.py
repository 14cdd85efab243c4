"""Lines of arithmetic are broken at sums, else at differences too, else also before a factor, and never in a number."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from playground.ui.fonts import load_fonts
from playground.ui.stepper.lines_view import Line, LinesView

PRODUCT = "(-0.03794) × 0.7072"
SUM = "0.5000 × 0.2500 + 0.7500 × 0.1250"
DIFFERENCE = "0.4000 − 0.5000 × 0.08217"


def broken(qtbot: QtBot, text: str, width: int) -> list[str]:
    """The lines of a text in a view so wide."""
    load_fonts()
    view = LinesView()
    qtbot.addWidget(view)
    view.show_lines((Line("", text),))
    view.set_edge(0)
    layout = view._broken(Line("", text), width)
    written = layout.text().replace("\N{NO-BREAK SPACE}", " ")
    parts = (layout.lineAt(place) for place in range(layout.lineCount()))
    return [written[part.textStart() : part.textStart() + part.textLength()].strip() for part in parts]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (PRODUCT, 400, [PRODUCT]),
        (PRODUCT, 120, ["(-0.03794)", "× 0.7072"]),
        (SUM, 160, ["0.5000 × 0.2500 +", "0.7500 × 0.1250"]),
        (SUM, 90, ["0.5000", "× 0.2500 +", "0.7500", "× 0.1250"]),
        (DIFFERENCE, 160, ["0.4000 −", "0.5000 × 0.08217"]),
    ],
)
def test_no_number_is_broken(qtbot: QtBot, text: str, width: int, lines: list[str]) -> None:
    assert broken(qtbot, text, width) == lines

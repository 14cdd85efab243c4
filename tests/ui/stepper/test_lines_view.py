"""Lines of arithmetic are broken at sums, else at differences too, else also before a factor, and never in a number."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from playground.ui.fonts import load_fonts
from playground.ui.stepper import lines_view
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
    layout = lines_view._broken(text, view._room(width))
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


@pytest.mark.parametrize("text", [PRODUCT, SUM, DIFFERENCE])
def test_one_line_needs_no_breaks_and_looks_as_if_they_had_been_looked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    def shown() -> tuple[int, QImage]:
        load_fonts()
        view = LinesView()
        qtbot.addWidget(view)
        view.resize(400, 40)
        view.show_lines((Line("z₁ =", text), Line("=", text)))
        view.set_edge(60)
        return view.height_at(400), view.grab().toImage()

    lines_view._broken.cache_clear()
    quick = shown()
    assert lines_view._broken.cache_info().misses == 0
    monkeypatch.setattr(lines_view, "_fits", lambda _text, _room: False)
    assert shown() == quick
    assert lines_view._broken.cache_info().misses == 1

"""A product beside a wire is broken at its signs, on as few lines as there must be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from playground.ui.canvas.wire_words import _arrival_font, _broken

NUMBERS = st.sampled_from(["1", "−6", "0.00509", "−5.09e−05", "1/3"])


@given(upstream=NUMBERS, local=NUMBERS, result=NUMBERS, room=st.integers(20, 260))
def test_a_product_fits_if_its_parts_do(qapp: QApplication, upstream: str, local: str, result: str, room: int) -> None:
    metrics = QFontMetricsF(_arrival_font())
    ways = (
        (f"{upstream} × {local} = {result}",),
        (f"{upstream} × {local}", f"= {result}"),
        (upstream, f"× {local}", f"= {result}"),
    )
    fitting = (way for way in ways if max(map(metrics.horizontalAdvance, way)) <= room)
    assert tuple(_broken(ways[0][0], room).split("\n")) == next(fitting, ways[-1])


def test_a_number_alone_is_never_broken(qapp: QApplication) -> None:
    assert _broken("−0.00217", 5.0) == "−0.00217"
    assert _broken("", 5.0) == ""

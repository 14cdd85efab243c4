"""The picture of a network holds all its blocks, inside, in their order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QApplication

from playground.document.diagram import Diagram
from playground.document.examples import EXAMPLES, example
from playground.engine.operations.catalogue import OPERATIONS
from playground.ui.palette import DARK, LIGHT
from playground.ui.welcome.network_picture import network_pixmap, place, word
from tests.ui.sample_diagrams import moons

AREA = QRectF(0, 0, 228, 96)


@pytest.mark.parametrize("entry", EXAMPLES)
def test_all_blocks_of_every_example_fit(entry: object) -> None:
    diagram = example(entry.key).diagram  # type: ignore[attr-defined]
    blocks = place(diagram, AREA).blocks
    assert blocks.keys() == diagram.network.by_id.keys()
    assert all(AREA.contains(rect) for rect in blocks.values())


def test_blocks_keep_their_order_and_shape() -> None:
    blocks = place(moons(), AREA).blocks
    lefts = [blocks[f"n{number}"].left() for number in range(1, 6)]
    assert lefts == sorted(lefts)
    assert blocks["n1"].width() / blocks["n1"].height() == pytest.approx(170 / 90)


def test_an_empty_network_gives_an_empty_picture(qapp: QApplication) -> None:
    assert place(Diagram(), AREA).blocks == {}
    network_pixmap(Diagram(), QSize(100, 50), LIGHT)


def test_the_theme_colours_it(qapp: QApplication) -> None:
    light, dark = (network_pixmap(moons(), QSize(228, 96), theme).toImage() for theme in (LIGHT, DARK))
    assert light != dark


def test_every_operation_has_a_word() -> None:
    words = {kind: word(operation()) for kind, operation in OPERATIONS.items()}
    assert words["dense"] == "8"
    assert words["add"] == "+"
    assert all(words.values())

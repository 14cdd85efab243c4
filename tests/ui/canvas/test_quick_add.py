"""Adding a layer by name: what a text may mean, and the field over the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from playground.document.block_text import offers
from playground.engine.operations.activations import Activation
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.operation import Operation
from tests.ui.canvas.desk import Desk


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("32 relu", Dense(32, "relu", "he_uniform")),
        ("10", Dense(10, "identity")),
        ("  4 TANH ", Dense(4, "tanh")),
        ("dense", Dense()),
        ("sigmoid", Activation("sigmoid")),
    ],
)
def test_the_best_offer_is_what_was_meant(text: str, operation: Operation) -> None:
    assert offers(text)[0][1] == operation


def test_no_text_offers_the_whole_catalogue_and_nonsense_nothing() -> None:
    assert [type(found) for _, found in offers("")] == list(OPERATIONS.values())
    for text in ("xyzzy", "0 relu", "99999 relu", "4 nonsense"):
        assert offers(text) == ()


def test_arrows_choose_and_escape_leaves_without_adding(desk: Desk) -> None:
    desk.canvas.activateWindow()
    quick = desk.canvas.overlays.quick_add
    quick.open_at(QPoint(50, 50))
    QTest.keyClick(quick.field, Qt.Key.Key_Down)
    QTest.keyClick(quick.field, Qt.Key.Key_Escape)
    assert not quick.isVisible()
    quick.open_at(QPoint(5_000, 5_000))
    assert desk.canvas.rect().contains(quick.geometry())
    QTest.keyClick(quick.field, Qt.Key.Key_Down)
    QTest.keyClick(quick.field, Qt.Key.Key_Return)
    assert desk.titles == ["Add Dense"]


def test_what_means_no_layer_says_why(desk: Desk) -> None:
    quick = desk.canvas.overlays.quick_add
    quick.open_at(QPoint(50, 50))
    quick.field.setText("16 rleu")
    assert any("did you mean relu" in shown.text() for shown in quick.findChildren(QLabel) if shown.isVisible())
    quick.field.setText("16 relu")
    assert not any(shown.isVisible() for shown in quick.findChildren(QLabel))

"""How a block learns: parameters can be frozen or another block's be used; a layer can have penalties of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from playground.document import edits
from playground.engine.network import Learning
from playground.engine.operations.dense import Dense
from playground.ui.inspector.learning_part import LearningPart, learning_words, owners
from tests.ui.sample_diagrams import chain

THREE = chain(Dense(4), Dense(4), Dense(4), Dense(1, "identity"))  # n3 and n4 have weights of one shape


def no_problem(_learning: Learning) -> str:
    """The check of these tests."""
    return ""


@pytest.fixture
def part(qtbot: QtBot) -> LearningPart:
    """A visible part that shows the third block."""
    made = LearningPart(no_problem)
    qtbot.addWidget(made)
    made.show_block(THREE.network, THREE.network.by_id["n4"])
    made.show()
    return made


def told(part: LearningPart) -> list[Learning]:
    """What it asks for from now on."""
    heard: list[Learning] = []
    part.changed.connect(heard.append)
    return heard


def check(part: LearningPart, name: str) -> QCheckBox:
    """The check box that freezes a parameter."""
    return next(found for found in part.findChildren(QCheckBox) if found.accessibleName() == f"Freeze the {name}")


def test_each_parameter_can_be_frozen(part: LearningPart, qtbot: QtBot) -> None:
    heard = told(part)
    qtbot.keyClick(check(part, "weights"), Qt.Key.Key_Space)
    qtbot.keyClick(check(part, "bias"), Qt.Key.Key_Space)
    assert heard == [Learning(("weights",)), Learning(("weights", "bias"))]


def test_blocks_with_parameters_of_the_same_shape_are_offered(part: LearningPart, qtbot: QtBot) -> None:
    assert owners(THREE.network, THREE.network.by_id["n4"]) == {"n3": "Dense 2"}
    assert owners(THREE.network, THREE.network.by_id["n1"]) == {}
    heard, choice = told(part), part.findChild(QComboBox)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert heard == [Learning(shares="n3")]


def test_what_is_shared_is_frozen_and_penalized_at_its_owner(part: LearningPart) -> None:
    shared = edits.set_learning(THREE, "n4", Learning(shares="n3"))
    part.show_block(shared.network, shared.network.by_id["n4"])
    assert not check(part, "weights").isEnabled()
    assert not part.findChild(QLineEdit).isEnabled()
    assert owners(shared.network, shared.network.by_id["n3"]) == {}


def test_penalties_are_numbers_or_as_in_training(part: LearningPart, qtbot: QtBot) -> None:
    heard = told(part)
    field = next(found for found in part.findChildren(QLineEdit) if found.accessibleName() == "L2")
    assert field.placeholderText() == "as in training"
    qtbot.keyClicks(field, "0.01")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [Learning(l2=0.01)]


def test_filling_asks_for_nothing_and_a_block_that_learns_nothing_has_no_part(part: LearningPart) -> None:
    heard = told(part)
    for node in THREE.network.nodes:
        part.show_block(THREE.network, node)
        assert part.applies == isinstance(node.operation, Dense)
    assert heard == []


@pytest.mark.parametrize(
    ("learning", "words"),
    [
        (Learning(), ""),
        (Learning(("weights", "bias")), "W, b frozen"),
        (Learning(("bias",), l2=0.01, decay=0.1), "b frozen · L2 0.01 · Decay 0.1"),
        (Learning(shares="n3"), "uses Dense 2"),
    ],
)
def test_what_is_out_of_the_ordinary_is_said_in_few_words(learning: Learning, words: str) -> None:
    assert learning_words(THREE.network, learning) == words

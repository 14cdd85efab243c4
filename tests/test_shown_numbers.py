"""What the window really paints while a pass is walked: on blocks, among the values and in the formula, every number is
the engine's own array, written as it should be.

The texts are caught on their way to Qt; coloured pixels are compared by the bits they were made from. A hundred and
twenty random keys; ten times as many with `--long`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QStaticText
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionGraphicsItem, QWidget
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Array, Instruction, Operand
from playground.session.numbers import UNKNOWN
from playground.session.stepper import Granularity, Stepper
from playground.ui import kept_picture, number_cells
from playground.ui.block_values import ValueRow
from playground.ui.canvas.block_item import BlockItem
from playground.ui.canvas.value_rows import RowLayout
from playground.ui.cells import CellsStyle
from playground.ui.formula_boxes import CellsBox
from playground.ui.lying import in_rows
from playground.ui.number_cells import lettering
from playground.ui.sample_choice import SampleChoice, SampleKind
from playground.ui.stepper.reading import lying_of
from playground.ui.stepper.value_line import ValueLine
from tests.user import SHIFT, User

KEYS = 40
EXAMPLES = ("moons", "two_layers", "neuron")


class Caught:
    """The texts in cells that Qt is given to paint."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._texts: list[str] = []
        self._laid_out = number_cells._laid_out
        monkeypatch.setattr(number_cells, "_laid_out", self._catch)

    def _catch(self, text: str, size: float, zoom: float) -> QStaticText:
        self._texts.append(text)
        return self._laid_out(text, size, zoom)

    def block(self, item: BlockItem) -> list[str]:
        """Those of a block at full size."""
        return self._catching(partial(block_picture, item))

    def widget(self, widget: QWidget) -> list[str]:
        """Those of a widget, all of it."""
        return self._catching(partial(widget_picture, widget))

    def _catching(self, paint: Callable[[], QImage]) -> list[str]:
        """Painted with what is kept, then all anew: the same picture; a half-covered pixel may be rounded twice."""
        shown, self._texts = pixels(paint()), []
        with pytest.MonkeyPatch.context() as patch:
            for shelf in ("_kept", "_kept_large"):
                patch.setattr(kept_picture, shelf, nothing_kept)
            anew = pixels(paint())
        assert np.abs(shown - anew).max(initial=0) <= 2
        return self._texts


def block_picture(item: BlockItem) -> QImage:
    """A block at full size."""
    image = QImage(1200, 900, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        item.paint(painter, QStyleOptionGraphicsItem())
    return image


def widget_picture(widget: QWidget) -> QImage:
    """A widget, all of it."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def pixels(image: QImage) -> NDArray[np.int16]:
    """The bytes of a picture, to be subtracted."""
    return np.frombuffer(image.constBits(), np.uint8).astype(np.int16)


def nothing_kept(*_asked: object) -> None:
    """Everything has to be painted anew."""


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone in front of the window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def written(values: Array | None, shape: tuple[int, int], style: CellsStyle) -> list[str]:
    """The numbers of an array as they should stand in cells, row by row."""
    if values is None:
        return [UNKNOWN] * (shape[0] * shape[1])
    places = lettering(style.font_size, style.width, style.height).places
    return [style.numbers.fitted(float(value), style.digits, places) for value in values.reshape(-1)]


def check_blocks(user: User, caught: Caught) -> int:
    """Every block: what it holds and what it paints."""
    stepper, count = user.stepper, 0
    for node, item in user.wiring.panels.canvas.diagram_scene.blocks.items():
        expected: list[str] = []
        for row in item.layout.rows:
            array = engines(stepper, row.row, node)
            drawn = None if array is None else in_rows(row.row.shape).drawn(array)
            assert bits(row.row.values) == bits(drawn), (node, row.row.quantity)
            if not row.heat:
                expected += block_texts(row, drawn) + (
                    block_texts(row, row.row.ghost) if row.row.ghost is not None else []
                )
            count += 1
        assert caught.block(item) == expected, node
    return count


def block_texts(row: RowLayout, drawn: Array | None) -> list[str]:
    """The numbers of a row on a block, line by line."""
    texts = []
    for line in row.lines:
        part = None if drawn is None else drawn[:, line.first : line.first + line.shape[1]]
        texts += written(part, line.shape, row.style)
    return texts


def engines(stepper: Stepper, row: ValueRow, node: str) -> Array | None:
    """The engine's array for a row of a block."""
    found = [ref for ref in stepper.program.values if (ref.node, ref.quantity) == (node, row.quantity)]
    return stepper.read(stepper.program.values[found[0]])


def check_values(user: User, caught: Caught) -> int:
    """Every line of the panel of values."""
    stepper, count = user.stepper, 0
    for line in user.wiring.panels.values.findChildren(ValueLine):
        row = line._row
        if line.isHidden() or row is None:
            continue
        array = stepper.read(stepper.program.values[row.ref])
        drawn = None if array is None else in_rows(row.shape).drawn(array)
        assert bits(line._cells.values) == bits(drawn), row.ref
        if not line.shows_colors_only:
            assert caught.widget(line) == written(drawn, in_rows(row.shape).size, line._style), row.ref
        count += 1
    return count


def check_formula(user: User, caught: Caught) -> int:
    """The matrices of the explained line, and the value of its element."""
    stepper, panel = user.stepper, user.wiring.panels.explanation
    instruction, index, view = panel.trail.instruction, panel.trail.index, panel.sides.matrices.view
    if instruction is None or index is None:
        return 0
    expected: list[str] = []
    for box, _at, cells in view.blocks():
        operand = instruction.operands.get(box.operand)
        if operand is not None and not box.operand.startswith("new"):
            drawn = lying_of(stepper, operand).drawn(read(stepper, instruction, operand))
            assert bits(cells.values) == bits(drawn.T if box.transposed else drawn), box.operand
        expected += [] if is_heat(box) else written(cells.values, cells.shape, box.style)
    assert caught.widget(view) == expected
    value, labels = float(np.real(stepper.as_written(instruction)[index])), panel.card.findChildren(QLabel)
    texts = [label.text() for label in labels]
    assert view._look.cells.numbers.write(value) in texts or any("· term " in text for text in texts)
    return 1


def is_heat(box: CellsBox) -> bool:
    rows, columns = box.cells.shape
    return rows > box.style.max_rows or columns > box.style.max_columns


def read(stepper: Stepper, instruction: Instruction, operand: Operand) -> Array:
    if operand is instruction.result or operand.ref == instruction.result.ref:
        return stepper.as_written(instruction)
    array = stepper.as_read(instruction, operand)
    assert array is not None
    return array


def bits(array: Array | None) -> bytes | None:
    return None if array is None else np.ascontiguousarray(array).tobytes()


def open_example(user: User, example: str) -> None:
    """Stand at the start of a pass over its first sample."""
    user.wiring.files.open_example(example)
    user.command("show_step")
    user.wiring.steps.choose_samples(SampleChoice(SampleKind.SAMPLE, 0))
    user.settle()


def walk(user: User, caught: Caught, keys: int) -> int:
    """Random keys; after each everything is looked at. How many arrays were compared."""
    draw, compared = np.random.default_rng(5), 0
    presses = (
        partial(user.press, Qt.Key.Key_F10),
        partial(user.press, Qt.Key.Key_F10, SHIFT),
        partial(user.wiring.steps.step_over, Granularity.PHASE),
        partial(user.command, "run_to_end"),
        partial(user.command, "next_pass"),
        partial(user.command, "step_into"),
    )
    for _ in range(keys):
        presses[int(draw.choice(len(presses), p=[0.25, 0.2, 0.1, 0.05, 0.1, 0.3]))]()
        user.settle()
        compared += check_blocks(user, caught) + check_values(user, caught) + check_formula(user, caught)
    return compared


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_number_painted_is_the_engines(
    user: User, example: str, thoroughness: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_example(user, example)
    assert walk(user, Caught(monkeypatch), KEYS * thoroughness) > KEYS * thoroughness


@pytest.mark.parametrize(
    ("place", "name", "planted"),
    [
        (BlockItem, "set_rows", lambda *_: False),
        (ValueLine, "_looks_like", lambda line, row, *_: line._row is not None and line._row.ref == row.ref),
        (number_cells, "_fitted", lambda numbers, value, digits, places: numbers.fitted(value, digits - 1, places)),
    ],
    ids=["blocks keep what they show", "values keep what they show", "a digit is lost"],
)
def test_a_planted_fault_is_seen(
    user: User, place: object, name: str, planted: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_example(user, "two_layers")
    user.press(Qt.Key.Key_F10)
    monkeypatch.setattr(place, name, planted)
    with pytest.raises(AssertionError):
        walk(user, Caught(monkeypatch), KEYS)

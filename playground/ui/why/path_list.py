"""The paths as a list that grows while it is scrolled: the largest first, found only when they come into sight."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from playground.engine.paths import Path, Paths
from playground.session.element_names import named
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.fonts import mono_font, ui_font
from playground.ui.palette import Theme

PATH = Qt.ItemDataRole.UserRole
PORTION = 12  # about as many as are seen at once: the view measures all that have been found
_SIDE, _AIR, _VALUE = 8, 5, 78
_WAY, _FACTORS, _NUMBER = 13, 11, 12
_DIGITS = 3  # of a local derivative
_ROOT = QModelIndex()


class _Line(Enum):
    """The two kinds of lines."""

    WAY = "way"
    PRODUCT = "product"


class Words(NamedTuple):
    """What is written of a path; a line is broken before an arrow or a sign only."""

    way: str
    product: str
    value: str


class PathModel(QAbstractListModel):
    """The paths that have been asked for so far."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = AS_USUAL
        self._paths: Paths | None = None
        self._found: list[Path] = []
        self._rest: Iterator[Path] = iter(())
        self._words: dict[int, Words] = {}  # by row

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self.beginResetModel()
        self.numbers, self._words = numbers, {}
        self.endResetModel()

    def show_paths(self, paths: Paths) -> None:
        """List these, from the first on."""
        self.beginResetModel()
        self._paths, self._rest = paths, iter(paths)
        self._found, self._words = list(islice(self._rest, PORTION)), {}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many have been found."""
        return 0 if parent.isValid() else len(self._found)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether there are more."""
        return self._paths is not None and len(self._found) < self._paths.count

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        """Find the next few."""
        found = list(islice(self._rest, PORTION))
        if found:
            self.beginInsertRows(_ROOT, len(self._found), len(self._found) + len(found) - 1)
            self._found += found
            self.endInsertRows()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The path, its two lines as one text, every digit, or words for ears."""
        if self._paths is None or not index.isValid():
            return None
        path = self._found[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return path
            case Qt.ItemDataRole.DisplayRole:
                return f"{self.way(path)}: {self.product(path)} = {self.value(path)}"
            case Qt.ItemDataRole.ToolTipRole:
                factors = " × ".join(map(self.numbers.tip, path.factors))
                return f"{self.way(path)}\n{factors}\n= {self.numbers.tip(path.product)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"path {index.row() + 1}, {self.numbers.spoken(path.product)}, {self.way(path)}"
        return None

    def words(self, row: int) -> Words:
        """What is written in a row: measured and painted again and again, put into words once."""
        if row not in self._words:
            path = self._found[row]
            self._words[row] = Words(_held(self.way(path), "→"), _held(self.product(path), "×"), self.value(path))
        return self._words[row]

    def way(self, path: Path) -> str:
        """The numbers it passes, e.g. `W₂,₁⁽¹⁾ → z₂⁽¹⁾ → … → L`."""
        assert self._paths is not None
        return " → ".join(named(self._paths.graph, element).symbol for element in path.elements)

    def product(self, path: Path) -> str:
        """The local derivatives as a product, e.g. `0.31 × (−2)`."""
        return self.numbers.product(path.factors, _DIGITS)

    def value(self, path: Path) -> str:
        """What the product amounts to."""
        return self.numbers.value_of_product(path.factors, path.product)


class PathDelegate(QStyledItemDelegate):
    """Paints a path: the way, below it the local derivatives, at the right their product; both broken as needed."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As many lines as the way and the product need at the width of the list."""
        width, words = self._view.viewport().width(), _model(index).words(index.row())
        high = _height(words.way, _Line.WAY, width - 2 * _SIDE - _value_width(index))
        return QSize(100, high + _height(words.product, _Line.PRODUCT, width - 2 * _SIDE) + 2 * _AIR)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Way, factors, product."""
        words = _model(index).words(index.row())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self._theme.chip))
        rect: QRect = option.rect.adjusted(_SIDE, _AIR, -_SIDE, -_AIR)
        left, top, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignRight
        painter.setFont(mono_font(_NUMBER))
        painter.setPen(QColor(self._theme.ink))
        painter.drawText(rect, right | top, words.value)
        painter.setFont(ui_font(_WAY))
        beside = rect.adjusted(0, 0, -_value_width(index), 0)
        painter.drawText(beside, left | top | Qt.TextFlag.TextWordWrap, words.way)
        painter.setFont(mono_font(_FACTORS))
        painter.setPen(QColor(self._theme.muted))
        below = rect.adjusted(0, _height(words.way, _Line.WAY, beside.width()), 0, 0)
        painter.drawText(below, left | top | Qt.TextFlag.TextWordWrap, words.product)


def _model(index: QModelIndex | QPersistentModelIndex) -> PathModel:
    model = index.model()
    assert isinstance(model, PathModel)
    return model


def _value_width(index: QModelIndex | QPersistentModelIndex) -> int:
    """The room for the value at the right."""
    needed = QFontMetrics(mono_font(_NUMBER)).horizontalAdvance("0" * _model(index).numbers.places(4))
    return max(_VALUE, needed + _SIDE)


def _held(text: str, sign: str) -> str:
    return text.replace(f"{sign} ", f"{sign}\N{NO-BREAK SPACE}")


@lru_cache(maxsize=1024)
def _height(text: str, line: _Line, width: int) -> int:
    font = ui_font(_WAY) if line is _Line.WAY else mono_font(_FACTORS)
    return QFontMetrics(font).boundingRect(0, 0, width, 0, Qt.TextFlag.TextWordWrap, text).height()

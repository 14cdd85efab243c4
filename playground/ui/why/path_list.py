"""The paths as a list that grows while it is scrolled: the largest first, found only when they come into sight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from playground.engine.paths import Path, Paths
from playground.session.element_names import named
from playground.session.numbers import exact, format_number, spoken
from playground.ui.fonts import math_font, math_italic, mono_font
from playground.ui.palette import Theme

PATH = Qt.ItemDataRole.UserRole
PORTION = 40
_HEIGHT, _SIDE, _LINE = 46, 12, 20
_ROOT = QModelIndex()


class PathModel(QAbstractListModel):
    """The paths that have been asked for so far."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: Paths | None = None
        self._found: list[Path] = []
        self._rest: Iterator[Path] = iter(())

    def show_paths(self, paths: Paths) -> None:
        """List these, from the first on."""
        self.beginResetModel()
        self._paths, self._rest = paths, iter(paths)
        self._found = list(islice(self._rest, PORTION))
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
                return f"{self.way(path)}: {product(path)} = {format_number(path.product)}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{self.way(path)}\n{' × '.join(map(exact, path.factors))}\n= {exact(path.product)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"path {index.row() + 1}, {spoken(path.product)}, {self.way(path)}"
        return None

    def way(self, path: Path) -> str:
        """The numbers it passes, e.g. `W₂,₁⁽¹⁾ → z₂⁽¹⁾ → … → L`."""
        assert self._paths is not None
        return " → ".join(named(self._paths.graph, element).symbol for element in path.elements)


class PathDelegate(QStyledItemDelegate):
    """Paints a path: the way, below it the local derivatives, at the right their product."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        return QSize(200, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Way, factors, product."""
        path, model = index.data(PATH), index.model()
        assert isinstance(path, Path)
        assert isinstance(model, PathModel)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self._theme.chip))
        rect = option.rect.adjusted(_SIDE, 3, -_SIDE, -3)
        value = format_number(path.product)
        painter.setFont(mono_font(12))
        painter.setPen(QColor(self._theme.ink))
        room = round(QFontMetricsF(mono_font(12)).horizontalAdvance(value)) + 10
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, value)
        painter.setFont(math_font(14))
        _elided(painter, QRect(rect.left(), rect.top(), rect.width() - room, _LINE), math_italic(model.way(path)))
        painter.setFont(mono_font(11))
        painter.setPen(QColor(self._theme.muted))
        _elided(painter, QRect(rect.left(), rect.top() + _LINE, rect.width(), _LINE), product(path))


def product(path: Path) -> str:
    """The local derivatives as a product, e.g. `0.31 × (−2)`."""
    texts = [format_number(factor, 3) for factor in path.factors]
    return " × ".join(f"({text})" if place and text.startswith("−") else text for place, text in enumerate(texts))


def _elided(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

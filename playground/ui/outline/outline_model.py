"""The rows of the outline: a block's name, its shape, what is wrong with it, and the words a screen reader says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from playground.document.diagram import Diagram
from playground.engine.errors import NetworkError
from playground.engine.network import Network, Node
from playground.engine.operations.operation import Shape

NODE = Qt.ItemDataRole.UserRole
SHAPE = NODE + 1
PROBLEM = NODE + 2
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Row:
    """One block."""

    node: str
    name: str
    title: str
    shape: str
    problem: str

    @property
    def spoken(self) -> str:
        """The row in words, e.g. `Dense 1, Dense, shape 8`."""
        shape = f"shape {self.shape.replace('×', 'by')}" if self.shape else ""
        return ", ".join(part for part in (self.name, self.title, shape, self.problem) if part)


class OutlineModel(QAbstractListModel):
    """Blocks in the order of the computation."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Node ids by row."""
        return tuple(row.node for row in self._rows)

    def show(self, diagram: Diagram, problems: Mapping[str, tuple[str, ...]]) -> None:
        """Take the blocks of a diagram."""
        rows = rows_of(diagram.network, problems)
        if rows == self._rows:
            return
        if tuple(row.node for row in rows) == self.ids:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """One row a block."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's part by role."""
        row = self._rows[index.row()]
        parts = {
            Qt.ItemDataRole.DisplayRole: row.name,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            NODE: row.node,
            SHAPE: row.shape,
            PROBLEM: row.problem,
        }
        return parts.get(role)


def rows_of(network: Network, problems: Mapping[str, tuple[str, ...]]) -> tuple[Row, ...]:
    """A row for each block, in the order of the computation where there is one."""
    try:
        order, shapes = network.order, network.known_shapes
    except NetworkError:
        order, shapes = network.nodes, {}
    return tuple(_row(node, shapes.get(node.id), problems.get(node.id, ())) for node in order)


def _row(node: Node, shape: Shape | None, problems: tuple[str, ...]) -> Row:
    text = " × ".join(map(str, shape)) if shape and node.operation.has_output else ""
    return Row(node.id, node.name, node.operation.title, text, "; ".join(problems))

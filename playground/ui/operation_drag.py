"""A layer on its way from the palette to the canvas: the name of its kind under a MIME type of our own, read strictly.

Nothing else is accepted, so that a drop can never carry code, objects or settings.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.operation import Operation

OPERATION_TYPE = "application/x-backprop-playground-operation"
_LONGEST = 64  # bytes


def to_mime(operation: type[Operation]) -> QMimeData:
    """The operation's kind, ready to be dragged."""
    data = QMimeData()
    data.setData(OPERATION_TYPE, operation.kind.encode("ascii"))
    return data


def from_mime(data: QMimeData) -> Operation | None:
    """The operation with its default settings; None for anything but exactly one known kind."""
    payload = bytes(data.data(OPERATION_TYPE).data())
    if not payload.isascii() or len(payload) > _LONGEST:
        return None
    kind = payload.decode("ascii")
    return OPERATIONS[kind]() if kind in OPERATIONS else None

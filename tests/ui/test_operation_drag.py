"""A layer being dragged is the name of its kind under our own type, and nothing else is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData

from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.operation import Operation
from playground.ui.operation_drag import OPERATION_TYPE, from_mime, to_mime


@pytest.mark.parametrize("operation", OPERATIONS.values())
def test_every_operation_survives_the_journey(operation: type[Operation]) -> None:
    assert from_mime(to_mime(operation)) == operation()


@pytest.mark.parametrize("payload", [b"", b"Dense", b" dense", b"dense\x00", b"\xff\xfe", b"dense " * 20])
def test_anything_else_is_nothing(payload: bytes) -> None:
    data = QMimeData()
    data.setData(OPERATION_TYPE, payload)
    data.setText("dense")
    assert from_mime(data) is None

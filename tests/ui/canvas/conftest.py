"""Fixtures of the canvas tests."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.canvas.desk import Desk, chain


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """A canvas that shows a complete chain of blocks."""
    return Desk(qtbot, chain())

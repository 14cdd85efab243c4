"""What the line above the canvas says is a sentence, whoever hands it over."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from playground.ui.notice import Notice


@pytest.mark.parametrize("kind", ["error", "tell", "remark"])
@pytest.mark.parametrize(
    ("handed", "said"),
    [
        ("training diverged in epoch 1", "Training diverged in epoch 1."),
        ("net.playground: there is no such file", "net.playground: there is no such file."),
        ("Saved.", "Saved."),
    ],
)
def test_a_message_is_a_sentence(qtbot: QtBot, kind: str, handed: str, said: str) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    getattr(notice, kind)(handed)
    assert (notice.text, notice.accessibleName()) == (said, said)

"""Asks the window's floor for pictures, offscreen where no platform was chosen. Qt is loaded only when one is drawn."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from playground.cli.verb import CommandError
from playground.document.document import Document
from playground.qt_import import import_qt
from playground.qt_pair import refuse_bad_pair

WORKSPACES = ("build", "step", "train")
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Look:
    """What a picture shows: size in pixels, theme, and how far the window is stepped or trained before."""

    workspace: str
    size: tuple[int, int] = (1440, 900)
    theme: str = "light"
    steps: int | None = None
    epochs: int | None = None
    name: str = ""  # the document's, as the window shows it


def draw(document: Document, look: Look, out: str) -> None:
    """Write the window over `document` as a PNG; `CommandError` where Qt cannot be loaded or `out` not be written."""
    if not Path(out).parent.is_dir():
        raise CommandError(f"{out}: found no folder {str(Path(out).parent)!r}, expected one to write to")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    refuse_bad_pair()
    try:
        import_qt()
        from playground.ui.picture import PictureOptions, render
    except ImportError as error:
        raise CommandError(f"no picture can be drawn here: {error}") from error
    options = PictureOptions(look.workspace, Path(out), look.size, look.theme, look.steps, look.epochs, look.name)
    render(document, options)

"""The real window as a picture: opened, really stepped or trained, and written as PNG. Nothing is drawn for show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from playground.document.document import Document
from playground.document.errors import FileError
from playground.engine.errors import BatchError
from playground.engine.instruction import Phase
from playground.ui.application import make_application
from playground.ui.palette import DARK, LIGHT
from playground.ui.wiring import Wiring
from playground.ui.workspaces import Workspace

DEFAULT_EPOCHS = 40
SETTLE_ROUNDS = 6  # rounds of events until layouts, coalesced redraws and fits have come to rest
SETTLE_TIME = 60  # milliseconds a round may take


@dataclass(frozen=True)
class PictureOptions:
    """What to show: workspace, where to write, size in pixels, theme, and how far to walk or train (None: some way)."""

    workspace: str
    out: Path
    size: tuple[int, int] = (1440, 900)
    theme: str = "light"
    steps: int | None = None
    epochs: int | None = None
    name: str = ""  # the document's, as the window shows it


def render(document: Document, options: PictureOptions) -> None:
    """Write the picture; `FileError` if it cannot be written, `BatchError` if the network cannot be run."""
    application = make_application()
    wiring = Wiring(application)
    try:
        wiring.complete()
        _show(wiring, document, options)
        _settle(application)
        _act(wiring, application, options)
        _settle(application)
        if not wiring.window.grab().save(str(options.out)):
            raise FileError(f"{options.out}: cannot be written as a picture, expected a path ending in .png")
    finally:
        wiring.finish()
        wiring.window.deleteLater()
        wiring.deleteLater()
        _settle(application)


def _show(wiring: Wiring, document: Document, options: PictureOptions) -> None:
    wiring.look.use({"light": LIGHT, "dark": DARK}[options.theme])
    wiring.files.show(document, options.name or options.out.stem)
    wiring.window.resize(*options.size)
    wiring.window.show()


def _act(wiring: Wiring, application: QApplication, options: PictureOptions) -> None:
    workspace = Workspace(options.workspace)
    wiring.window.show_workspace(workspace)
    state = wiring.workbench.state
    if workspace is not Workspace.BUILD and not state.is_ready:
        raise BatchError(state.problems[0].message)
    if workspace is Workspace.STEP:
        _settle(application)
        assert wiring.steps.stepper is not None
        steps = _some_way(wiring) if options.steps is None else options.steps
        wiring.steps.run_to(steps)
    if workspace is Workspace.TRAIN:
        _train(wiring, application, DEFAULT_EPOCHS if options.epochs is None else options.epochs)


def _some_way(wiring: Wiring) -> int:
    """Up to the first δz of a hidden block, or the end."""
    assert wiring.steps.stepper is not None
    instructions = wiring.steps.stepper.instructions
    backward = [
        instruction.index + 1
        for instruction in instructions
        if instruction.phase is Phase.BACKWARD and instruction.quantity.key == "grad_pre_activation"
    ]
    return (backward[1:] or backward or [len(instructions)])[0]


def _train(wiring: Wiring, application: QApplication, epochs: int) -> None:
    if epochs < 1:
        return
    wiring.training.run(epochs)
    while wiring.workbench.is_training:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, SETTLE_TIME)


def _settle(application: QApplication) -> None:
    loop = QEventLoop()
    for _ in range(SETTLE_ROUNDS):
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, SETTLE_TIME)
        _wait(loop)


def _wait(loop: QEventLoop) -> None:
    """Let timers of a few milliseconds fire."""
    QTimer.singleShot(SETTLE_TIME, loop.quit)
    loop.exec()

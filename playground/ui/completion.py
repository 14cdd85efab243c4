"""Makes the rest of the window after the first paint, a little in each idle turn of Qt's loop, so that keys are heard.

Whoever needs the rest at once has it made at once. After that it loads what the first step, run and curve will need.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from playground.ui.actions import dress_actions
from playground.ui.connections import join
from playground.ui.late_connections import late_connections

if TYPE_CHECKING:
    from playground.ui.wiring import Wiring

AFTER_PAINT = 50  # milliseconds from the start of Qt's loop, by when the window stands
WANTED_SOON = (
    "playground.engine.training",
    "playground.session.timeline",
    "playground.session.break_probe",
    "playground.session.mailbox",
    "playground.session.training_thread",
)


class Completion(QObject):
    """Begun once the window is shown; it ends by itself."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring)
        self._panels, self._work = wiring.panels, _completing(wiring)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Wait for the first paint, then go on whenever nothing else is to be done."""
        self._timer.start(AFTER_PAINT)

    def finish(self) -> None:
        """Have every panel there now."""
        while not self._panels.is_complete:
            next(self._work)

    def stop(self) -> None:
        """Make nothing more, as when the window has closed."""
        self._timer.stop()

    def _go_on(self) -> None:
        self._timer.setInterval(0)
        for _ in self._work:
            return
        self._timer.stop()


def _completing(wiring: Wiring) -> Iterator[None]:
    yield from wiring.panels.completing(wiring.look)
    yield from _filling(wiring)
    _connect(wiring)
    yield
    for module in WANTED_SOON:
        import_module(module)
        yield
    for plot in (wiring.panels.loss, wiring.panels.accuracy):
        plot.prepare()
        yield


def _filling(wiring: Wiring) -> Iterator[None]:
    """Panels into docks and bars, pictures onto actions: nobody sees them yet."""
    panels, window = wiring.panels, wiring.window
    for panel in (panels.inspector, panels.layers):
        panel.prepare()
        yield
    dress_actions(wiring.actions, wiring.look.theme)
    wiring.recovery.start()
    for name, content in panels.docks().items():
        window.fill({name: content}, {})
        yield
    window.fill({}, panels.bars())


def _connect(wiring: Wiring) -> None:
    """From now on the panels are told what happens."""
    wiring.debugging.consult_panels()
    join(late_connections(wiring))
    wiring.numbers.begin()
    _restore_on_blocks(wiring)
    wiring.panels.is_complete = True
    wiring.step_views.select(wiring.views.selection)
    wiring.views.show_completed()
    wiring.offer_docks()


def _restore_on_blocks(wiring: Wiring) -> None:
    """Blocks show what they showed when the program ended."""
    settings = wiring.preferences.settings
    wanted = {"parameters": settings.parameters_on_blocks, "gradients": settings.gradients_on_blocks}
    for name, shown in wanted.items():
        wiring.actions[f"{name}_on_blocks"].setChecked(shown)
    if any(wanted.values()):
        wiring.step_views.show_below(**wanted)

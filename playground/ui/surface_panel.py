"""Gradient descent seen from above: the loss over the one or two numbers that learn, and the path taken on it.

It asks the session for every number, and only while someone can see it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from playground.session.loss_surface import DescentPath, Extent, LossSurface
from playground.session.numbers import format_number
from playground.session.state import State
from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.descent_map import DescentMap
from playground.ui.plots.tangent_plot import TangentPlot


class SurfacePanel(QStackedWidget):
    """A curve for one number, a map for two, a sentence for more."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.setAccessibleName("Loss surface")
        self.curve, self.map = TangentPlot("Loss", theme), DescentMap(theme)
        for page in (self.map, self.curve):
            self.addWidget(page)
        self.schedule: Callable[[Callable[[], object]], object] = _at_once
        self._state: State | None = None
        self._surface: LossSurface | None = None
        self._path, self._known = DescentPath(), dict[float, float]()
        self._extent: Extent | None = None
        self._stale = False

    @property
    def is_drawable(self) -> bool:
        """Whether one or two numbers learn."""
        state = self._state
        return state is not None and state.has_surface

    def show_state(self, state: State) -> None:
        """Show another state: of the same network and data the path goes on, otherwise it begins anew."""
        before, self._state = self._state, state
        if before is None or _differ(before, state):
            self._surface, self._extent, self._path, self._known = None, None, DescentPath(), {}
        if state.learned is not None and self.is_drawable:
            self._path.settle(state.learned.updates, state.learned.values)
        self._ask()

    def show_way(self, stretches: object) -> None:
        """A run in progress came along here: Stretch after Stretch."""
        assert isinstance(stretches, tuple)
        if self.is_drawable:
            for stretch in stretches:
                self._path.follow(stretch)
            self._ask()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.curve.set_theme(theme)
        self.map.set_theme(theme)

    def _ask(self) -> None:
        self._stale = True
        if self.isVisible():
            self.schedule(self._draw)

    def _draw(self) -> None:
        if not self._stale or self._state is None:
            return
        self._stale = False
        if self._surface is None and self.is_drawable:
            self._surface = LossSurface.of(self._state)
        if self._surface is None or not self._path.values:
            self.map.clear()
            self.setCurrentWidget(self.map)
            self.setAccessibleDescription(self.map.empty)
        elif self._surface.size == 1:
            self._draw_curve(self._surface)
        else:
            self._draw_map(self._surface)

    def _draw_curve(self, surface: LossSurface) -> None:
        points = self._path.points
        if self._leaves(points):
            self._extent = surface.frame(points)
            self.curve.set_names(surface.names[0], "loss")
            self.curve.set_curve(*surface.along(*self._extent[:2]))
        losses = self._losses(surface, points[:, 0].tolist())
        self.curve.set_path(points[:, 0], losses)
        self.curve.set_tangent(float(points[-1, 0]), losses[-1], float(surface.slope(points[-1])[0]))
        self.setCurrentWidget(self.curve)
        self._describe(surface, losses[-1])

    def _losses(self, surface: LossSurface, places: list[float]) -> list[float]:
        """The loss at each point of the path; those of earlier points are known."""
        known = self._known
        self._known = {place: known[place] if place in known else surface.loss(np.array([place])) for place in places}
        return [self._known[place] for place in places]

    def _draw_map(self, surface: LossSurface) -> None:
        points = self._path.points
        if self._leaves(points):
            self._extent = surface.frame(points)
            self.map.set_names(*surface.names)
            self.map.set_surface(surface.over(self._extent), self._extent)
        self.map.set_path(points)
        self.setCurrentWidget(self.map)
        self._describe(surface, surface.loss(points[-1]))

    def _leaves(self, points: np.ndarray) -> bool:
        """Whether the path is no longer within what is drawn; a path that went to infinity is left alone."""
        if self._extent is None:
            return True
        if not np.isfinite(points).all():
            return False
        sides = np.array(self._extent[: 2 * points.shape[1]]).reshape(-1, 2)
        return bool(np.any(points < sides[:, 0]) or np.any(points > sides[:, 1]))

    def _describe(self, surface: LossSurface, loss: float) -> None:
        pairs = zip(surface.names, self._path.points[-1].tolist(), strict=True)
        place = ", ".join(f"{name} {format_number(value)}" for name, value in pairs)
        self.setAccessibleDescription(f"loss {format_number(loss)} at {place}")

    def showEvent(self, event: QShowEvent) -> None:
        """What was not drawn while hidden is drawn now."""
        super().showEvent(event)
        if self._stale:
            self.schedule(self._draw)


def _differ(before: State, after: State) -> bool:
    """Whether the surface is another one."""
    same = before.diagram.network is after.diagram.network and before.prepared is after.prepared
    return not same or (before.learned is None) != (after.learned is None)


def _at_once(job: Callable[[], object]) -> None:
    job()

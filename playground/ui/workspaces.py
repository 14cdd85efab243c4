"""The three workspaces over one document, and which docks belong to each: a table the window reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt


class Workspace(StrEnum):
    """What the user is doing with the document."""

    BUILD = "build"
    STEP = "step"
    TRAIN = "train"

    @property
    def label(self) -> str:
        """The word on the switch."""
        return self.value.capitalize()


@dataclass(frozen=True)
class DockSpec:
    """One dock: `name` in saved layouts and among the panels, its title, home and first size in pixels."""

    name: str
    title: str
    workspaces: frozenset[Workspace]
    area: Qt.DockWidgetArea
    width: int
    height: int = 0  # 0 leaves it to what is left
    below: str = ""  # the dock it stands under
    tabbed: str = ""  # the dock it shares a place with
    front: bool = True  # whether it is the one to be seen among those that share a place
    optional: bool = False  # whether it is there only while the document has something to show in it
    least: int = 0  # pixels that its first width does not fall below if there is room

    def first_width(self, across: float, shown: Sequence[DockSpec]) -> int:
        """Its width, among the docks shown, in a window so many times as wide as the first one."""
        return max(round(self.width * across), self.least_width(shown))

    def least_width(self, shown: Sequence[DockSpec]) -> int:
        """What it needs, or one of those shown that shares its place."""
        return max((other.least for other in shown if other.place == self.place), default=0)

    @property
    def place(self) -> str:
        """The name of the dock that it, and others, were put behind; its own if it was put behind none."""
        return next(other.place for other in DOCKS if other.name == self.tabbed) if self.tabbed else self.name

    @property
    def shares_place(self) -> bool:
        """Whether it is one of several docks behind one row of tabs."""
        return bool(self.tabbed) or any(other.tabbed == self.name for other in DOCKS)


_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
_TOP, _BOTTOM = Qt.DockWidgetArea.TopDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
_BUILD, _STEP, _TRAIN = frozenset({Workspace.BUILD}), frozenset({Workspace.STEP}), frozenset({Workspace.TRAIN})
FOUR_NUMBERS = 330  # pixels in which as many stand side by side without scrolling

DOCKS: tuple[DockSpec, ...] = (
    DockSpec("layers", "Layers", _BUILD, _LEFT, 208, 460),
    DockSpec("outline", "Outline", _BUILD, _LEFT, 208, 340, below="layers"),
    DockSpec("inspector", "Inspector", _BUILD, _RIGHT, 340),
    DockSpec("data", "Data", _BUILD | _STEP | _TRAIN, _RIGHT, 340, tabbed="inspector", front=False),
    DockSpec("steps", "Steps", _STEP, _LEFT, 208),
    DockSpec("travel", "Time", _STEP, _LEFT, 208, 210, below="steps"),
    DockSpec("listing", "Listing", _STEP, _LEFT, 208, tabbed="steps", front=False),
    DockSpec("values", "Values", _STEP, _RIGHT, 340, tabbed="data", least=FOUR_NUMBERS),
    DockSpec("watch", "Watch", _STEP | _TRAIN, _RIGHT, 340, tabbed="data", front=False),
    DockSpec("why", "Why", _STEP, _RIGHT, 340, tabbed="data", front=False),
    DockSpec("explanation", "Explanation", _STEP, _BOTTOM, 0, 320),
    DockSpec("links", "Links", _STEP, _BOTTOM, 0, 320, tabbed="explanation", front=False, optional=True),
    DockSpec("modes", "Forward and reverse", _STEP, _BOTTOM, 0, 320, tabbed="explanation", front=False, optional=True),
    DockSpec("loss", "Loss", _TRAIN, _TOP, 0, 360),
    DockSpec("accuracy", "Accuracy", _TRAIN, _LEFT, 420, 240),
    DockSpec("weights", "Weights", _TRAIN, _LEFT, 420, 200, below="accuracy"),
    DockSpec("map", "Decision map", _TRAIN, _RIGHT, 480, tabbed="data", optional=True),
    DockSpec("surface", "Loss surface", _TRAIN, _RIGHT, 480, tabbed="data", front=False, optional=True),
    DockSpec("training", "Training", _TRAIN, _RIGHT, 480, tabbed="data", front=False),
    DockSpec("quality", "Quality", _TRAIN, _RIGHT, 480, tabbed="data", front=False),
)

"""The switch between Build, Step and Train: three joined buttons of which one is down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from playground.ui.workspaces import Workspace


class WorkspaceSwitch(QWidget):
    """Shows the workspace and lets the user choose another."""

    workspace_chosen = Signal(object)  # Workspace

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Workspace")
        self.setProperty("kind", "segmented")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)  # its frame shows around the button that is down
        layout.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # no taller than they are
        for place, workspace in enumerate(Workspace):
            layout.addWidget(self._button(workspace, place))
        self._group.idClicked.connect(self._chosen)

    def _button(self, workspace: Workspace, place: int) -> QPushButton:
        button = QPushButton(workspace.label)
        button.setCheckable(True)
        button.setProperty("kind", "segment")
        button.setToolTip(f"{workspace.label} (Ctrl+{place + 1})")
        self._group.addButton(button, place)
        return button

    def show_workspace(self, workspace: Workspace) -> None:
        """Put the right button down."""
        self._group.button(list(Workspace).index(workspace)).setChecked(True)

    def _chosen(self, place: int) -> None:
        self.workspace_chosen.emit(list(Workspace)[place])

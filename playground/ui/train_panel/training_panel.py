"""All settings of training, whatever families of them there are; the bar has only the first few. It edits nothing."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.engine.errors import SettingError
from playground.engine.settings import TrainingSettings
from playground.ui.labels import column, label
from playground.ui.palette import LIGHT, Theme
from playground.ui.settings_form import SettingsForm

AT_ONCE = "All of it may be changed while training runs."


class TrainingPanel(QScrollArea):
    """A form of the training settings; what may not be is said below its field."""

    settings_changed = Signal(object)  # TrainingSettings

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName("Training")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.form = SettingsForm(_refusal, theme=theme)
        self.form.changed.connect(self.settings_changed)
        content = QWidget()
        lines = column(content, margins=QMargins(12, 12, 12, 12))
        lines.addWidget(self.form)
        lines.addWidget(label(AT_ONCE, "caption", wrap=True))
        lines.addStretch(1)
        self.setWidget(content)

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show settings without telling anyone."""
        self.form.show_value(settings)

    def set_theme(self, theme: Theme) -> None:
        """The theme of controls made from now on."""
        self.form.set_theme(theme)


def _refusal(settings: TrainingSettings) -> str:
    try:
        settings.check()
    except SettingError as error:
        return str(error)
    return ""

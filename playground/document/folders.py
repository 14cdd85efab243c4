"""Where the program keeps its own files: one folder for settings, one below it for recovery."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path

VARIABLE = "PLAYGROUND_HOME"


def settings_folder() -> Path:
    """`$PLAYGROUND_HOME` where it is set, else the system's folder for settings; it need not exist yet."""
    given = os.environ.get(VARIABLE)
    return Path(given) if given else user_config_path("backprop-playground", appauthor=False)

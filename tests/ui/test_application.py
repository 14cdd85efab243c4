"""The application object is made ready for small areas that are painted often: Qt wakes no other thread for them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from playground.ui.application import ONE_PAINTER

MADE = f"""
import os
from playground.ui.application import make_application
make_application()
print(os.environ[{ONE_PAINTER!r}])
"""


@pytest.mark.parametrize(("given", "found"), [({}, "1"), ({ONE_PAINTER: "0"}, "0")])
def test_qt_paints_in_one_thread_unless_the_user_has_chosen(given: dict[str, str], found: str) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name != ONE_PAINTER}
    made = subprocess.run(
        [sys.executable, "-c", MADE],
        env={**surroundings, "QT_QPA_PLATFORM": "offscreen", **given},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert made.stdout.split() == [found]

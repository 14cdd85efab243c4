"""Qt is loaded, and what is imported afterwards is imported as before."""

import subprocess
import sys

IMPORTED = """
import builtins, sys
before = builtins.__import__
{statement}
print("PySide6.QtCore" in sys.modules, builtins.__import__ is before)
"""


def after(statement: str) -> str:
    """Whether Qt is loaded in a fresh Python after a statement, and whether imports are Python's own."""
    command = [sys.executable, "-c", IMPORTED.format(statement=statement)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_qt_is_loaded_and_imports_are_pythons_own() -> None:
    assert after("from playground.qt_import import import_qt; import_qt()") == "True True"


def test_by_itself_qt_takes_imports_over() -> None:
    assert after("import PySide6.QtCore") == "True False"

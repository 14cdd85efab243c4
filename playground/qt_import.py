"""Loads Qt without what it does to `import`: PySide6 would read the source of every module that is imported after it.

It looks there for its own name, for the sake of `from __feature__ import …`, which nobody here uses. A tenth of the
start would go there.
"""

import builtins
from importlib import import_module


def import_qt() -> None:
    """Load Qt's core, and leave Python's own `import` in force."""
    plain = builtins.__import__
    try:
        import_module("PySide6.QtCore")
    finally:
        builtins.__import__ = plain

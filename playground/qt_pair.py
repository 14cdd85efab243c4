"""Refuses the one pair of Python and PySide6 that crashes, in a sentence and before Qt is loaded.

PySide6 6.12 on Python 3.11 drops a reference to `None` with each call that returns nothing, until the process aborts;
from Python 3.12 on `None` is immortal. Standard library only: the set-up scripts read this file too.
"""

import sys

FIRST_IMMORTAL_PYTHON = (3, 12)
FIRST_BAD_PYSIDE = (6, 12)


class QtPairError(Exception):
    """This Python and this PySide6 must not run together; the sentence says what to install instead."""


def refuse_bad_pair() -> None:
    """Raise `QtPairError` when the installed PySide6 would crash this Python."""
    if sys.version_info[:2] >= FIRST_IMMORTAL_PYTHON:
        return
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and needed on Python 3.11 only

    try:
        installed = version("PySide6-Essentials")
    except PackageNotFoundError:  # a frozen executable carries no package records; its build was checked
        return
    check_pair(sys.version_info[:2], installed)


def check_pair(python: tuple[int, int], pyside: str) -> None:
    """Raise `QtPairError` when `pyside` (for example "6.12.0") would crash `python` (for example (3, 11))."""
    major, minor = pyside.split(".")[:2]
    if python < FIRST_IMMORTAL_PYTHON and (int(major), int(minor)) >= FIRST_BAD_PYSIDE:
        raise QtPairError(
            f"PySide6 {pyside} crashes Python {python[0]}.{python[1]}: "
            'install "PySide6-Essentials>=6.11.3,<6.12", or use Python 3.12 or newer.'
        )

"""Finds the files of `resources/` from a source checkout, an installed wheel and a frozen executable alike.

It knows the three places and nothing about what the files hold; it imports the standard library only.
"""

import sys
from pathlib import Path


class ResourceError(Exception):
    """A file that belongs to the program is missing; the sentence names it and the folder that was searched."""


def resource(*parts: str) -> Path:
    """The path of a file or folder below `resources/`, for example `resource("data", "iris.csv")`."""
    root = resource_root()
    path = root.joinpath(*parts)
    if not path.exists():
        raise ResourceError(f"{'/'.join(parts)}: not found in {root}; expected it there, please install again")
    return path


def resource_root() -> Path:
    """The folder that holds the resources of this installation."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"

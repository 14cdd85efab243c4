"""Says in one sentence that Python is too old. It must itself run on any Python 3, so it uses no newer syntax."""

import sys

OLDEST = (3, 11)


def require_python(version: "tuple[int, ...]" = tuple(sys.version_info[:3])) -> None:
    """Leave with exit code 1 when `version` is older than the project supports."""
    if version[:2] < OLDEST:
        found = ".".join(str(part) for part in version)
        wanted = ".".join(str(part) for part in OLDEST)
        sys.exit(
            "Backprop Playground needs Python " + wanted + " or newer; " + sys.executable + " is Python " + found + "."
        )

#!/usr/bin/env python3
"""Builds the one-folder and the one-file executable into `dist/` and lets each run its own smoke test.

Any Python 3 can read this file.
"""

import sys

from python_version import require_python


def main() -> int:
    """Set up with the build tools, build, try."""
    require_python()
    from environment import TO_BUILD, prepare
    from executables import build_and_try
    from step import SetupError

    try:
        build_and_try(prepare(TO_BUILD))
    except SetupError as error:
        sys.stderr.write(str(error) + "\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Sets everything up with the test tools and runs every check: lint, format, types, import contracts, tests.

Arguments go to pytest. All checks run even when one fails; the exit code says whether all passed. Any Python 3 can
read this file.
"""

import sys

from python_version import require_python


def main(arguments: "list[str]") -> int:
    """Set up, then run every check."""
    require_python()
    from checks import run_checks
    from environment import TO_TEST, prepare
    from step import SetupError

    try:
        return run_checks(prepare(TO_TEST), arguments)
    except SetupError as error:
        sys.stderr.write(str(error) + "\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

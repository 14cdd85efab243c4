#!/usr/bin/env python3
"""Sets everything up and opens the window; without a display it does the main job headless and says so.

Arguments go to the program: a network file to open, or a verb with its own arguments. Any Python 3 can read this file.
"""

import os
import sys

from python_version import require_python

DEMO = ("demo", "--out", "playground-demo")


def main(arguments: "list[str]") -> int:
    """Set up, then become the program."""
    require_python()
    from environment import TO_LOOK_OFFSCREEN, TO_SHOW_A_WINDOW, has_display, prepare, run_playground
    from step import SetupError

    shown = has_display()
    try:
        prepare(TO_SHOW_A_WINDOW if shown else TO_LOOK_OFFSCREEN)
        return run_playground(arguments if shown else headless(arguments))
    except SetupError as error:
        sys.stderr.write(str(error) + "\n")
        return 1
    except KeyboardInterrupt:
        return 130


def headless(arguments: "list[str]") -> "list[str]":
    """What to run without a display: the verb given, or the demonstration. A file alone needs a window."""
    from step import SetupError

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if not arguments:
        print("No display: doing the main job without a window; pictures go to " + DEMO[-1] + "/.", flush=True)
        return list(DEMO)
    if arguments[0].endswith(".playground") or os.path.exists(arguments[0]):
        raise SetupError("No display to open " + arguments[0] + " in; try `trace` or `train` before its name.")
    return arguments


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The way in: a verb runs headless, anything else opens the window with the files named.

It decides who does the work and imports nothing else before that, so that a verb never loads Qt and NumPy starts with
the number of threads chosen here.
"""

import gc
import os
import sys

# Small networks are no slower with one thread, and results no longer depend on how many there are.
THREAD_LIMITS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
CLI_OPTIONS = ("-h", "--help", "--version")
SELF_TEST = "--self-test"


def main(arguments: list[str] | None = None) -> int:
    """Run the program with `arguments` (default: those of the process); the result is the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    limit_threads()
    if given[:1] == [SELF_TEST]:
        return run_self_test()
    if is_headless(given):
        from playground import cli

        return cli.main(given)
    return open_window(given)


def gui_main() -> int:
    """Open the window; the entry point without a console on Windows."""
    limit_threads()
    return open_window(sys.argv[1:])


def limit_threads() -> None:
    """Ask the linear algebra libraries for one thread each, unless the user has chosen a number."""
    for name in THREAD_LIMITS:
        os.environ.setdefault(name, "1")


def is_headless(arguments: list[str]) -> bool:
    """Whether the first argument is a verb or an option of the command line."""
    if not arguments:
        return False
    from playground import cli

    return arguments[0] in (*CLI_OPTIONS, *cli.VERBS)


def open_window(paths: list[str]) -> int:
    """Open the window with `paths`; the result is the exit code of Qt's loop."""
    from playground.qt_import import import_qt
    from playground.qt_pair import QtPairError, refuse_bad_pair

    try:
        refuse_bad_pair()
    except QtPairError as error:
        sys.stderr.write(f"{error}\n")  # there is no window to say it in
        return 1
    gc.disable()  # collecting while modules load costs a tenth of the start; the window takes it over
    import_qt()
    from playground.ui import application

    return application.run(paths)


def run_self_test() -> int:
    """The smoke test of an installed or frozen program; 0 when everything works."""
    from playground.cli import self_test

    return self_test.run()


if __name__ == "__main__":
    sys.exit(main())

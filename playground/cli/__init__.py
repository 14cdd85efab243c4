"""The command line: headless verbs over the same engine as the window. Importing it loads neither NumPy nor Qt."""

from __future__ import annotations

VERBS: tuple[str, ...] = (
    "new",
    "operations",
    "examples",
    "eval",
    "train",
    "evaluate",
    "trace",
    "listing",
    "check",
    "gradients",
    "paths",
    "derive",
    "validate",
    "show",
    "demo",
)


def main(argv: list[str] | None = None) -> int:
    """Run one verb with `argv` (default: the process's arguments); 0 fine, 1 refused in one sentence, 2 wrong usage."""
    from playground.cli.command_line import run

    return run(argv)

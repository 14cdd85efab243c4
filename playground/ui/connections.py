"""A table of connections, each a signal and who is told, and the one loop that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Connections = tuple[tuple[Any, Callable[..., object]], ...]


def join(connections: Iterable[tuple[Any, Callable[..., object]]]) -> None:
    """Make every connection of a table."""
    for signal, slot in connections:
        signal.connect(slot)

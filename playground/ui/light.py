"""What is lit on the canvas: a plain record between who is asked and the canvas, which paints it."""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.network import Edge


@dataclass(frozen=True)
class Light:
    """What a pointed term, or a chosen path, is made of: blocks, wires, and elements as (block, quantity, index)."""

    nodes: frozenset[str] = frozenset()
    edges: frozenset[Edge] = frozenset()
    elements: frozenset[tuple[str, str, tuple[int, ...]]] = frozenset()

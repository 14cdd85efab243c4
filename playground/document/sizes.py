"""Refuses edits that would make a network larger than a document may hold."""

from __future__ import annotations

from playground.document.errors import EditError
from playground.document.limits import size_refusal
from playground.engine.network import Network


def check_size(network: Network) -> None:
    """Raise `EditError` for too many blocks, wires, values or parameters."""
    refusal = size_refusal(network)
    if refusal:
        raise EditError(refusal)

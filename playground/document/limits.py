"""How large a document may grow, so that a small file or a slip of the hand never asks for all memory.

Edits hold to these limits and readers check them before anything is allocated.
"""

from __future__ import annotations

from playground.document.errors import EditError
from playground.engine.network import MAX_EDGES, MAX_NODES, Network

MAX_FILE = 32 * 2**20  # bytes
MAX_DEPTH = 16
MAX_TOKENS = 600_000  # texts and brackets in a file; the largest network has fewer
MAX_PARAMETERS = 1_000_000
MAX_VALUES = 1_000_000  # values of one sample in all blocks together
MAX_WHOLE = 2**63 - 1  # what other programs can read as a whole number


def size_refusal(network: Network) -> str:
    """Why this network is too large, in one sentence; empty if it is not. Takes networks without cycles."""
    if len(network.nodes) > MAX_NODES:
        return f"the network would have {len(network.nodes):,} blocks, expected at most {MAX_NODES:,}"
    if len(network.edges) > MAX_EDGES:
        return f"the network would have {len(network.edges):,} wires, expected at most {MAX_EDGES:,}"
    values = sum(length(shape) for shape in network.known_shapes.values())
    if values > MAX_VALUES:
        return f"the blocks would hold {values:,} values for each sample, expected at most {MAX_VALUES:,}"
    parameters = parameter_count(network)
    if parameters > MAX_PARAMETERS:
        return f"the network would have {parameters:,} parameters, expected at most {MAX_PARAMETERS:,}"
    return ""


def check_size(network: Network) -> None:
    """Raise `EditError` for a network that is too large."""
    refusal = size_refusal(network)
    if refusal:
        raise EditError(refusal)


def parameter_count(network: Network) -> int:
    """How many numbers the blocks learn whose shapes are known already."""
    shapes = network.known_shapes
    return sum(
        length(spec.shape)
        for node in network.nodes
        if node.id in shapes
        for spec in node.operation.parameters(tuple(shapes[edge.source] for edge in network.incoming[node.id]))
    )


def length(shape: tuple[int, ...]) -> int:
    """How many values an array of this shape has, exactly, however large."""
    count = 1
    for extent in shape:
        count *= extent
    return count

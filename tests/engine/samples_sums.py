"""Networks whose loss is a sum over the batch instead of a mean, one for each kind of loss."""

from dataclasses import replace

from playground.engine.network import Network
from playground.engine.operations.losses import Loss
from tests.engine.samples_losses import loss_networks


def sum_networks() -> dict[str, Network]:
    """The networks of all losses once more, by their name and `, sum`."""
    return {f"{name}, sum": summed(network) for name, network in loss_networks().items()}


def summed(network: Network) -> Network:
    """The same with the sum for the mean."""
    nodes = (
        replace(node, operation=replace(node.operation, reduction="sum")) if isinstance(node.operation, Loss) else node
        for node in network.nodes
    )
    return replace(network, nodes=tuple(nodes))

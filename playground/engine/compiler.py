"""Compile a network into a program: every operation emits its instructions at its place, forward and then backward.

Where a value feeds several blocks, each consumer writes its own contribution and one instruction adds them, in a fixed
order; so it is with a parameter that several blocks share. Gradients are added nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.construction import Construction
from playground.engine.descent import Descent
from playground.engine.errors import MissingWireError
from playground.engine.instruction import Array, Phase, Ref
from playground.engine.network import Network
from playground.engine.node_site import NodeSite
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program
from playground.engine.sums import emit_sum_over_paths, emit_sum_over_users
from playground.engine.update_phase import UpdatePhase


@dataclass(frozen=True)
class CompileOptions:
    """What to leave out: without `backward` the forward pass alone; without `training` as the network is evaluated."""

    backward: bool = True
    training: bool = True


EVALUATION = CompileOptions(backward=False, training=False)


def compile_program(
    network: Network,
    arrays: ParameterArrays,
    batch: int,
    descent: Descent | None = None,
    options: CompileOptions | None = None,
) -> Program:
    """Compile a complete network for batches of `batch` samples, in the precision of `arrays`.

    With a descent the program has an update phase. Raises the network's first problem if it has one.
    """
    options = options or CompileOptions()
    program = Construction(network, arrays, batch, options.training)
    features, targets = _allocate_batch(program)
    sites = [NodeSite(program, node) for node in network.order]
    _emit_forward(program, sites)
    if options.backward:
        _emit_backward(program, sites)
    update = None
    if descent is not None and options.backward:
        _emit_statistics(program, sites)
        update = UpdatePhase(program, descent)
    return Program(network, batch, tuple(program.instructions), features, targets, program.values, arrays, update)


def _allocate_batch(program: Construction) -> tuple[Array, Array]:
    shapes, loss = program.network.shapes, program.network.loss
    if loss is None:
        raise MissingWireError("the network has no loss: add one and wire the output layer to it")
    inputs = program.network.inputs
    widths = [shapes[node.id][0] for node in inputs]
    features, targets = (program.zeros((program.batch, *shape)) for shape in ((sum(widths),), shapes[loss.id]))
    start = 0
    for node, width in zip(inputs, widths, strict=True):
        program.register(Ref(node.id, "activation"), features[:, start : start + width])
        start += width
    program.register(Ref(loss.id, "target"), targets)
    return features, targets


def _emit_forward(program: Construction, sites: list[NodeSite]) -> None:
    for site in sites:
        program.phase = Phase.FORWARD if site.node.operation.has_output else Phase.LOSS
        site.node.operation.forward(site)


def _emit_backward(program: Construction, sites: list[NodeSite]) -> None:
    program.phase = Phase.BACKWARD
    for site in reversed(sites):
        emit_sum_over_paths(program, site.node)
        site.node.operation.backward(site)
        emit_sum_over_users(program, site.node)


def _emit_statistics(program: Construction, sites: list[NodeSite]) -> None:
    """What an update changes besides what is learned by gradient."""
    program.phase = Phase.UPDATE
    for site in sites:
        site.node.operation.update(site)

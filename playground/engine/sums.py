"""Where gradients are added: over the paths that leave a node, and over the nodes that use one parameter.

Each is an instruction of its own, in a fixed order; nowhere else in a program are gradients added.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from playground.engine.construction import Construction
from playground.engine.instruction import Array, Call, Factor, Operand, Ref, Terms
from playground.engine.network import Node
from playground.engine.operations.operation import Line
from playground.engine.parameters import Slot

LETTERS = "abcdefghijklm"  # one for each axis of a value


def emit_sum_over_paths(program: Construction, node: Node) -> None:
    """Where several consumers read the node, add their contributions in wire order."""
    edges = program.network.outgoing[node.id]
    if len(edges) < 2:
        return
    refs = [Ref(node.id, "contribution", f"{edge.target}:{edge.port}") for edge in edges]
    activation = program.values[Ref(node.id, "activation")]
    total = program.register(Ref(node.id, "grad_activation"), program.zeros(activation.array.shape))
    note = f"{len(refs)} paths lead from here to the loss, so their contributions add up"
    _emit_sum(program, total, refs, note)


def emit_sum_over_users(program: Construction, node: Node) -> None:
    """After the last user of shared parameters has had its turn, add the users' shares in order."""
    owner = node.learning.shares or node.id
    users = program.network.users(owner)
    if len(users) < 2 or users[0].id != node.id:
        return
    for slot in program.arrays.layout.slots:
        refs = [Ref(user.id, f"share_{slot.quantity}", f"{user.id}:0") for user in users]
        if slot.node == owner and all(ref in program.values for ref in refs):
            note = f"{len(refs)} blocks use the same {slot.quantity.replace('_', ' ')}, so their shares add up"
            _emit_sum(program, whole_gradient(program, slot), refs, note)


def whole_gradient(program: Construction, slot: Slot) -> Operand:
    """The gradient of a parameter over all its users, a view into the flat gradient array."""
    return program.slot_value(slot, f"grad_{slot.quantity}", program.arrays.gradients)


def _emit_sum(program: Construction, total: Operand, refs: list[Ref], note: str) -> None:
    parts = {f"part{i}": program.values[ref] for i, ref in enumerate(refs)}
    axes = LETTERS[: total.array.ndim]
    line = Line(
        "{out} = " + " + ".join(f"{{{name}}}" for name in parts),
        parts,
        note=note,
        terms=Terms(axes, tuple((Factor(name, axes),) for name in parts)),
    )
    program.append(total, line, _sum_calls(total.array, parts))


def _sum_calls(total: Array, parts: Mapping[str, Operand]) -> tuple[Call, ...]:
    first, second, *rest = (part.array for part in parts.values())
    return (partial(np.add, first, second, total), *(partial(np.add, total, part, total) for part in rest))

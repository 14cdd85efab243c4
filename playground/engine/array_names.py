"""Names for everything a program computes with: `W1`, `dz2`, `velocity_W1`, and `scratch3` for what nobody shows.

Arrays that share memory form one block, declared as one array; all else that lies in it is written as a view of it.
Knows the program's arrays and calls, but not how they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any
from unicodedata import normalize

import numpy as np
from numpy.lib.array_utils import byte_bounds
from numpy.lib.stride_tricks import as_strided

from playground.engine.inlined import Inlined
from playground.engine.instruction import Array, Instruction, Operand, Phase, Ref
from playground.engine.network import Network
from playground.engine.numpy_calls import NumpyCall, numpy_calls
from playground.engine.program import Program
from playground.engine.quantities import PARAMETERS, QUANTITIES
from playground.engine.view_text import lie_alike, view_text

SHORT: Mapping[str, str] = {
    "activation": "a",
    "pre_activation": "z",
    "probabilities": "p",
    "loss": "L",
    "target": "y",
    "windows": "X",
    "normalized": "x_hat",
    "contribution": "da",
    "weights": "W",
    "recurrent_weights": "U",
    "table": "E",
    "bias": "b",
    "value": "theta",
}

_RESERVED = ("np", "os", "seed", "updates", "stream", "initial_rate", "rate_factor", "crc32", "b64decode")

Bounds = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Named:
    """An array under a name; `ref` is its address if it has one."""

    name: str
    array: Array
    ref: Ref | None = None

    @cached_property
    def bounds(self) -> Bounds:
        """Its first byte, and the one after its last."""
        return byte_bounds(self.array)

    def holds(self, bounds: Bounds) -> bool:
        """Whether that piece of memory lies inside its own."""
        return self.bounds[0] <= bounds[0] and bounds[1] <= self.bounds[1]


@dataclass(eq=False)
class Block:
    """Arrays that share memory: `owner` covers them all, `views` are other named arrays in it."""

    owner: Named
    views: list[Named] = field(default_factory=list)
    written: list[Array] = field(default_factory=list)

    @property
    def is_constant(self) -> bool:
        """Whether it is one number that has no name of its own and never changes."""
        return self.owner.array.ndim == 0 and not self.written and not self.owner.name


class ArrayNames:
    """The names of one program. `blocks` are in order of first appearance; `calls` those of each instruction."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.calls = tuple(
            tuple(made for call in instruction.calls for made in numpy_calls(call))
            for instruction in program.instructions
        )
        self._used = set(_RESERVED).union(*map(_locals, self.calls))
        self._last: dict[str, int] = {}
        self.of_ref = {ref: self._unique(name) for ref, name in _ref_names(program).items()}
        self._values = {ref: Named(self.of_ref[ref], operand.array, ref) for ref, operand in program.values.items()}
        self._places: dict[int, tuple[Named, Block]] = {}  # by the array's id
        self.blocks = tuple(self._divide(self._all_arrays()))
        for call in chain.from_iterable(self.calls):
            for array in call.written:
                self.block(array).written.append(array)
        for block in self.blocks:
            self._name_rest(block)

    def block(self, array: Array) -> Block:
        """The block in which an array of the program lies."""
        return self._places[id(array)][1]

    def near(self, instruction: Instruction) -> tuple[Named, ...]:
        """The values that an instruction names; where two names fit an array, it is one of these."""
        operands = (instruction.result, *instruction.operands.values())
        return tuple(self._values[operand.ref] for operand in operands if operand.ref is not None)

    def text(self, array: Array, near: Sequence[Named] = ()) -> str:
        """An expression for an array of the program; empty for a number that has no name."""
        place, block = self._places[id(array)]
        if block.is_constant:
            return ""
        names = [each for each in (*near, block.owner, *block.views) if each.holds(place.bounds)]
        alike = (each.name for each in names if lie_alike(each.array, array))
        return next(alike, "") or min((view_text(each.name, each.array, array) for each in names), key=len)

    def _all_arrays(self) -> Iterator[Named]:
        """Values first, then what formulas name, then all else that calls work on."""
        yield from self._values.values()
        seen: set[int] = set()
        batch = Named("features", self.program.features), Named("targets", self.program.targets)
        for each in chain(batch, self._helpers(), self._arguments()):
            if id(each.array) not in seen:
                seen.add(id(each.array))
                yield each

    def _arguments(self) -> Iterator[Named]:
        for call in chain.from_iterable(self.calls):
            yield from (Named("", array) for array in call.arrays)

    def _helpers(self) -> Iterator[Named]:
        """Settings of an update, and buffers such as the slope."""
        for instruction in self.program.instructions:
            layer = self.program.network.layers.get(instruction.node)
            for key, operand in instruction.operands.items():
                array = _held(operand)
                if array is not None and instruction.phase is Phase.UPDATE:
                    yield Named(key, array)
                elif array is not None and array.ndim:
                    yield Named(f"{key}{_index(layer)}", array)

    def _divide(self, arrays: Iterable[Named]) -> Iterator[Block]:
        by_root: dict[int, list[Named]] = {}
        for each in arrays:
            by_root.setdefault(id(_root(each.array)), []).append(each)
        for members in by_root.values():
            clusters = list(_clusters(members))
            for cluster in clusters:
                block = _block(cluster, alone=len(clusters) == 1)
                self._places |= {id(each.array): (each, block) for each in cluster}
                yield block

    def _name_rest(self, block: Block) -> None:
        """Name a buffer or a table of numbers that has none; the owner's name is unique, and so are the views'."""
        owner = block.owner
        if owner.ref is None and not block.is_constant:
            kind = owner.name or ("scratch" if block.written else "ones" if (owner.array == 1).all() else "constant")
            block.owner = Named(self._unique(kind, numbered=not owner.name), owner.array)

    def _unique(self, name: str, *, numbered: bool = False) -> str:
        """The name, with a number behind it where it is taken or asked for one."""
        found = name
        while numbered or found in self._used:
            self._last[name] = self._last.get(name, 0 if numbered else 1) + 1
            found, numbered = f"{name}{'' if numbered else '_'}{self._last[name]}", False
        self._used.add(found)
        return found


def _held(operand: Operand) -> Array | None:
    """The buffer of an operand without an address; None for one that is computed when someone looks."""
    return operand.source if operand.ref is None and isinstance(operand.source, np.ndarray) else None


def _root(array: Array) -> Array:
    """The array that owns the memory."""
    base: Any = array.base
    while base is not None:  # behind `as_strided` stands an object that is no array but has a base, too
        array, base = base, base.base
    return array


def _clusters(members: list[Named]) -> Iterator[list[Named]]:
    """Members whose memory overlaps, each cluster in the members' order, clusters by their place in memory."""
    end, cluster = -1, list[Named]()
    for each in sorted(members, key=lambda member: member.bounds[0]):
        if cluster and each.bounds[0] >= end:
            yield cluster
            cluster = []
        cluster.append(each)
        end = max(end, each.bounds[1])
    yield cluster


def _block(cluster: list[Named], *, alone: bool) -> Block:
    """The first that covers all others is the owner, else the memory they lie in."""
    low, high = min(each.bounds[0] for each in cluster), max(each.bounds[1] for each in cluster)
    covering = (each for each in cluster if each.array.flags.c_contiguous and each.array.nbytes == high - low)
    ranked = sorted(covering, key=lambda each: (each.ref is None, not each.name))
    root = _root(cluster[0].array)
    owner = ranked[0] if ranked else Named("", root if alone else _between(root, low, high))
    return Block(owner, [each for each in cluster if each.ref is not None and each is not owner])


def _between(root: Array, low: int, high: int) -> Array:
    start, size = (low - byte_bounds(root)[0]) // root.itemsize, (high - low) // root.itemsize
    return as_strided(root.reshape(-1)[start:], (size,), (root.itemsize,))


def _ref_names(program: Program) -> dict[Ref, str]:
    """A name for each address, told apart by the block's name where two would be the same."""
    return {ref: _ref_name(program.network, ref) for ref in program.values}


def _ref_name(network: Network, ref: Ref) -> str:
    name = _quantity_name(ref.quantity) + (
        _index(network.layers.get(ref.node)) if QUANTITIES[ref.quantity].indexed else ""
    )
    via = ref.via.rpartition(":")[0]
    return f"{name}_from_{_identifier(network.node(via).name)}" if ref.quantity == "contribution" else name


def _quantity_name(key: str) -> str:
    for parameter in PARAMETERS:
        stem = key.removesuffix(f"_{parameter.key}")
        if stem != key:
            symbol = SHORT.get(parameter.key, parameter.key)
            return f"d{symbol}" if stem == "grad" else f"share_d{symbol}" if stem == "share" else f"{stem}_{symbol}"
    if key.startswith("grad_"):
        return f"d{_quantity_name(key.removeprefix('grad_'))}" if key != "gradient_norm" else key
    return SHORT.get(key, key)


def _index(layer: int | None) -> str:
    return "" if layer is None else str(layer)


def _identifier(name: str) -> str:
    """What of a block's name can stand in a name of Python's, which reads some signs as if they were others."""
    fitting = "".join(sign if f"a{sign}".isidentifier() else " " for sign in normalize("NFKC", name))
    return "_".join(fitting.split()) or "block"


def _locals(calls: tuple[NumpyCall, ...]) -> set[str]:
    """What an inlined function calls its own values."""
    return {name for call in calls if isinstance(call.function, Inlined) for name in call.function.locals}

#!/usr/bin/env python3
"""A convolution layer, forward and both gradients, against other ways to write it in NumPy: a table of ratios.

Run `python tests/benchmarks/bench_convolution.py [REPEATS]`. All ways are timed in turns within one process, so that a
busy machine slows all; medians count. The engine copies all windows beside each other (X) and multiplies once; the
gradient of the image is gathered. Each way's results are compared with the engine's before it is timed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import numpy as np

if TYPE_CHECKING:
    from playground.engine.instruction import Instruction

REPEATS = 30
PARTS = ("forward", "∂L/∂W", "∂L/∂image")
Way = Callable[["Layer"], tuple[Callable[[], np.ndarray], ...]]  # the three parts, each giving its result


@dataclass(frozen=True)
class Case:
    """One layer without padding: batch, image, filters of 3 × 3."""

    name: str
    batch: int
    image: tuple[int, int, int]
    filters: int


CASES = (
    Case("digits 8 × 8", 32, (1, 8, 8), 8),
    Case("second layer 6 × 6", 32, (8, 6, 6), 16),
    Case("28 × 28", 32, (1, 28, 28), 8),
    Case("second layer 26 × 26", 32, (8, 26, 26), 16),
)


@dataclass(frozen=True, eq=False)
class Layer:
    """The arrays of a layer: image (n, c, h, w), weights (f, c, p, q), gradient of z (n, f, i, j), and X as a view."""

    image: np.ndarray
    weights: np.ndarray
    gradient: np.ndarray

    @property
    def windows(self) -> np.ndarray:
        """(n, c, i, j, p, q)"""
        return np.lib.stride_tricks.sliding_window_view(self.image, self.weights.shape[2:], axis=(2, 3))

    def places(self) -> list[tuple[int, int, slice, slice]]:
        """For each place (p, q) in the kernel the part of the image that it sees."""
        down, across = self.gradient.shape[2:]
        return [(p, q, slice(p, p + down), slice(q, q + across)) for p, q in np.ndindex(*self.weights.shape[2:])]


def by_positions(layer: Layer) -> tuple[Callable[[], np.ndarray], ...]:
    """A loop over the windows, a matrix product for each."""
    height, width = layer.weights.shape[2:]
    x, weights, dz = layer.image, layer.weights.reshape(len(layer.weights), -1), layer.gradient
    here = [(i, j, slice(i, i + height), slice(j, j + width)) for i, j in np.ndindex(*dz.shape[2:])]

    def forward() -> np.ndarray:
        z = np.empty_like(dz)
        for i, j, rows, columns in here:
            z[:, :, i, j] = x[:, :, rows, columns].reshape(len(x), -1) @ weights.T
        return z

    def slope() -> np.ndarray:
        parts = (dz[:, :, i, j].T @ x[:, :, rows, columns].reshape(len(x), -1) for i, j, rows, columns in here)
        return sum(parts).reshape(layer.weights.shape)

    def below() -> np.ndarray:
        total = np.zeros_like(x)
        for i, j, rows, columns in here:
            total[:, :, rows, columns] += (dz[:, :, i, j] @ weights).reshape(len(x), -1, height, width)
        return total

    return forward, slope, below


def by_kernel(layer: Layer) -> tuple[Callable[[], np.ndarray], ...]:
    """A loop over the places in the kernel, a matrix product of whole images for each."""
    x, weights, dz, places = layer.image, layer.weights, layer.gradient, layer.places()

    def forward() -> np.ndarray:
        return sum(np.tensordot(weights[:, :, p, q], x[:, :, i, j], (1, 1)) for p, q, i, j in places).swapaxes(0, 1)

    def slope() -> np.ndarray:
        result = np.empty_like(weights)
        for p, q, i, j in places:
            result[:, :, p, q] = np.tensordot(dz, x[:, :, i, j], ((0, 2, 3), (0, 2, 3)))
        return result

    def below() -> np.ndarray:
        total = np.zeros_like(x)
        for p, q, i, j in places:
            total[:, :, i, j] += np.tensordot(weights[:, :, p, q], dz, (0, 1)).swapaxes(0, 1)
        return total

    return forward, slope, below


def by_einsum(layer: Layer) -> tuple[Callable[[], np.ndarray], ...]:
    """np.einsum over the view of all windows; the image's gradient by the filters turned, over δz in a frame of 0."""
    height, width = layer.weights.shape[2:]
    sum_of = partial(np.einsum, optimize=True)

    def below() -> np.ndarray:
        frame = ((0, 0), (0, 0), (height - 1, height - 1), (width - 1, width - 1))
        turned, framed = layer.weights[:, :, ::-1, ::-1], np.pad(layer.gradient, frame)
        view = np.lib.stride_tricks.sliding_window_view(framed, (height, width), axis=(2, 3))
        return sum_of("fcpq,nfijpq->ncij", turned, view)

    return (
        partial(sum_of, "fcpq,ncijpq->nfij", layer.weights, layer.windows),
        partial(sum_of, "nfij,ncijpq->fcpq", layer.gradient, layer.windows),
        below,
    )


def by_tensordot(layer: Layer) -> tuple[Callable[[], np.ndarray], ...]:
    """np.tensordot over the view, and additions for the image's gradient: the usual few lines."""

    def forward() -> np.ndarray:
        return np.tensordot(layer.weights, layer.windows, ((1, 2, 3), (1, 4, 5))).swapaxes(0, 1)

    def slope() -> np.ndarray:
        return np.tensordot(layer.gradient, layer.windows, ((0, 2, 3), (0, 2, 3)))

    def below() -> np.ndarray:
        parts, total = np.tensordot(layer.weights, layer.gradient, (0, 1)), np.zeros_like(layer.image)
        for p, q, i, j in layer.places():
            total[:, :, i, j] += parts[:, p, q].swapaxes(0, 1)
        return total

    return forward, slope, below


WAYS: dict[str, Way] = {
    "loop over positions": by_positions,
    "loop over the kernel": by_kernel,
    "einsum": by_einsum,
    "tensordot": by_tensordot,
}


def engine_parts(case: Case, dtype: type[np.number]) -> tuple[Layer, tuple[Callable[[], np.ndarray], ...]]:
    """The engine's own instructions for the three parts, and the arrays they work on."""
    from playground.engine.compiler import compile_program
    from playground.engine.network import Edge, Network, Node
    from playground.engine.operations.convolution import Conv2D
    from playground.engine.operations.losses import MeanSquaredError
    from playground.engine.operations.shaping import Flatten, Reshape
    from playground.engine.operations.source import Input
    from playground.engine.parameters import ParameterArrays, initialize, layout_of

    pixels = int(np.prod(case.image))
    convolution = Conv2D(case.filters, activation="identity", bias=False)
    blocks = (Input(pixels), Reshape(case.image), convolution, Flatten(), MeanSquaredError())
    nodes = tuple(Node(f"n{place}", f"Block {place}", block) for place, block in enumerate(blocks))
    network = Network(nodes, tuple(Edge(f"n{place}", f"n{place + 1}") for place in range(len(nodes) - 1)))
    layout = layout_of(network)
    program = compile_program(network, ParameterArrays.of(layout, initialize(layout, 0), {}, dtype), case.batch)
    draw = np.random.default_rng(0)
    program.load(draw.normal(size=program.features.shape), draw.normal(size=program.targets.shape))
    for call in program.calls(optional=True):
        call()
    layer = Layer(
        program.value("activation", "n1"), program.value("weights", "n2"), program.value("grad_activation", "n2")
    )
    addresses = (("n2", "windows"), ("n2", "pre_activation"), ("n2", "grad_weights"), ("n1", "grad_activation"))
    lines = [_line(program.instructions, *address) for address in addresses]
    parts = (lines[:2], lines[2:3], lines[3:])
    return layer, tuple(partial(_run, part) for part in parts)


def _line(instructions: Sequence[Instruction], node: str, quantity: str) -> Instruction:
    return next(line for line in instructions if (line.node, line.quantity.key) == (node, quantity))


def _run(lines: Sequence[Instruction]) -> np.ndarray:
    for line in lines:
        for call in line.calls:
            call()
    return lines[-1].result.array


def measured(case: Case, dtype: type[np.number], repeats: int) -> dict[str, list[float]]:
    """Median seconds of the three parts, by way; the ways take turns."""
    layer, engine = engine_parts(case, dtype)
    ways = {"engine": engine} | {name: way(layer) for name, way in WAYS.items()}
    for name, parts in ways.items():
        for part, expected, found in zip(PARTS, engine, parts, strict=True):
            assert np.allclose(expected(), found(), rtol=1e-3, atol=1e-4), (case.name, name, part)
    times: dict[str, list[list[float]]] = {name: [[] for _ in PARTS] for name in ways}
    for _ in range(repeats):
        for name, parts in ways.items():
            for place, part in enumerate(parts):
                start = perf_counter()
                part()
                times[name][place].append(perf_counter() - start)
    return {name: [median(part) for part in parts] for name, parts in times.items()}


def main(arguments: list[str]) -> int:
    """Print the table."""
    repeats = int(arguments[0]) if arguments else REPEATS
    for dtype in (np.float64, np.float32):
        for case in CASES:
            times = measured(case, dtype, repeats)
            whole = sum(times["engine"])
            print(f"\n{case.name}, {case.filters} filters 3 × 3, batch {case.batch}, {dtype.__name__}")
            print(f"{'µs':<22}" + "".join(f"{part:>12}" for part in PARTS) + f"{'together':>12}{'× engine':>10}")
            for name, parts in times.items():
                row = "".join(f"{seconds * 1e6:>12.0f}" for seconds in (*parts, sum(parts)))
                print(f"{name:<22}{row}{sum(parts) / whole:>10.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Computational graphs at work, for several tests: compile a formula, give every name its number, run both passes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.expressions import network_of
from playground.engine.instruction import run_calls
from playground.engine.network import Network
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays, initialize, layout_of
from playground.engine.program import Program


@dataclass(frozen=True)
class Graph:
    """A formula with a number for every name, run forward and backward."""

    network: Network
    program: Program

    @property
    def value(self) -> float:
        """What the formula comes to."""
        return float(self.program.loss)

    def gradient(self, name: str) -> float:
        """∂value/∂name, for an input, a learned number or any named block."""
        return float(self.program.value("grad_activation", self.network.named(name).id)[0, 0])


def graph(text: str, numbers: Mapping[str, float], parameters: tuple[str, ...] = ()) -> Graph:
    """The formula at these numbers; `parameters` are those of them that learn."""
    network = network_of(text, {name: numbers[name] for name in parameters})
    return run(network, numbers)


def run(network: Network, numbers: Mapping[str, float]) -> Graph:
    """A network of numbers at these inputs."""
    layout = layout_of(network)
    program = compile_program(network, ParameterArrays.of(layout, initialize(layout, 0), {}), 1)
    features = [[numbers[node.name] for node in network.nodes if isinstance(node.operation, Input)]]
    program.load(np.array(features), np.zeros((1, 0)))
    run_calls(program.calls(optional=True))
    return Graph(network, program)

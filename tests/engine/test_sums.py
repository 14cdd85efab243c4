"""Where gradients are added: at forks, at parameters that several nodes use, and nowhere else."""

from dataclasses import replace

import numpy as np
import pytest

from playground.engine.errors import NetworkError
from playground.engine.gradient_check import check_gradients
from playground.engine.network import Learning, Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD
from playground.engine.parameters import layout_of
from tests.engine.sample_networks import (
    Wanted,
    chain,
    diamond_network,
    loaded_program,
    run_through,
    samples_for,
    skip_network,
    twice_network,
    two_inputs_network,
    values_for,
)


@pytest.mark.parametrize(
    ("network", "forks"),
    [
        (skip_network(), {"h": ["g:0", "s:0"]}),
        (diamond_network(), {"x": ["a:0", "b:0", "c:1"]}),
        (twice_network(), {"h": ["s:0", "s:1"]}),
        (two_inputs_network(), {}),
    ],
)
def test_gradients_are_added_at_forks_and_nowhere_else(network: Network, forks: dict[str, list[str]]) -> None:
    program = loaded_program(network, samples_for(network, 2))
    contributions: dict[str, list[str]] = {}
    for ref in program.values:
        if ref.quantity == "contribution":
            contributions.setdefault(ref.node, []).append(ref.via)
    assert {node: sorted(via) for node, via in contributions.items()} == forks
    sums = [step for step in program.instructions if any(name.startswith("part") for name in step.operands)]
    assert [step.node for step in sums] == list(forks)


def test_a_contribution_names_the_consumer_it_came_through() -> None:
    program = loaded_program(skip_network(), samples_for(skip_network(), 1))
    (total,) = (step for step in program.instructions if "part0" in step.operands)
    assert total.text == "δa⁽¹⁾ = δa⁽¹⁾←G + δa⁽¹⁾←S"
    crossing = [step.via for step in program.instructions if step.quantity.key == "contribution"]
    assert crossing == ["s", "g"]


# Shared parameters


def sharing() -> Network:
    """Three equal layers after a first; the last two use the parameters of the one in the middle."""
    network = chain(Dense(3), Dense(3), Dense(3), Dense(3), Dense(1, "identity"), MeanSquaredError())
    shared = Learning(shares="n3")
    return replace(
        network,
        nodes=tuple(replace(node, learning=shared) if node.id in ("n2", "n4") else node for node in network.nodes),
    )


def test_shared_parameters_are_kept_once() -> None:
    assert [(slot.node, slot.quantity) for slot in layout_of(sharing()).slots] == [
        *(("n1", "weights"), ("n1", "bias")),
        *(("n3", "weights"), ("n3", "bias")),
        *(("n5", "weights"), ("n5", "bias")),
    ]


@pytest.mark.parametrize("batch", [1, 4])
def test_the_gradient_of_shared_parameters_is_right(batch: int) -> None:
    network = sharing()
    report = check_gradients(network, layout_of(network), values_for(network), samples_for(network, batch))
    assert report.max_relative_error <= 1e-10


def test_the_gradient_of_shared_parameters_is_the_sum_of_those_of_copies() -> None:
    network = sharing()
    copies = replace(network, nodes=tuple(replace(node, learning=Learning()) for node in network.nodes))
    layout, values, samples = layout_of(network), values_for(network), samples_for(network, 3)
    apart = loaded_program(copies, samples)
    for slot in apart.arrays.layout.slots:
        owner = network.node(slot.node).learning.shares or slot.node
        slot.view(apart.arrays.values)[...] = layout.slot(owner, slot.quantity).view(values)
    run_through(apart)
    program = run_through(loaded_program(network, samples))
    for quantity in ("grad_weights", "grad_bias"):
        expected = sum(apart.value(quantity, node) for node in ("n2", "n3", "n4"))
        assert np.allclose(program.value(quantity, "n3"), expected, rtol=1e-14, atol=1e-16)


def test_the_shares_are_told_with_the_blocks_they_come_from() -> None:
    program = loaded_program(sharing(), samples_for(sharing(), 1), Wanted(SGD()))
    (weights, bias) = (step for step in program.instructions if "part0" in step.operands)
    assert weights.text == "∂L/∂W⁽³⁾ = ∂L/∂W⁽²⁾←N2 + ∂L/∂W⁽³⁾←N3 + ∂L/∂W⁽⁴⁾←N4"
    assert bias.symbol == "∂L/∂b⁽³⁾"
    assert weights.index > max(step.index for step in program.instructions if step.quantity.key == "share_weights")


@pytest.mark.parametrize(
    ("learning", "message"),
    [
        (Learning(shares="n9"), "N2 shares the parameters of a block that is not there"),
        (Learning(shares="n2"), "N2 shares its own parameters, expected a block with parameters of its own"),
        (Learning(shares="n4"), "N2 shares what N4 itself shares, expected a block with parameters of its own"),
        (Learning(shares="n1"), "N2 shares the parameters of N1, but needs W 3 × 3, b 3 where N1 has W 3 × 2, b 3"),
        (Learning(frozen=("gain",)), "N2 has no gain to freeze"),
        (Learning(shares="n3", frozen=("bias",)), "N2 freezes shared parameters, expected that at their owner N3"),
        (Learning(l2=-1.0), "N2 has l2 = -1.0, expected 0 or more"),
        (Learning(decay=float("nan")), "N2 has decay = nan, expected 0 or more"),
    ],
)
def test_what_cannot_be_shared_or_frozen_is_refused(learning: Learning, message: str) -> None:
    network = sharing()
    wrong = replace(
        network,
        nodes=tuple(replace(node, learning=learning) if node.id == "n2" else node for node in network.nodes),
    )
    (problem,) = wrong.problems
    assert (str(problem), problem.node) == (message, "n2")
    with pytest.raises(NetworkError):
        layout_of(wrong)

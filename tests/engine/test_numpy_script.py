"""The script of a program runs by itself and gives the same bits in every array that a program shows."""

import contextlib
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.instruction import run_calls
from playground.engine.listing import Listing
from playground.engine.network import Network
from playground.engine.numpy_script import comment, script
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import OPTIMIZERS, SGD
from playground.engine.parameters import Clock, ParameterArrays, layout_of
from playground.engine.program import Program
from tests.engine.descents import DESCENTS
from tests.engine.sample_networks import catalogue_networks, chain, samples_for, skip_network, values_for

NETWORKS = catalogue_networks()
CLOCK = Clock(seed=3, updates=5, epoch=2, position=4, samples=10)


def program_for(network: Network, descent: Descent, dtype: type[np.floating] = np.float64, batch: int = 3) -> Program:
    layout = layout_of(network)
    arrays = ParameterArrays.of(layout, values_for(network), descent.state(layout.size, {}), dtype)
    program = compile_program(network, replace(arrays, clock=CLOCK), batch, descent)
    samples = samples_for(network, batch)
    program.load(samples.features, samples.targets)
    return program


def outcome(source: str) -> tuple[dict[str, object], str]:
    """The names of a script that has run, and what it printed."""
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed, np.errstate():
        exec(compile(source, "script", "exec"), names)
    return names, printed.getvalue()


def assert_same_bits(program: Program, source: str) -> None:
    names, _printed = outcome(source)
    for instruction in program.instructions:
        run_calls(instruction.calls)
    for ref, name in Listing(program).names.of_ref.items():
        own, shown = program.values[ref].array, names[name]
        assert isinstance(shown, np.ndarray)
        assert (shown.dtype, shown.shape, shown.tobytes()) == (own.dtype, own.shape, own.tobytes()), f"{name}, {ref}"


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_of_the_catalogue_gives_the_same_bits(name: str) -> None:
    place = list(NETWORKS).index(name)
    optimizer = list(OPTIMIZERS.values())[place % len(OPTIMIZERS)]()
    dtype = np.float32 if place % 2 else np.float64
    program = program_for(NETWORKS[name], Descent(optimizer), dtype)
    assert_same_bits(program, script(program))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", DESCENTS)
def test_every_descent_gives_the_same_bits(name: str, dtype: type[np.floating]) -> None:
    program = program_for(skip_network(), DESCENTS[name], dtype)
    assert_same_bits(program, script(program))


@pytest.mark.parametrize("batch", [1, 40])
def test_large_arrays_are_encoded_and_give_the_same_bits(batch: int) -> None:
    program = program_for(NETWORKS["conv2d twice"], Descent(SGD()), batch=batch)
    source = script(program)
    assert ("b64decode" in source) == (batch == 40)
    assert_same_bits(program, source)


def test_a_layer_that_is_computed_by_columns_gives_the_same_bits() -> None:
    network = chain(Dense(128), Dense(1, "identity"), MeanSquaredError(), features=256)
    program = program_for(network, Descent(SGD()), np.float32, batch=8)
    assert_same_bits(program, script(program))


def test_a_second_pass_begins_where_the_first_ended() -> None:
    program = program_for(NETWORKS["batch_normalization of features"], DESCENTS["adam"])
    for instruction in program.instructions:
        run_calls(instruction.calls)
    assert_same_bits(program, script(program))


def test_by_itself_it_prints_the_loss_and_the_parameters(tmp_path: Path) -> None:
    program = program_for(NETWORKS["dropout"], DESCENTS["adam"])
    file = tmp_path / "pass.py"
    file.write_text(script(program), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", file.name], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    for instruction in program.instructions:
        run_calls(instruction.calls)
    printed = dict(line.split(" = ") for line in done.stdout.splitlines())
    assert list(printed) == ["L", "W1", "b1", "W3", "b3"]
    assert printed["L"] == repr(program.loss.item())
    assert printed["W1"] == repr(program.value("weights", "n1").tolist())


def test_what_a_block_is_called_cannot_become_code() -> None:
    network = skip_network()
    named = tuple(
        replace(node, name=f"{node.name}\nraise SystemExit\r\"'#\N{TIBETAN DIGIT HALF ONE}\N{KELVIN SIGN}")
        for node in network.nodes
    )
    program = program_for(replace(network, nodes=named), Descent(SGD()))
    assert_same_bits(program, script(program))


def test_a_comment_stays_on_its_line() -> None:
    assert comment("one\ntwo\u2028three") == "# one two three"

"""A document and its bytes are the same thing: nothing is lost, nothing is added, and hostile bytes get nowhere."""

import json
from dataclasses import replace
from random import Random
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.imported import Imported, pack
from playground.data.sources import Bundled, Generated
from playground.data.split import Preparation
from playground.document.content import from_bytes, to_bytes
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.edits import delete
from playground.document.errors import FileError
from playground.engine.history import CAPACITY, EpochRecord, History
from playground.engine.learned import Learned, fresh
from playground.engine.network import MAX_NODES, Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.joins import Add
from playground.engine.operations.source import Input
from tests.document.sample_diagrams import DIAGRAMS, plain, residual, trained

PATIENCE = 30.0  # seconds, however busy the machine is; work that grows with the square takes far longer
GOOD = to_bytes(trained())
SEEDS = st.integers(0, 2**63 - 1)
TABLE = Imported(
    "flowers.csv", "kind", ("a", "b"), ("x", "y"), pack(np.arange(8.0).reshape(4, 2)), pack(np.array([0, 1, 1, 0]))
)


def tree() -> dict[str, Any]:
    """The good file as nested values, to be damaged."""
    return dict(json.loads(GOOD))


def refusal(data: bytes) -> str:
    """What is said of bytes that must be refused."""
    with pytest.raises(FileError) as error:
        from_bytes(data, "net.playground")
    return str(error.value)


def test_a_run_comes_back_bit_for_bit() -> None:
    document = from_bytes(GOOD)
    assert document.diagram == trained().diagram
    assert document.learned is not None
    assert document.learned.same_as(trained().learned or pytest.fail("nothing learned"))
    assert to_bytes(document) == GOOD


@given(DIAGRAMS)
def test_any_diagram_finished_or_not_comes_back_equal(diagram: Diagram) -> None:
    learned = None if diagram.network.problems else fresh(diagram.network, 3)
    data = to_bytes(Document(diagram, learned))
    again = from_bytes(data)
    assert again.diagram == diagram
    assert to_bytes(again) == data


@given(
    st.one_of(
        st.sampled_from([TABLE, Bundled("iris"), Bundled("digits"), replace(TABLE, class_names=())]),
        st.builds(
            Generated,
            st.sampled_from(["xor", "moons"]),
            st.integers(4, 500),
            st.floats(0, 9),
            st.integers(0, 2**63 - 1),
        ),
    ),
    st.builds(Preparation, st.floats(0, 1, exclude_max=True), SEEDS, st.booleans()),
)
def test_any_data_come_back_equal(source: Generated | Bundled | Imported, preparation: Preparation) -> None:
    diagram = replace(plain(), data=source, preparation=preparation)
    assert from_bytes(to_bytes(Document(diagram))).diagram == diagram


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=13, max_size=13))
def test_any_finite_parameters_come_back_bit_for_bit(values: list[float]) -> None:
    layout = fresh(plain().network, 0).layout
    learned = Learned(layout, np.array(values), {"velocity": -np.array(values)})
    again = from_bytes(to_bytes(Document(plain(), learned))).learned
    assert again is not None
    assert again.same_as(learned)


def test_the_longest_curve_fits() -> None:
    records = tuple(EpochRecord(2 * epoch, 0.1 / epoch, 0.2, None, None) for epoch in range(1, CAPACITY + 1))
    learned = replace(fresh(plain().network, 0), epoch=2 * CAPACITY, history=History(records, 2))
    again = from_bytes(to_bytes(Document(plain(), learned))).learned
    assert again is not None
    assert again.history == learned.history


def test_equal_documents_give_equal_bytes_whatever_their_numbers_are_made_of() -> None:
    as_numpy = replace(plain(), placements=tuple(replace(p, x=np.float64(p.x), y=-0.0) for p in plain().placements))
    as_whole = replace(plain(), data=Generated("moons", noise=0), preparation=Preparation(0))
    assert to_bytes(Document(as_numpy)) == to_bytes(Document(plain()))
    assert to_bytes(Document(as_whole)) == to_bytes(
        Document(replace(plain(), data=Generated("moons", noise=-0.0), preparation=Preparation(0.0)))
    )


def test_a_file_begins_with_its_format_and_is_laid_out_in_lines() -> None:
    assert GOOD.startswith(b'{\n  "format": "backprop-playground",\n  "version": 1,\n')
    assert GOOD.endswith(b"}\n")
    assert b'\n      {"source": "n1", "target": "n2", "port": 0},\n' in GOOD


def test_what_could_not_be_read_again_is_not_written() -> None:
    diverged = replace(fresh(plain().network, 0), values=np.full(13, np.nan))
    with pytest.raises(FileError, match=r"the document cannot be written: the network has learned NaN or infinity"):
        to_bytes(Document(plain(), diverged))
    with pytest.raises(FileError, match="expected null while the network is unfinished"):
        to_bytes(Document(delete(plain(), frozenset({"n4"})), fresh(plain().network, 0)))
    with pytest.raises(FileError, match=r"\$.learned.history.records\[0\]\[1\]: found null, expected a number"):
        to_bytes(Document(plain(), replace(fresh(plain().network, 0), history=History((EpochRecord(1, np.inf),)))))


DAMAGES = [
    (("format",), "other", "$.format: found 'other', expected 'backprop-playground'"),
    (("version",), 2, "$.version: found version 2, made by a newer version of the program"),
    (("version",), 0, "$.version: found 0, expected 1"),
    (("network", "made"), -1, "$.network.made: found -1, expected a whole number >= 0"),
    (("network", "made"), 10**16, "$.network.made: found 10000000000000000, expected at most"),
    (("network", "nodes", 0, "id"), "n2", "$.network.nodes[1].id: found 'n2' a second time"),
    (("network", "nodes", 0, "id"), "../x", "$.network.nodes[0]: a block cannot have the id '../x'"),
    (("network", "nodes", 0, "name"), "Loss", "$.network.nodes[5].name: found 'Loss' a second time"),
    (("network", "nodes", 0, "name"), "", "$.network.nodes[0]: a block cannot be named ''"),
    (("network", "nodes", 0, "x"), 1e8, "$.network.nodes[0]: a block cannot stand at 100000000.0"),
    (("network", "nodes", 1, "operation", "kind"), "os.system", 'found "os.system", expected one of the known words'),
    (("network", "nodes", 1, "operation", "units"), 65_537, "$.network.nodes[1].operation: has 65537 units"),
    (("network", "nodes", 1, "operation", "units"), 65_536, "$.learned: found parameters, expected null while"),
    (("network", "nodes", 1, "operation", "activation"), "tahn", "$.network.nodes[1].operation: "),
    (("network", "edges", 0, "target"), "n1", "$.network.edges[0]: Input has no input 1"),
    (("network", "edges", 0, "source"), "n6", "$.network.edges[0]: Loss is a loss"),
    (("network", "edges", 0, "source"), "n5", "$.network.edges: Dense 1 waits for its own output"),
    (("network", "edges", 0, "target"), "n3", "$.network.edges[0]: Dense 2 gets two wires"),
    (("data", "kind"), "suns", "$.data: "),
    (("data", "source"), "url", '$.data.source: found "url", expected one of the known words'),
    (("data", "samples"), 3, "$.data.samples: found 3, expected 4 to 1,000,000"),
    (("data", "samples"), 10**9, "$.data.samples: found 1000000000"),
    (("data", "noise"), -0.5, "$.data.noise: found -0.5, expected 0 to 1000"),
    (("data", "seed"), -1, "$.data.seed: found -1, expected 0 or more"),
    (("preparation", "validation_fraction"), 1.0, "$.preparation.validation_fraction: found 1.0"),
    (("preparation", "seed"), -1, "$.preparation.seed: found -1"),
    (("training", "batch_size"), 0, "$.training: batch size is 0, expected 1 or more"),
    (("training", "batch_size"), 10**9, "$.training.batch_size: found 1000000000, expected at most 1,000,000"),
    (("training", "optimizer", "learning_rate"), -1.0, "$.training: learning rate is -1.0"),
    (("training", "optimizer", "kind"), "magic", '$.training.optimizer.kind: found "magic"'),
    (("learned", "epoch"), 1, "$.learned.history.records[1][0]: found epoch 2, expected one after 1 and up to 1"),
    (("learned", "position"), -1, "$.learned.position: found -1"),
    (("learned", "history", "stride"), 0, "$.learned.history.stride: found 0"),
    (
        ("learned", "history", "records", 0, 0),
        2,
        "$.learned.history.records[1][0]: found epoch 2, expected one after 2",
    ),
    (
        ("learned", "parameters", 0, "node"),
        "n3",
        "$.learned.parameters[0]: found weights of n3, expected weights of n2",
    ),
    (("learned", "parameters", 0, "shape"), [2, 3], "$.learned.parameters[0].shape: found 2 × 3, expected 3 × 2"),
    (("learned", "parameters", 0, "shape"), [2**40, 2**40], "$.learned.parameters[0].shape: found 1099511627776 ×"),
    (
        ("learned", "parameters", 0, "values"),
        "AAAA",
        "$.learned.parameters[0].values: found 3 bytes, expected 48 for",
    ),
    (("learned", "parameters", 1, "values"), "AAAAAAAA+H8AAAAAAAAAAAAAAAAAAAAA", "found NaN or infinity"),
    (("learned", "parameters"), [], "$.learned.parameters: found 0 parameters, expected the network's 6"),
    (("learned", "moments", 0, "name"), "speed", "$.learned.moments[0].name: found 'speed'"),
    (("learned", "moments", 0, "values"), "", "$.learned.moments[0].values: found 0 bytes"),
]


@pytest.mark.parametrize(("path", "value", "sentence"), DAMAGES)
def test_a_damaged_value_is_named_with_its_place(path: tuple[str | int, ...], value: object, sentence: str) -> None:
    damaged = tree()
    part: Any = damaged
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    said = refusal(json.dumps(damaged, ensure_ascii=False).encode())
    assert said.startswith("net.playground, $")
    assert sentence in said


def objects(value: object) -> list[dict[str, Any]]:
    """All objects within a value."""
    if isinstance(value, dict):
        return [value, *(found for part in value.values() for found in objects(part))]
    return [found for part in value for found in objects(part)] if isinstance(value, list) else []


def test_no_key_may_be_added_anywhere() -> None:
    for place in range(len(objects(tree()))):
        damaged = tree()
        objects(damaged)[place].update(extra=1)
        assert "found" in refusal(json.dumps(damaged).encode())


def test_a_missing_key_is_refused_unless_it_is_a_setting_with_a_default() -> None:
    defaulted = set()
    for place, whole in enumerate(objects(tree())):
        for key in whole:
            damaged = tree()
            del objects(damaged)[place][key]
            again = as_read(json.dumps(damaged).encode())
            if again is not None:
                assert objects(again)[place].keys() == whole.keys()
                defaulted.add(key)
    assert {"batch_size", "schedule", "clip_norm", "precision", "learning_rate", "bias"} <= defaulted
    assert not {"kind", "network", "nodes", "learned", "moments", "optimizer", "position", "values"} & defaulted


def as_read(data: bytes) -> dict[str, Any] | None:
    """What is written of bytes that were read, None if they are refused."""
    try:
        return dict(json.loads(to_bytes(from_bytes(data))))
    except FileError:
        return None


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        ([{"kind": "input", "features": 65_536}, {"kind": "input", "features": 65_536}] * 9, []),
        (
            [{"kind": "input", "features": 65_536}]
            + [{"kind": "dense", "units": 65_536, "activation": "relu", "initializer": "zeros", "bias": False}] * 3,
            [(0, 1), (1, 2), (2, 3)],
        ),
    ],
)
def test_small_files_that_ask_for_all_memory_are_refused_quickly(nodes: list[Any], edges: list[Any]) -> None:
    hostile = tree() | {"learned": None}
    named = [{"id": f"n{i}", "name": f"B{i}", "x": 0, "y": 0, "operation": op} for i, op in enumerate(nodes)]
    wires = [{"source": f"n{a}", "target": f"n{b}", "port": 0} for a, b in edges]
    hostile["network"] = {"made": 0, "nodes": named, "edges": wires}
    begin = perf_counter()
    assert "expected at most 1,000,000" in refusal(json.dumps(hostile).encode())
    assert perf_counter() - begin < PATIENCE


def test_more_blocks_or_wires_than_the_cap_are_refused_before_they_are_made() -> None:
    hostile = tree()
    hostile["network"]["edges"] = [hostile["network"]["edges"][0]] * 20_001
    assert "$.network.edges: found" in refusal(json.dumps(hostile).encode())


@given(st.integers(0, 10**9))
def test_any_damage_is_read_or_refused_but_never_raises_anything_else(seed: int) -> None:
    random, data = Random(seed), bytearray(GOOD)
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(data))
        match random.randrange(4):
            case 0:
                data[place] = random.randrange(256)
            case 1:
                del data[place : place + random.randint(1, 30)]
            case 2:
                data[place:place] = random.choice([b"[", b"{", b'"', b"-", b"9" * 30, b"null", b"1e999", b"\\"])
            case _:
                other = random.randrange(len(data))
                data[place:place] = data[other : other + random.randint(1, 60)]
    try:
        document = from_bytes(bytes(data), "net.playground")
    except FileError as error:
        document, refusal = None, str(error)
    if document is None:
        assert refusal.startswith("net.playground, ")
        return
    assert from_bytes(to_bytes(document)).diagram == document.diagram


def test_an_unfinished_network_is_a_document_too() -> None:
    unfinished = delete(residual(), frozenset({"n6"}))
    assert from_bytes(to_bytes(Document(unfinished))).diagram == unfinished


def test_the_largest_network_fits_into_a_file() -> None:
    joins = [Node(f"n{i}", f"Add {i}", Add(16) if i <= 1_250 else Activation()) for i in range(1, MAX_NODES)]
    wires = [Edge("n0", f"n{i}", port) for i in range(1, 1_251) for port in range(16)]
    diagram = Diagram(Network((Node("n0", "Input", Input(2)), *joins), tuple(wires)))
    again = from_bytes(to_bytes(Document(diagram))).diagram
    assert again.network == diagram.network

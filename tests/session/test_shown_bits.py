"""Every number the stepper shows is the engine's own array, bit for bit, on whatever road one has come.

The oracle is the program itself, run from the start of the pass line by line, once, by nobody's stepper: what each line
read and wrote is kept as bytes. A thousand random steps; ten times as many with `--long`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pytest

from playground.engine.instruction import Array, Instruction, Operand, Phase, Ref
from playground.engine.learned import fresh
from playground.engine.network import Network
from playground.engine.operations.dropout import Dropout
from playground.engine.optimizers import SGD, Adam, Momentum, Optimizer
from playground.engine.samples import TrainingData
from playground.engine.settings import TrainingSettings
from playground.session import stepper as stepping
from playground.session.explanation import Reader, explain
from playground.session.listing import PassListing
from playground.session.step_rows import Row, block_rows, rows_of
from playground.session.stepper import Granularity, PassStart, Stepper
from playground.session.timeline import Timeline
from playground.session.update_view import update_view
from tests.engine.sample_networks import catalogue_networks, samples_for, values_for

CATALOGUE = catalogue_networks()
OPTIMIZERS: tuple[Optimizer, ...] = (SGD(0.05), Momentum(0.02), Adam(0.01))
PARTS, STEPS = 10, 100  # STEPS random steps in each part
CLOSE = 1e-14
Bits = bytes | None


@dataclass(frozen=True)
class Line:
    """What an instruction read and wrote, by the operand's name and as bytes."""

    read: dict[str, Bits]
    written: Bits


class Oracle:
    """One pass run straight on from its start."""

    def __init__(self, network: Network, settings: TrainingSettings, start: PassStart) -> None:
        program = Stepper(network, settings, start).program  # compiled and loaded; nobody walks it
        self.given = {ref: bits(operand.array) for ref, operand in program.values.items()}
        self.first: dict[Ref, int] = {}  # the line that computes a value which was not given
        self.writers: dict[Ref, list[int]] = {}
        self.lines = [self._run(instruction) for instruction in program.instructions]
        self.end = bits(program.arrays.values)

    def value(self, ref: Ref, cursor: int) -> Bits:
        """What stands there after so many lines; None while it is not computed."""
        if self.first.get(ref, -1) >= cursor:
            return None
        run = [index for index in self.writers.get(ref, ()) if index < cursor]
        return self.lines[run[-1]].written if run else self.given[ref]

    def _run(self, instruction: Instruction) -> Line:
        named, ref = instruction.operands.items(), instruction.result.ref
        is_update = instruction.phase is Phase.UPDATE
        read = {name: bits(operand.array) for name, operand in named}
        with np.errstate(all="ignore"):
            instruction.run()
        made = (name for name, operand in named if operand.ref is None or (operand.ref == ref and not is_update))
        read |= {name: bits(instruction.operand(name).array) for name in made}  # it has not read what it makes
        if ref is not None:
            overwrites = is_update and any(operand.ref == ref for _name, operand in named)
            if ref not in self.writers and not overwrites:
                self.first[ref] = instruction.index
            self.writers.setdefault(ref, []).append(instruction.index)
        return Line(read, bits(instruction.result.array))


def bits(array: Array | None) -> Bits:
    return None if array is None else np.ascontiguousarray(array).tobytes()


@dataclass
class Walk:
    """A stepper that is sent about at random, over all updates that are known."""

    network: Network
    settings: TrainingSettings
    stream: np.random.Generator
    stepper: Stepper = field(init=False)
    timeline: Timeline = field(init=False)
    _oracles: dict[int, tuple[PassStart, Oracle]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        learned = replace(fresh(self.network, 0), values=values_for(self.network))
        train = samples_for(self.network, 6)
        self.timeline = Timeline(self.network, TrainingData(train, None), learned)
        count = int(self.stream.integers(1, 4))
        start = PassStart(learned, train.rows(np.arange(count)), None, len(train))
        self.stepper = Stepper(self.network, self.settings, start)

    def move(self) -> None:
        """One thing a user can do."""
        stepper, draw = self.stepper, self.stream
        moves: tuple[Callable[[], object], ...] = (
            stepper.step,
            stepper.step,
            stepper.back,
            partial(stepper.advance, Granularity.LAYER),
            partial(stepper.advance, Granularity.PHASE),
            partial(stepper.retreat, Granularity.LAYER),
            partial(stepper.retreat, Granularity.PHASE),
            partial(stepper.run_to, int(draw.integers(len(stepper.instructions) + 1))),
            self.next_pass,
            self.revisit,
        )
        moves[int(draw.choice(len(moves), p=[0.2, 0.1, 0.2, 0.1, 0.05, 0.1, 0.05, 0.1, 0.06, 0.04]))]()

    def next_pass(self) -> None:
        """Finish the pass and begin the next, over other samples."""
        start = self.stepper.start
        self.stepper.run_to_end()
        self.timeline.walked(start, self.settings, self.stepper.learned())
        train, count = samples_for(self.network, 6), int(self.stream.integers(1, 4))
        self.stepper.next_pass(train.rows(self.stream.permutation(6)[:count]))

    def revisit(self) -> None:
        """Stand at the start of the pass after an earlier update."""
        updates = int(self.stream.integers(self.timeline.oldest, self.timeline.newest + 1))
        if updates < self.timeline.newest:
            self.stepper = Stepper(self.network, self.settings, self.timeline.start_of(updates))

    @property
    def oracle(self) -> Oracle:
        """That of the present pass."""
        start = self.stepper.start
        if id(start) not in self._oracles:
            self._oracles[id(start)] = (start, Oracle(self.network, self.settings, start))
        return self._oracles[id(start)][1]


def check_all(walk: Walk) -> int:
    """All that the views are given; how many arrays were compared."""
    stepper, oracle = walk.stepper, walk.oracle
    count = sum(check_rows(stepper, oracle))
    listing = PassListing(stepper)
    for index, line in enumerate(oracle.lines):
        expected = line.written if index < stepper.cursor else None
        assert bits(listing.value(stepper, index)) == expected, (index, "listing")
    if stepper.current is not None:
        count += check_explained(walk, stepper.current)
        any_line = stepper.instructions[int(walk.stream.integers(stepper.cursor))]
        count += check_explained(walk, any_line)
    if stepper.at_end:
        assert bits(stepper.learned().values) == oracle.end
    return count + len(oracle.lines)


def check_rows(stepper: Stepper, oracle: Oracle) -> Iterator[int]:
    """What stands on the blocks and in the panel of values, and in the table of an update."""
    for node in stepper.network.nodes:
        shown: list[Row] = [*block_rows(stepper, node.id), *rows_of(stepper, node.id)]
        for row in shown:
            assert bits(row.array) == oracle.value(row.ref, stepper.cursor), (row.ref, stepper.cursor)
        yield len(shown)
    view = update_view(stepper, stepper.current) if stepper.current is not None else None
    for row in view.rows if view is not None else ():
        if row.now is not None and row.operand.ref is not None:
            assert bits(row.now) == oracle.value(row.operand.ref, stepper.cursor)
        yield 1


def check_explained(walk: Walk, instruction: Instruction) -> int:
    """The explanation of one element: what the line read and wrote, and terms that add up."""
    stepper, line = walk.stepper, walk.oracle.lines[instruction.index]
    for name, operand in instruction.operands.items():
        assert bits(stepper.as_read(instruction, operand)) == line.read[name], (instruction.index, name)
    assert bits(stepper.as_written(instruction)) == line.written
    shape = instruction.result.array.shape
    index = tuple(int(walk.stream.integers(size)) for size in shape)
    reader = Reader(instruction, partial(as_read, stepper, instruction), written=stepper.as_written(instruction))
    explanation = explain(reader, index)
    assert np.float64(explanation.value).tobytes() == np.float64(np.real(reader.result[index])).tobytes()
    terms = explanation.terms.values
    if len(terms) and np.isfinite(terms).all():
        assert abs(math.fsum(terms) - explanation.value) <= CLOSE * max(abs(terms).max(), abs(explanation.value))
    return len(instruction.operands) + 1


def as_read(stepper: Stepper, instruction: Instruction, operand: Operand) -> Array:
    array = stepper.as_read(instruction, operand)
    assert array is not None
    return array


def walks(part: int) -> Iterator[Walk]:
    """Walks over networks drawn from the catalogue, each by another optimizer."""
    stream = np.random.default_rng([part, 11])
    names = sorted(CATALOGUE)
    while True:
        network = CATALOGUE[names[int(stream.integers(len(names)))]]
        optimizer = OPTIMIZERS[int(stream.integers(len(OPTIMIZERS)))]
        yield Walk(network, TrainingSettings(optimizer=optimizer, seed=part), stream)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_number_shown_is_the_engines_on_any_road(part: int, thoroughness: int) -> None:
    found, compared = walks(part), 0
    for _ in range(STEPS * thoroughness // 20):
        walk = next(found)
        for _ in range(20):
            walk.move()
            compared += check_all(walk)
    assert compared > STEPS * thoroughness


# Back


def everything(walked: Stepper) -> str:
    """One word for cursor, clock, all that is computed, parameters and what the optimizer keeps."""
    arrays = walked.program.arrays
    shown = ((str(ref), bits(walked.read(operand))) for ref, operand in walked.program.values.items())
    parts: list[object] = [walked.cursor, walked.passes_behind, arrays.clock, walked.learned().updates]
    parts += [part for pair in shown for part in pair]
    parts += [arrays.values.tobytes(), *(moment.tobytes() for moment in arrays.moments.values())]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def check_back(network: Network, optimizer: Optimizer, stream: np.random.Generator) -> None:
    """Any number of steps, over several updates, and as many back: as if one had never stepped."""
    walk = Walk(network, TrainingSettings(optimizer=optimizer, seed=3), stream)
    walked = walk.stepper
    for _ in range(int(stream.integers(3))):
        walked.next_pass()
    walked.run_to(int(stream.integers(len(walked.instructions) + 1)))
    before, cursor = everything(walked), walked.cursor
    steps = int(stream.integers(1, 2 * len(walked.instructions) + 2))
    for _ in range(steps):
        if not walked.step():
            walked.next_pass()
    assert (everything(walked) == before) == (steps == 0)
    for _ in range(steps):
        assert walked.back()
    assert (walked.cursor, everything(walked)) == (cursor, before)


@pytest.mark.parametrize("part", range(PARTS))
def test_so_many_steps_back_is_never_having_stepped(part: int, thoroughness: int) -> None:
    stream, names = np.random.default_rng([part, 5]), sorted(CATALOGUE)[part::PARTS]
    for name in names * (thoroughness // 5 or 1):
        check_back(CATALOGUE[name], OPTIMIZERS[int(stream.integers(len(OPTIMIZERS)))], stream)


# Planted faults: what the checks above would overlook, they would not be worth


def keeps_the_new_value(stepper: Stepper) -> bool:
    """`back` that forgets to put back what an update has written over."""
    if not stepper.cursor:
        return False
    stepper.cursor -= 1
    stepper._overwritten.pop(stepper.instructions[stepper.cursor].index, None)
    return True


def reads_what_is_there_now(stepper: Stepper, _instruction: Instruction, operand: Operand) -> Array | None:
    """An explanation that forgets that an update has written over what was read."""
    return stepper.read(operand)


def always_computed(_stepper: Stepper, _operand: Operand) -> bool:
    """Values of the pass before, shown as if they were of this one."""
    return True


def rounded(_stepper: Stepper, _ref: Ref, operand: Operand) -> Row:
    """A number that passed through a shorter format."""
    array = operand.array.astype(np.float32).astype(np.float64)
    return Row(operand.ref or _ref, "", "", operand.role, array.shape, array, operand.batched, False)


FAULTS = {
    "back keeps the new value": (Stepper, "back", keeps_the_new_value),
    "reads what is there now": (Stepper, "as_read", reads_what_is_there_now),
    "everything counts as computed": (Stepper, "is_computed", always_computed),
    "values are rounded for show": ("playground.session.step_rows", "_row", rounded),
}


def check_roads() -> None:
    for part in range(PARTS):
        test_every_number_shown_is_the_engines_on_any_road(part, 1)


def check_ways_back() -> None:
    for part in range(PARTS):
        test_so_many_steps_back_is_never_having_stepped(part, 1)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, planted = FAULTS[fault]
    if isinstance(place, str):
        monkeypatch.setattr(f"{place}.{name}", planted)
    else:
        monkeypatch.setattr(place, name, planted)
    with pytest.raises(AssertionError):
        check_roads()


def test_a_step_back_that_forgets_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping.Stepper, "back", keeps_the_new_value)
    with pytest.raises(AssertionError):
        check_ways_back()


def test_there_is_chance_in_the_walks() -> None:
    assert any(isinstance(node.operation, Dropout) for network in CATALOGUE.values() for node in network.nodes)

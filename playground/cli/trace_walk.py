"""Walks whole updates instruction by instruction over the samples asked for, recording each.

The batches are those that training would take, in its order; the recorded instructions are the ones it would run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, islice, repeat

import numpy as np

from playground.cli.opening import Ready
from playground.cli.verb import CommandError
from playground.engine.compiler import compile_program
from playground.engine.instruction import Instruction
from playground.engine.parameters import Clock, ParameterArrays
from playground.engine.program import Program
from playground.engine.samples import Samples
from playground.engine.trace import Step, record
from playground.engine.training import shuffled


@dataclass(frozen=True, eq=False)
class Walked:
    """One instruction carried out: in which update (from 1), by which program, and what came of it."""

    update: int
    program: Program
    instruction: Instruction
    step: Step


@dataclass(frozen=True, eq=False)
class Batch:
    """Samples for one update, and where training would stand: completed epochs, samples of the epoch already used."""

    samples: Samples
    epoch: int
    position: int


def one_sample(subject: Ready, index: int) -> Iterator[Batch]:
    """The sample of that index of the training part, again and again."""
    train = subject.data.training.train
    if index >= len(train):
        raise CommandError(f"{subject.name}: found sample {index:,}, expected 0 to {len(train) - 1:,} (training part)")
    return _again(subject, train.rows(slice(index, index + 1)))


def given_sample(subject: Ready, features: tuple[float, ...], targets: tuple[float, ...]) -> Iterator[Batch]:
    """Numbers taken as they are, again and again; `CommandError` if the network takes another count of them."""
    train = subject.data.training.train
    for option, found, expected in (
        ("--input", len(features), train.features.shape[1]),
        ("--target", len(targets), train.targets.shape[1]),
    ):
        if found != expected:
            noun = "number" if found == 1 else "numbers"
            raise CommandError(f"{subject.name}: found {found} {noun} in {option}, expected {expected}")
    return _again(subject, Samples(np.array([features]), np.array([targets])))


def _again(subject: Ready, samples: Samples) -> Iterator[Batch]:
    return repeat(Batch(samples, subject.learned.epoch, subject.learned.position))


def batches(subject: Ready) -> Iterator[Batch]:
    """The batches that training would take next, without end."""
    train, settings, position = subject.data.training.train, subject.settings, subject.learned.position
    position = position if position < len(train) else 0
    for epoch in count(subject.learned.epoch):
        order = shuffled(settings.seed, epoch, len(train))
        for start in range(position, len(train), settings.batch_size):
            yield Batch(train.rows(order[start : start + settings.batch_size]), epoch, start)
        position = 0


def walk_updates(subject: Ready, batches: Iterator[Batch], updates: int) -> Iterator[Walked]:
    """Every instruction of so many updates, one batch each, from the subject's learned state."""
    learned, descent = subject.learned, subject.settings.descent
    clock = Clock(subject.settings.seed, samples=len(subject.data.training.train))
    moments, dtype = learned.moments_for(descent), subject.settings.dtype
    arrays = replace(ParameterArrays.of(learned.layout, learned.values, moments, dtype), clock=clock)
    programs: dict[int, Program] = {}
    for update, batch in enumerate(islice(batches, updates), start=1):
        size = len(batch.samples)
        if size not in programs:
            programs[size] = compile_program(subject.network, arrays, size, descent)
        clock.updates, clock.epoch, clock.position = learned.updates + update - 1, batch.epoch, batch.position
        programs[size].load(batch.samples.features, batch.samples.targets)
        yield from _walk_pass(programs[size], update)


def _walk_pass(program: Program, update: int) -> Iterator[Walked]:
    for instruction in program.instructions:
        with np.errstate(all="ignore"):
            step = record(program, instruction)
        yield Walked(update, program, instruction, step)

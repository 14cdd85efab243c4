"""A run that is saved, read again and gone on with gives the bits of one that was never stopped."""

from dataclasses import replace

import numpy as np
import pytest

from playground.document.content import from_bytes, to_bytes
from playground.document.document import Document
from playground.document.edits import set_training
from playground.engine.learned import Learned, fresh
from playground.engine.samples import Samples, TrainingData
from playground.engine.settings import TrainingSettings
from playground.engine.training import Training
from tests.document.sample_diagrams import plain
from tests.engine.descents import DESCENTS, settings_for


def data() -> TrainingData:
    """Twenty-three samples to learn from, seven to judge by."""
    draw = np.random.default_rng(4)
    parts = (Samples(draw.normal(size=(n, 2)), draw.integers(0, 2, (n, 1)).astype(float)) for n in (23, 7))
    return TrainingData(*parts, 2)


def went_on(document: Document, updates: int) -> Document:
    """The document after so many more updates."""
    network = document.diagram.network
    learned = document.learned or fresh(network, document.diagram.training.seed)
    run = Training(network, document.diagram.training, data(), learned)
    for _ in range(updates):
        run.update()
    return replace(document, learned=run.learned())


def learned_of(document: Document) -> Learned:
    """What was learned."""
    assert document.learned is not None
    return document.learned


@pytest.mark.parametrize("kind", DESCENTS)
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_every_descent_goes_on_from_a_file_bit_for_bit(kind: str, precision: str) -> None:
    begun = Document(set_training(plain(), settings_for(DESCENTS[kind], 5, 3, precision)), None)
    stopped = went_on(begun, 12)
    again = from_bytes(to_bytes(stopped))
    assert again.diagram == stopped.diagram
    assert learned_of(again).same_as(learned_of(stopped))
    assert to_bytes(went_on(again, 9)) == to_bytes(went_on(begun, 21))


def test_a_file_older_than_schedules_and_penalties_still_opens() -> None:
    document = Document(set_training(plain(), TrainingSettings(DESCENTS["momentum"].optimizer, 5, 3)), None)
    stopped = to_bytes(went_on(document, 12))
    lines = stopped.decode().splitlines()
    begin = next(number for number, line in enumerate(lines) if '"schedule"' in line)
    end = next(number for number, line in enumerate(lines) if '"precision"' in line)
    lines[begin - 1] = lines[begin - 1].rstrip(",")
    older = "\n".join(lines[:begin] + lines[end + 1 :]).encode()
    assert b"schedule" not in older
    assert to_bytes(from_bytes(older)) == stopped

"""Stopped in the midst of an epoch, saved, opened in a new process, continued: the bits of a run without the stop."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from playground.cli.opening import Ready, ready
from playground.data.sources import Generated
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.edits import add_block, connect, set_training
from playground.document.files import read, write
from playground.engine.learned import Learned
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.losses import BinaryCrossEntropy
from playground.engine.operations.normalization import BatchNormalization
from playground.engine.operations.source import Input
from playground.engine.optimizers import OPTIMIZERS
from playground.engine.settings import TrainingSettings
from playground.engine.training import Training

STOP = 14  # updates: an epoch has six, the last of three samples
GO_ON = """
import sys
from playground.cli import main

for name in sys.argv[1:]:
    if main(["train", f"{name}.playground", "--epochs", "2", "--save", f"{name}-on.playground"]):
        sys.exit(name)
"""


def document(optimizer: str) -> Document:
    """A network with batch normalization and dropout over forty moons, 33 of them to train on in batches of 6."""
    blocks = (Input(2), Dense(5, "tanh"), BatchNormalization(), Dropout(0.4), Dense(1, "identity"))
    diagram = Diagram(data=Generated("moons", 41, 0.1, 0))
    for operation in (*blocks, BinaryCrossEntropy()):
        diagram = add_block(diagram, operation)
        nodes = diagram.network.nodes
        if len(nodes) > 1:
            diagram = connect(diagram, nodes[-2].id, nodes[-1].id, 0)
    return Document(set_training(diagram, TrainingSettings(OPTIMIZERS[optimizer](), 6, 4)))


def learned(subject: Ready, updates: int) -> Learned:
    """What the subject has learned so many updates later."""
    run = Training(subject.network, subject.settings, subject.data.training, subject.learned)
    for _ in range(updates):
        run.update()
    return run.learned()


@pytest.fixture(scope="module")
def continued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where a new process has continued what this one stopped, one file an optimizer."""
    folder = tmp_path_factory.mktemp("runs")
    for optimizer in OPTIMIZERS:
        subject = ready(document(optimizer), optimizer)
        write(folder / f"{optimizer}.playground", subject.document(learned(subject, STOP)))
    path = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-c", GO_ON, *OPTIMIZERS]
    subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_new_process_goes_on_with_the_same_bits(continued: Path, optimizer: str) -> None:
    stopped, found = (read(continued / f"{optimizer}{part}.playground").learned for part in ("", "-on"))
    assert stopped is not None
    assert found is not None
    assert (stopped.updates, stopped.epoch, stopped.position) == (14, 2, 12)
    assert (found.updates, found.epoch, found.position) == (24, 4, 0)
    subject = ready(document(optimizer), optimizer)
    assert found.same_as(learned(subject, 24))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_whatever_an_optimizer_keeps_comes_back_from_the_file(continued: Path, optimizer: str) -> None:
    subject = ready(document(optimizer), optimizer)
    kept, found = learned(subject, STOP), read(continued / f"{optimizer}.playground").learned
    assert found is not None
    assert found.same_as(kept)
    assert replace(kept, updates=13).same_as(found) is False

"""The smoke test of an installed or frozen program: the main path once, in a temporary folder, said line by line.

It goes through the same parts as the verbs. Whoever built the program reads it, so a failure keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from playground.cli.opening import Ready, read, ready
from playground.cli.pictures import Look, draw
from playground.cli.trace_walk import one_sample, walk_updates
from playground.cli.training_run import run_training
from playground.cli.verb import CommandError
from playground.document.examples import EXAMPLES, example
from playground.document.files import write
from playground.engine.optimizers import Adam
from playground.engine.training import Progress
from playground.session.listing import script_of
from playground.session.stepper import PassStart, Stepper

STARTER = "moons"
EPOCHS = 5
PNG = b"\x89PNG\r\n\x1a\n"


def run(_arguments: Sequence[str] = ()) -> int:
    """Try the program; 0 when everything works. A failure is an exception, whose traceback tells where."""
    with TemporaryDirectory() as folder:
        for line in _lines(Path(folder)):
            print(line, flush=True)
    print("self-test passed")
    return 0


def _lines(folder: Path) -> Iterator[str]:
    for entry in EXAMPLES:
        ready(example(entry.key), f"example {entry.key}")
    yield f"opened {len(EXAMPLES)} examples"
    subject = ready(example(STARTER), f"example {STARTER}")
    yield f"stepped through {sum(1 for _ in walk_updates(subject, one_sample(subject, 0), 1))} steps of a pass"
    yield _run_script(subject)
    yield from _train_and_reopen(subject, str(folder / "trained.playground"))
    picture = folder / "train.png"
    draw(read(str(folder / "trained.playground")), Look("train"), str(picture))
    if picture.read_bytes()[: len(PNG)] != PNG:
        raise CommandError(f"{picture.name}: expected a PNG")
    yield f"drew a picture of {picture.stat().st_size:,} bytes"


def _run_script(subject: Ready) -> str:
    """The script of an update by Adam, whose single numbers come from functions that are written out."""
    settings = replace(subject.settings, optimizer=Adam())
    stepper = Stepper(subject.network, settings, PassStart(subject.learned, subject.data.training.train))
    names: dict[str, object] = {}
    with redirect_stdout(StringIO()):
        exec(script_of(stepper), names)
    stepper.run_to_end()
    if names["L"] != stepper.program.loss:
        raise CommandError(f"script: found the loss {names['L']}, expected {stepper.program.loss}")
    return "ran a pass as a NumPy script: the same bits"


def _train_and_reopen(subject: Ready, path: str) -> Iterator[str]:
    outcome = run_training(subject, EPOCHS, _silent)
    losses = [record.train_loss for record in outcome.records]
    if not losses[-1] < losses[0]:
        raise CommandError(f"training: found losses {losses}, expected them to fall")
    yield f"trained {EPOCHS} epochs: loss {losses[0]:.4f} to {losses[-1]:.4f}"
    write(path, subject.document(outcome.learned))
    again = read(path).learned
    if again is None or not again.same_as(outcome.learned):
        raise CommandError("reopening: found other parameters, expected the same bits")
    yield "saved and reopened: the same bits"


def _silent(_progress: Progress) -> None:
    """Training reports to nobody."""

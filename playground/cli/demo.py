"""`playground demo`: the main job without a window: open the starter network, walk a pass, train it, draw pictures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from playground.cli.opening import Ready, ready
from playground.cli.pictures import Look, draw
from playground.cli.printing import print_json
from playground.cli.trace_printing import print_steps
from playground.cli.trace_walk import one_sample, walk_updates
from playground.cli.train import payload
from playground.cli.training_run import Display, Outcome, run_training
from playground.cli.verb import Verb
from playground.document.examples import example

STARTER = "moons"
EPOCHS = 100
FOLDER = "playground-demo"
LOOKS = (
    Look("build", name=STARTER),
    Look("step", name=STARTER),
    Look("train", theme="dark", epochs=EPOCHS, name=STARTER),
)


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", default=FOLDER, help="folder for the pictures (default: %(default)s)")


def _run(arguments: Namespace) -> int:
    subject = ready(example(STARTER), f"example {STARTER}")
    if arguments.json:
        outcome = _train(subject, table=False)
        print_json({**payload(outcome), "pictures": [*_pictures(subject, arguments.out)]})
        return 0
    print(f"One pass of the starter network ({STARTER}), sample 0:")
    print_steps(walk_updates(subject, one_sample(subject, 0), 1))
    print(f"\nTraining it for {EPOCHS} epochs:")
    outcome = _train(subject, table=True)
    print(f"{outcome.updates:,} updates, {outcome.updates_per_second:,.0f} a second.\n\nPictures:", flush=True)
    for picture in _pictures(subject, arguments.out):
        print(f"  {picture}")
    return 0


def _train(subject: Ready, *, table: bool) -> Outcome:
    display = Display(subject.learned.epoch, EPOCHS, table=table)
    try:
        return run_training(subject, EPOCHS, display)
    finally:
        display.finish()


def _pictures(subject: Ready, folder: str) -> list[str]:
    """Write one picture of each workspace; their paths."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    paths = [str(Path(folder) / f"{look.workspace}.png") for look in LOOKS]
    for look, path in zip(LOOKS, paths, strict=True):
        draw(subject.document(subject.learned), look, path)
    return paths


DEMO = Verb(
    "demo",
    "Do the main job without a window: walk a pass, train, and draw the three workspaces",
    "playground demo --out pictures",
    _declare,
    _run,
)

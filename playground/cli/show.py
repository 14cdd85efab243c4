"""`playground show`: the real window, really stepped or trained, as a picture. The one verb that needs Qt."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from playground.cli.arguments import count, size
from playground.cli.opening import declare_file, read, ready
from playground.cli.pictures import THEMES, WORKSPACES, Look, draw
from playground.cli.printing import print_json
from playground.cli.verb import Verb


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    parser.add_argument("--workspace", choices=WORKSPACES, required=True, help="which part of the window")
    parser.add_argument("--out", metavar="PNG", required=True, help="where to write the picture")
    parser.add_argument("--size", type=size, default=(1440, 900), metavar="WxH", help="in pixels (default: 1440x900)")
    parser.add_argument("--theme", choices=THEMES, default="light", help="default: %(default)s")
    parser.add_argument("--steps", type=count, metavar="N", help="step so far into the pass before")
    parser.add_argument("--epochs", type=count, metavar="N", help="train so many epochs before")


def _run(arguments: Namespace) -> int:
    name = Path(arguments.file).stem
    look = Look(arguments.workspace, arguments.size, arguments.theme, arguments.steps, arguments.epochs, name)
    document = read(arguments.file)
    if look.workspace != "build":
        ready(document, arguments.file)
    draw(document, look, arguments.out)
    width, height = look.size
    if arguments.json:
        print_json({"picture": arguments.out, "workspace": look.workspace, "width": width, "height": height})
    else:
        print(f"{arguments.out}: the {look.workspace} workspace, {width} × {height}")
    return 0


SHOW = Verb(
    "show",
    "Draw the window as a picture, in any of its workspaces",
    "playground show moons.playground --workspace train --epochs 50 --out train.png",
    _declare,
    _run,
)

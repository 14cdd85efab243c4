"""The command line as tests drive it: `command(...)` runs one verb and gives exit code, stdout and stderr."""

from collections.abc import Callable
from pathlib import Path

import pytest

from playground import cli
from playground.document.document import Document
from playground.document.files import write
from tests.cli.networks import Result, branching, chain, moons_net

Command = Callable[..., Result]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command line within this process."""

    def run(*arguments: object) -> Result:
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def moons(tmp_path: Path) -> Path:
    """A file with a 2-4-1 network over 40 moons, 32 of them for training, in batches of 10."""
    return _written(tmp_path / "moons.playground", moons_net())


@pytest.fixture
def branches(tmp_path: Path) -> Path:
    """A file with a network whose first layer feeds two others."""
    return _written(tmp_path / "branches.playground", branching())


@pytest.fixture
def unfinished(tmp_path: Path) -> Path:
    """A file with an Input and nothing else."""
    return _written(tmp_path / "unfinished.playground", chain("input"))


def _written(path: Path, document: Document) -> Path:
    write(path, document)
    return path

"""`playground examples`: the list, and a file that is the example itself."""

from pathlib import Path

from playground.document.examples import EXAMPLES, example
from playground.document.files import to_bytes
from tests.cli.conftest import Command


def test_every_example_is_listed(command: Command) -> None:
    listed = command("examples", "--json").json["examples"]
    assert [entry["name"] for entry in listed] == [entry.key for entry in EXAMPLES]
    assert all(entry.keys() == {"name", "title", "description"} for entry in listed)
    assert [line.split()[0] for line in command("examples").out.splitlines()] == [entry.key for entry in EXAMPLES]


def test_an_example_becomes_a_file(command: Command, tmp_path: Path) -> None:
    for entry in EXAMPLES:
        path = tmp_path / f"{entry.key}.playground"
        result = command("examples", entry.key, path, "--json")
        assert result.json == {"example": entry.key, "file": str(path)}
        assert path.read_bytes() == to_bytes(example(entry.key))
        assert command("validate", path).code == 0


def test_an_unknown_example_is_refused_with_those_there_are(command: Command, tmp_path: Path) -> None:
    result = command("examples", "mnist", tmp_path / "mnist.playground")
    assert (result.code, result.out) == (1, "")
    assert "found 'mnist', expected one of xor" in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_a_file_is_wrong_usage(command: Command) -> None:
    result = command("examples", "moons")
    assert (result.code, result.out) == (2, "")
    assert "moons.playground" in result.err

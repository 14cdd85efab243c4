"""The bundled examples: their files are what their builders build, and each is ready to be stepped and trained."""

from pathlib import Path

import pytest

from playground.data.sources import load
from playground.document.content import to_bytes
from playground.document.edits import arrange
from playground.document.examples import EXAMPLES, WORKED, Example, example, example_path, write_examples
from playground.document.problems import problems
from playground.resources import resource


@pytest.mark.parametrize("entry", EXAMPLES, ids=[entry.key for entry in EXAMPLES])
def test_a_file_is_what_its_builder_builds(entry: Example) -> None:
    assert example_path(entry.key).read_bytes() == to_bytes(entry.built())


@pytest.mark.parametrize("entry", EXAMPLES, ids=[entry.key for entry in EXAMPLES])
def test_an_example_is_ready_arranged_and_says_what_it_is(entry: Example) -> None:
    document = example(entry.key)
    assert problems(document.diagram, load(document.diagram.data)) == ()
    assert arrange(document.diagram) == document.diagram
    assert (document.learned is None) == (entry.group != WORKED)
    assert entry.title
    assert entry.description.endswith(".")


def test_there_is_one_for_each_kind_of_network_and_data() -> None:
    keys = [entry.key for entry in EXAMPLES]
    assert {"xor", "moons", "iris", "digits", "skip", "curve"} <= set(keys)
    assert len(set(keys)) == len(keys)


def test_the_folder_holds_the_examples_and_nothing_else() -> None:
    assert sorted(path.name for path in resource("examples").iterdir()) == sorted(entry.file for entry in EXAMPLES)


def test_all_files_can_be_written_anew(tmp_path: Path) -> None:
    write_examples(tmp_path)
    for entry in EXAMPLES:
        assert (tmp_path / entry.file).read_bytes() == example_path(entry.key).read_bytes()


def test_an_unknown_example_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="there is no example 'mnist'; there are xor, moons"):
        example("mnist")

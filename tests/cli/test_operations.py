"""`playground operations`: everything there is, in a list, one by one, and as JSON."""

from playground.document.catalogue_text import catalogue_entries
from tests.cli.conftest import Command


def test_the_list_has_every_name_below_its_group(command: Command) -> None:
    lines = command("operations").out.splitlines()
    entries = tuple(catalogue_entries())
    assert {line.split()[0] for line in lines if line.startswith("  ")} == {entry.kind for entry in entries}
    assert {line for line in lines if line and not line.startswith(" ")} == {entry.group for entry in entries}


def test_one_is_explained_with_source_and_settings(command: Command) -> None:
    text = command("operations", "conv2d").out
    assert text.startswith("conv2d · Conv2D · Image\n")
    assert "\nSource: Goodfellow" in text
    assert "\n  kernel=3x3\n" in text


def test_titles_and_underscores_are_names_too(command: Command) -> None:
    assert command("operations", "Mean squared error").out == command("operations", "mse").out
    assert command("operations", "leaky_relu").code == 0


def test_json_has_all_of_it(command: Command) -> None:
    listed = command("operations", "--json").json["operations"]
    assert len(listed) == len(tuple(catalogue_entries()))
    assert {"kind", "title", "group", "formula", "documentation", "source", "settings"} == set(listed[0])


def test_an_unknown_name_is_one_sentence(command: Command) -> None:
    result = command("operations", "newton")
    assert (result.code, result.out) == (1, "")
    assert result.err == "operations: there is no 'newton'; `playground operations` lists all there are\n"

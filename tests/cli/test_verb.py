"""A verb is a record; the table of verbs is complete and of one kind."""

from playground.cli.command_line import TABLE
from playground.cli.verb import CommandError, UsageError


def test_names_are_different_and_summaries_are_sentences_without_an_end() -> None:
    assert len({verb.name for verb in TABLE}) == len(TABLE)
    assert all(verb.summary[0].isupper() and not verb.summary.endswith(".") for verb in TABLE)
    assert all(verb.example.startswith(f"playground {verb.name}") for verb in TABLE)


def test_the_two_refusals_are_not_mistaken_for_each_other() -> None:
    assert not issubclass(CommandError, UsageError)
    assert not issubclass(UsageError, CommandError)

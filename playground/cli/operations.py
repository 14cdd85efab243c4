"""`playground operations`: what there is to build with and to train by, with formulas, sources and settings."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby

from playground.cli.printing import aligned, column_widths, print_json_list
from playground.cli.verb import CommandError, Verb
from playground.document.catalogue_text import CatalogueEntry, SettingEntry, catalogue_entries

_INDENT = "  "


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="explain this one, with all its settings")


def _run(arguments: Namespace) -> int:
    entries = tuple(catalogue_entries())
    if arguments.name is not None:
        entries = _named(entries, arguments.name)
    if arguments.json:
        print_json_list("operations", map(asdict, entries))
    elif arguments.name is not None:
        print("\n\n".join("\n".join(_explained(entry)) for entry in entries))
    else:
        print("\n".join(_listed(entries)))
    return 0


def _named(entries: Sequence[CatalogueEntry], name: str) -> tuple[CatalogueEntry, ...]:
    wanted = name.replace("_", "-").casefold()
    found = tuple(entry for entry in entries if wanted in (entry.kind, entry.title.casefold()))
    if not found:
        raise CommandError(f"operations: there is no {name!r}; `playground operations` lists all there are")
    return found


def _listed(entries: Iterable[CatalogueEntry]) -> Iterable[str]:
    """One line each, below the names of the groups."""
    by_group = sorted(entries, key=_first_places(entries).__getitem__)
    widths = column_widths((entry.kind,) for entry in by_group)
    for number, (group, members) in enumerate(groupby(by_group, _group)):
        yield f"{chr(10) if number else ''}{group}"
        for entry in members:
            yield _INDENT + aligned((entry.kind, entry.formula), widths)


def _group(entry: CatalogueEntry) -> str:
    return entry.group


def _first_places(entries: Iterable[CatalogueEntry]) -> dict[CatalogueEntry, int]:
    """Where the group of each entry first stood: members of a group need not be neighbours in the catalogue."""
    places: dict[str, int] = {}
    return {entry: places.setdefault(entry.group, place) for place, entry in enumerate(entries)}


def _explained(entry: CatalogueEntry) -> Iterable[str]:
    yield f"{entry.kind} · {entry.title} · {entry.group}"
    yield entry.formula
    yield from filter(None, (entry.documentation if entry.documentation != entry.formula else "",))
    if entry.source and entry.source not in entry.documentation:
        yield f"Source: {entry.source}"
    if entry.settings:
        yield "Settings and their defaults:"
        yield from (_INDENT + _setting(setting) for setting in entry.settings)


def _setting(setting: SettingEntry) -> str:
    choices = f"   ({', '.join(setting.choices)})" if setting.choices else ""
    return f"{setting.name}={setting.default}{choices}"


OPERATIONS = Verb(
    "operations",
    "List all blocks, activation functions and kinds of settings with formulas and sources",
    "playground operations conv2d",
    _declare,
    _run,
    "Any name here can be used in `playground new`: blocks and activation functions in --layers, losses in --loss.",
)

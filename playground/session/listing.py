"""The listing of a pass beside its stepper: its rows in mathematics or NumPy, what each line that has run computed, and
the pass as a script. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from playground.engine.instruction import Array, Instruction, Phase, Ref
from playground.engine.listing import Listing, ListingLine
from playground.engine.numpy_script import script
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.stepper import Stepper

FEW = 4  # numbers that are shown beside a line


class Notation(StrEnum):
    """How the lines are written."""

    MATHEMATICS = "mathematics"
    NUMPY = "numpy"


@dataclass(frozen=True)
class ListedRow:
    """One row: line number `part` of the instruction at `index`, or the heading above its block."""

    index: int
    part: int = 0
    is_heading: bool = False

    @property
    def is_first(self) -> bool:
        """Whether it is the first line of its instruction."""
        return not self.is_heading and self.part == 0


class PassListing:
    """The rows of one pass; a later pass of the same network has the same, as `fits` tells."""

    def __init__(self, stepper: Stepper) -> None:
        self._network, self._settings = stepper.network, stepper.settings
        self._samples = len(stepper.start.samples)
        self._listing = Listing(stepper.program)
        self._rows: dict[Notation, tuple[ListedRow, ...]] = {}
        self._followers = _followers(stepper.instructions)

    def fits(self, stepper: Stepper) -> bool:
        """Whether the rows are those of this stepper's pass, too."""
        same = stepper.network is self._network and stepper.settings == self._settings
        return same and len(stepper.start.samples) == self._samples

    def line(self, index: int) -> ListingLine:
        """The line of the instruction at `index`."""
        return self._listing.line(index)

    def rows(self, notation: Notation) -> tuple[ListedRow, ...]:
        """All rows, blocks under headings; what stands in them is written when someone looks."""
        if notation not in self._rows:
            self._rows[notation] = tuple(self._made(notation))
        return self._rows[notation]

    def source(self, row: ListedRow, notation: Notation) -> str:
        """What stands in a row."""
        if row.is_heading:
            program = self._listing.program
            return program.network.node(program.instructions[row.index].node).name
        return self.sources(row.index, notation)[row.part]

    def sources(self, index: int, notation: Notation) -> tuple[str, ...]:
        """What stands in all rows of the instruction at `index`."""
        if notation is Notation.MATHEMATICS:
            return (self._listing.program.instructions[index].text,)
        return self.line(index).numpy

    def text(self, notation: Notation) -> str:
        """The whole listing as plain text, lines numbered."""
        return "".join(f"{_number(row)}{self.source(row, notation)}\n" for row in self.rows(notation))

    def value(self, stepper: Stepper, index: int) -> Array | None:
        """What the line computed, though a later one may have overwritten it since; None while it has not run."""
        if index >= stepper.cursor:
            return None
        result, follower = stepper.instructions[index].result, self._followers.get(index)
        if follower is None or follower >= stepper.cursor:
            return result.array
        return stepper.overwritten(stepper.instructions[follower])

    def _made(self, notation: Notation) -> Iterator[ListedRow]:
        before: Instruction | None = None
        for instruction in self._listing.program.instructions:
            index = instruction.index
            if before is None or (before.phase, before.node) != (instruction.phase, instruction.node):
                yield ListedRow(index, is_heading=True)
            height = 1 if notation is Notation.MATHEMATICS else self._listing.height(index)
            yield from (ListedRow(index, part) for part in range(height))
            before = instruction


def _number(row: ListedRow) -> str:
    """What stands before a row in plain text."""
    return "      # " if row.is_heading else f"{row.index + 1 if row.is_first else '':>4}  "


def value_text(array: Array | None, numbers: NumberStyle = AS_USUAL) -> str:
    """The numbers, or the shape and the first of them; `?` for what has not been computed."""
    if array is None or array.size == 1:
        return numbers.write(None if array is None else array.reshape(-1)[0])
    first = ", ".join(map(numbers.write, array.reshape(-1)[:FEW]))
    return f"[{first}]" if array.size <= FEW else f"{' × '.join(map(str, array.shape))}: {first}, …"


def script_of(stepper: Stepper) -> str:
    """The whole pass as a NumPy script that begins where the pass began, and gives the same bits."""
    return script(Stepper(stepper.network, stepper.settings, stepper.start).program)


def _followers(instructions: tuple[Instruction, ...]) -> dict[int, int]:
    """For each line the next line of the update that overwrites its result, where there is one."""
    followers: dict[int, int] = {}
    latest: dict[Ref | None, int] = {}
    for instruction in reversed(instructions):
        ref = instruction.result.ref
        if ref in latest:
            followers[instruction.index] = latest[ref]
        if instruction.phase is Phase.UPDATE:
            latest[ref] = instruction.index
    return followers

"""Where and when to pause, as values: at a block, at one of its values, on a condition, or at a place on a condition.

They belong to the session, not to the document, and so does the memory of what held last. What they mean in a program
is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from playground.engine.instruction import Instruction, Ref
from playground.engine.network import Network
from playground.engine.quantities import QUANTITIES

if TYPE_CHECKING:
    from playground.session.condition_syntax import Condition


@dataclass(frozen=True)
class Breakpoint:
    """One of them. A place with an empty quantity is the whole block; without a place the condition alone decides."""

    place: Ref | None = None
    text: str = ""
    enabled: bool = True

    @property
    def condition(self) -> Condition | None:
        """The condition as a tree, None where there is none; `ConditionError` if the text is no condition."""
        return parsed(self.text) if self.text else None

    def is_at(self, instruction: Instruction, before: Instruction | None) -> bool:
        """Whether this instruction is its place: of a block the first one in each phase."""
        place = self.place
        if place is None:
            return False
        if place.quantity:
            return instruction.result.ref == place
        begins = before is None or (before.phase, before.node) != (instruction.phase, instruction.node)
        return instruction.node == place.node and begins

    def described(self, network: Network) -> str:
        """In words: `δz⁽²⁾ of Dense 2 when max|δz⁽²⁾| < 1e-6`."""
        where = "" if self.place is None else _place_text(self.place, network)
        return " when ".join(filter(None, (where, self.text)))


@dataclass(frozen=True)
class Breakpoints:
    """All of them, in the order in which they were set; every change makes another value."""

    items: tuple[Breakpoint, ...] = ()

    def __iter__(self) -> Iterator[Breakpoint]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def active(self) -> tuple[Breakpoint, ...]:
        """Those that are enabled."""
        return tuple(one for one in self.items if one.enabled)

    @property
    def places(self) -> frozenset[Ref]:
        """The places of those that are enabled, for margins."""
        return frozenset(one.place for one in self.active if one.place is not None)

    def toggled(self, place: Ref) -> Breakpoints:
        """Set one at a place, or take away all that are there."""
        kept = tuple(one for one in self.items if one.place != place)
        return Breakpoints(kept if len(kept) < len(self.items) else (*kept, Breakpoint(place)))

    def added(self, text: str, place: Ref | None = None) -> Breakpoints:
        """With a condition; `ConditionError` if the text is none."""
        parsed(text)
        return Breakpoints((*self.items, Breakpoint(place, text)))

    def without(self, number: int) -> Breakpoints:
        """Without the one of that number from 0."""
        return Breakpoints(self.items[:number] + self.items[number + 1 :])

    def switched(self, number: int, enabled: bool) -> Breakpoints:
        """With the one of that number enabled or not."""
        changed = replace(self.items[number], enabled=enabled)
        return Breakpoints((*self.items[:number], changed, *self.items[number + 1 :]))

    def within(self, network: Network) -> Breakpoints:
        """Without those at blocks that are gone."""
        return Breakpoints(tuple(one for one in self.items if one.place is None or one.place.node in network.by_id))

    def carried(self, before: Network, after: Network) -> Breakpoints:
        """Those that go along into another document: conditions of their own, and places at a block like the old."""
        return Breakpoints(tuple(one for one in self.items if one.place is None or _alike(one.place, before, after)))


def _alike(place: Ref, before: Network, after: Network) -> bool:
    """Whether the block of a place stands in both networks: by its id, its name and its kind."""
    old, new = before.by_id.get(place.node), after.by_id.get(place.node)
    if old is None or new is None:
        return False
    return (old.name, old.operation.kind) == (new.name, new.operation.kind)


def _place_text(place: Ref, network: Network) -> str:
    name = network.by_id[place.node].name if place.node in network.by_id else place.node
    if not place.quantity:
        return name
    return f"{QUANTITIES[place.quantity].label(network.layers.get(place.node))} of {name}"


def parsed(text: str) -> Condition:
    """The condition as a tree; the language of conditions is loaded when the first one is read."""
    from playground.session.condition_syntax import parse_condition

    return parse_condition(text)


@dataclass
class Cell:
    """What one check remembers from update to update."""

    was_true: bool = False
    previous: float | None = None
    count: int = 0
    samples: int = field(default=1, compare=False)  # how many times a few samples or numbers are looked back upon

    def counts(self, now: float, rises: bool) -> int:
        """How often in a row a number has grown, or shrunk, with this one; one that stays counts as neither."""
        before, self.previous = self.previous, now
        if before is not None and now != before:
            self.count = self.count + 1 if (now > before) is rises else 0
        return self.count

    def copy(self) -> Cell:
        """Another one that remembers the same."""
        return Cell(self.was_true, self.previous, self.count, self.samples)

    def become(self, other: Cell) -> None:
        """Remember what another one does."""
        self.was_true, self.previous, self.count = other.was_true, other.previous, other.count


@dataclass(frozen=True)
class Memory:
    """The cells by condition and block."""

    cells: dict[tuple[Breakpoint, str], Cell] = field(default_factory=dict)

    def cell(self, one: Breakpoint, block: str) -> Cell:
        """The cell of a condition at a block."""
        return self.cells.setdefault((one, block), Cell())

    def copy(self) -> Memory:
        """The same, to be restored later."""
        return Memory({key: cell.copy() for key, cell in self.cells.items()})

    def restore(self, earlier: Memory) -> None:
        """Remember only what was remembered then; checks keep the cells they have."""
        for key, cell in self.cells.items():
            cell.become(earlier.cells.get(key, Cell()))

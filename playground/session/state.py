"""What the session stands at, as one frozen value: the document with its data, what was learned, what is wrong.

Views are told two of these, before and after, and show the difference; opening, undoing and clicking take one road.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from playground.data.dataset import Dataset
from playground.data.errors import DataError
from playground.data.sources import load
from playground.data.split import Prepared, prepare
from playground.document.diagram import Diagram
from playground.document.problems import Problem, first_input, problems, start_problems
from playground.engine.errors import EngineError
from playground.engine.learned import Learned, adapted, fresh
from playground.engine.parameters import draw
from playground.session.training_data import PreparedData, fit_to


@dataclass(frozen=True, eq=False)
class State:
    """`dataset` and `prepared` are None when the data cannot be loaded (`data_error` says why), `learned` is None while
    the network is unfinished. `attic` keeps earlier learned states, newest first, for parameters that come back."""

    diagram: Diagram
    learned: Learned | None = None
    dataset: Dataset | None = None
    prepared: Prepared | None = None
    data_error: str = ""
    attic: tuple[Learned, ...] = ()

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps the network from running on its data."""
        found = problems(self.diagram, self.dataset)
        if self.prepared is not None:
            found += start_problems(self.diagram, self.prepared)
        if self.data_error:
            found = (Problem(first_input(self.diagram.network), self.data_error), *found)
        return found

    @cached_property
    def data(self) -> PreparedData | None:
        """The data as the engine takes it; None while anything is wrong."""
        if self.problems or self.dataset is None or self.prepared is None:
            return None
        return fit_to(self.diagram.network, self.dataset, self.prepared)

    @property
    def is_ready(self) -> bool:
        """Whether the network can be stepped and trained."""
        return self.learned is not None and self.data is not None

    @property
    def has_surface(self) -> bool:
        """Whether so few numbers learn that the loss can be drawn over them."""
        return self.is_ready and self.learned is not None and self.learned.layout.size in (1, 2)


ATTIC_SIZE = 8
_UNLEARNED = "problems", "data"  # properties that are found once, whatever has been learned


def opened(diagram: Diagram, learned: Learned | None = None) -> State:
    """The state right after a document was opened or made."""
    state = _with_learned(_with_data(State(diagram)), diagram)
    return replace(state, learned=learned) if learned is not None else state


def edited(state: State, diagram: Diagram) -> State:
    """The state after an edit: data are reloaded only if their choice changed, parameters kept where they fit."""
    after = replace(state, diagram=diagram)
    if (diagram.data, diagram.preparation) != (state.diagram.data, state.diagram.preparation):
        after = _with_data(after)
    if diagram.network != state.diagram.network:
        after = _with_learned(after, diagram)
    return after


def trained(state: State, learned: Learned) -> State:
    """The state with newly learned parameters; what is wrong and the data as the engine takes it stay as found."""
    after = replace(state, learned=learned)
    vars(after).update({name: found for name, found in vars(state).items() if name in _UNLEARNED})
    return after


def reset(state: State) -> State:
    """The state with freshly initialized parameters; nothing changes while the network is unfinished."""
    if state.diagram.network.problems:
        return state
    return trained(state, fresh(state.diagram.network, state.diagram.training.seed))


def redrawn(state: State, node: str) -> State:
    """The state with one block's parameters as they were first drawn; the rest and the curve stay."""
    learned = state.learned
    if learned is None:
        return state
    values = learned.values.copy()
    for slot in learned.layout.slots:
        if slot.node == node:
            slot.view(values)[...] = draw(slot, state.diagram.training.seed)
    return trained(state, replace(learned, values=values))


def _with_data(state: State) -> State:
    try:
        dataset = load(state.diagram.data)
        prepared = prepare(dataset, state.diagram.preparation)
    except DataError as error:
        return replace(state, dataset=None, prepared=None, data_error=str(error))
    return replace(state, dataset=dataset, prepared=prepared, data_error="")


def _with_learned(state: State, diagram: Diagram) -> State:
    """Adapt what was learned to the new network; keep it in the attic while the network is unfinished."""
    attic = state.attic if state.learned is None else (state.learned, *state.attic)[:ATTIC_SIZE]
    seed = diagram.training.seed
    try:
        learned = adapted(diagram.network, seed, attic[0], attic[1:]) if attic else fresh(diagram.network, seed)
    except EngineError:
        return replace(state, learned=None, attic=attic)
    return replace(state, learned=learned, attic=attic)

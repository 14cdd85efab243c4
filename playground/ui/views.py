"""Shows the session's state on all panels: told (before, after), each panel gets what concerns it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.history import EpochRecord, History
from playground.engine.operations.catalogue import LOSSES
from playground.engine.parameters import Layout
from playground.session.state import State
from playground.ui.panels import Panels

if TYPE_CHECKING:
    from playground.ui.train_panel.metrics import MetricsShown

Problems = Mapping[str, tuple[str, ...]]


class Views:
    """The panels as a picture of the state; it asks for nothing."""

    def __init__(self, panels: Panels) -> None:
        self._panels = panels
        self._state: State | None = None
        self._newest: np.ndarray | None = None  # flat parameters of a run, waiting to be drawn
        self.selection: frozenset[str] = frozenset()

    def show(self, before: State | None, after: State) -> None:
        """Bring every panel up to date; `before` is None for another document."""
        self._state = after
        if before is None or before.diagram is not after.diagram or before.problems != after.problems:
            self._show_diagram(before, after)
            if self._panels.is_complete:
                self._show_settings(after)
        if self._panels.is_complete and (before is None or answers_differ(before, after)):
            self._show_learned(before, after)
        self._show_inspector()

    def show_completed(self) -> None:
        """The later panels have been made: show them the state as it is."""
        if self._state is not None:
            self._show_settings(self._state)
            self._show_learned(None, self._state)
            self.show_metrics((self._state.learned.history.last if self._state.learned else None, None))

    def _show_diagram(self, before: State | None, after: State) -> None:
        diagram, problems = after.diagram, problems_by_block(after)
        self._panels.canvas.show_diagram(None if before is None else before.diagram, diagram, problems)
        self._panels.outline.show_diagram(diagram, problems)
        self._panels.build_bar.show_summary(summary(after), len(after.problems))
        self.selection = self.selection & frozenset(diagram.network.by_id)  # what is gone is no longer selected
        self._panels.outline.select(self.selection)

    def _show_settings(self, state: State) -> None:
        diagram = state.diagram
        self._panels.data.show_data(diagram, state.dataset)
        for panel in (self._panels.train_controls, self._panels.training):
            panel.show_settings(diagram.training)
        self._panels.train_controls.set_available("" if state.is_ready else _first_sentence(state))
        if state.data is not None:
            self._panels.step_controls.show_samples(len(state.data.training.train), diagram.training.batch_size)

    def select(self, ids: object) -> None:
        """The user has selected these blocks somewhere; every other panel follows."""
        assert isinstance(ids, frozenset)
        if ids == self.selection:
            return
        self.selection = ids
        self._panels.canvas.select(ids)
        self._panels.outline.select(ids)
        self._show_inspector()

    def show_records(self, records: object) -> None:
        """Add the points of a run to the curves."""
        assert isinstance(records, tuple)
        history = History(records)
        epochs = history.column("epoch")
        self._panels.loss.append(epochs, history.column("train_loss"), history.column("validation_loss"))
        self._panels.accuracy.append(epochs, history.column("train_accuracy"), history.column("validation_accuracy"))

    def show_metrics(self, newest: object) -> None:
        """Show the last record and the speed."""
        assert isinstance(newest, tuple)
        record, rate = newest
        if self._panels.is_complete:
            self._panels.metrics.show_metrics(metrics_shown(record, rate))

    def show_prediction(self, values: object) -> None:
        """Draw maps and histograms from flat parameters, when their turn comes."""
        assert isinstance(values, np.ndarray)
        self._newest = values
        if self._panels.is_complete:
            self._panels.turns.request(self._draw_map)
            self._panels.turns.request(self._draw_weights)
            self._panels.turns.request(self._measure)

    def _draw_map(self) -> None:
        if self._newest is not None:
            self._panels.map.show_values(self._newest)

    def _draw_weights(self) -> None:
        if self._newest is not None and self._state is not None and self._state.learned is not None:
            self._show_weights(self._state.learned.layout, self._newest)

    def _measure(self) -> None:
        if self._newest is not None:
            self._panels.quality.show_values(self._newest)

    def _show_learned(self, before: State | None, after: State) -> None:
        history = after.learned.history if after.learned is not None else History()
        old = before.learned.history if before is not None and before.learned is not None else None
        if old != history or before is None or before.dataset is not after.dataset:
            self._show_history(history)
        self._newest = None
        self._panels.map.show_state(after)
        self._panels.surface.show_state(after)
        self._panels.quality.show_state(after)
        if after.learned is not None:
            self._show_weights(after.learned.layout, after.learned.values, values_before(before, after))
        else:
            self._panels.weights.set_weights({})

    def _show_history(self, history: History) -> None:
        assert self._state is not None
        dataset, epochs = self._state.dataset, history.column("epoch")
        regression = dataset is not None and dataset.task == "regression"
        self._panels.accuracy.explain_empty("Accuracy is counted where the data have classes." if regression else "")
        self._panels.loss.set_history(epochs, history.column("train_loss"), history.column("validation_loss"))
        accuracy = history.column("train_accuracy"), history.column("validation_accuracy")
        self._panels.accuracy.set_history(epochs, *accuracy)

    def _show_weights(self, layout: Layout, values: np.ndarray, before: np.ndarray | None = None) -> None:
        assert self._state is not None
        names = self._state.diagram.network.by_id
        slots = [slot for slot in layout.slots if slot.quantity in ("weights", "value") and slot.node in names]
        if values.shape == (layout.size,):
            ghost = {} if before is None else {names[slot.node].name: slot.view(before) for slot in slots}
            self._panels.weights.set_weights({names[slot.node].name: slot.view(values) for slot in slots}, ghost)

    def _show_inspector(self) -> None:
        assert self._state is not None
        state = self._state
        self._panels.inspector.show_selection(state.diagram, self.selection, state.problems, state.learned)


def answers_differ(before: State, after: State) -> bool:
    """Whether the network may answer otherwise, so that curves and maps have to be drawn anew."""
    same = before.learned is after.learned and before.prepared is after.prepared
    return not (same and before.diagram.network is after.diagram.network)


def values_before(before: State | None, after: State) -> np.ndarray | None:
    """The parameters before a single update, whether it was walked or made by training; None for any other change."""
    old, new = (None if state is None else state.learned for state in (before, after))
    if old is None or new is None or old.layout != new.layout or old.updates + 1 != new.updates:
        return None
    return old.values


def problems_by_block(state: State) -> Problems:
    """The sentences of each block's problems."""
    found: dict[str, tuple[str, ...]] = {}
    for problem in state.problems:
        if problem.node is not None:
            found[problem.node] = (*found.get(problem.node, ()), problem.message)
    return found


def summary(state: State) -> str:
    """How many layers and parameters the network has."""
    layers = sum(node.operation.kind not in LOSSES for node in state.diagram.network.nodes)
    learned = f"{state.learned.layout.size:,}".replace(",", "\u202f") if state.learned is not None else "?"
    return f"{layers} {'layer' if layers == 1 else 'layers'}   {learned} parameters"


def metrics_shown(record: EpochRecord | None, rate: float | None) -> MetricsShown:
    """The newest numbers; the validation accuracy where there is one."""
    from playground.ui.train_panel.metrics import MetricsShown

    if record is None:
        return MetricsShown(epochs_per_second=rate)
    accuracy = record.train_accuracy if record.validation_accuracy is None else record.validation_accuracy
    return MetricsShown(record.epoch, record.train_loss, record.validation_loss, accuracy, rate)


def _first_sentence(state: State) -> str:
    return state.problems[0].message if state.problems else "The network is not ready."

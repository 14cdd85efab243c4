"""The menu's commands on the network as a whole, each ending in one edit: arrange, data, settings, typed blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from playground.data.errors import DataError
from playground.data.sources import DataSource, load
from playground.data.split import Preparation
from playground.document.edits import arrange, set_data, set_training
from playground.document.errors import EditError
from playground.engine.operations.operation import Operation
from playground.engine.settings import TrainingSettings
from playground.session.numbers import format_number
from playground.session.workbench import Workbench
from playground.ui.edit_desk import EditDesk
from playground.ui.edit_request import Edit

CHECKED_SAMPLES = 4
CHECKED_COORDINATES = 20_000  # beyond this the check would hold the window up; the command line has no bound


class NetworkDesk(QObject):
    """Turns commands into edits and questions into answers."""

    failed = Signal(object)  # a sentence
    told = Signal(object)  # a remark

    def __init__(
        self, workbench: Workbench, edits: EditDesk, insert: Callable[[Operation], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workbench, self._edits, self._insert = workbench, edits, insert

    def arrange(self) -> None:
        """Lay the blocks out anew."""
        self._edits.apply(Edit("Arrange blocks", arrange))

    def choose_data(self, chosen: object) -> None:
        """Learn from other data; data that cannot be loaded are refused before anything changes."""
        assert isinstance(chosen, tuple)
        source, preparation = chosen
        assert isinstance(preparation, Preparation)
        try:
            dataset = load(source)
        except DataError as error:
            self.failed.emit(str(error))
            return
        same = _same_but_numbers(source, self._workbench.state.diagram.data)
        title = "Change the data's settings" if same else "Choose data"
        edit = partial(set_data, source=source, preparation=preparation, dataset=dataset)
        self._edits.apply(Edit(title, edit))

    def change_training(self, settings: object) -> None:
        """Train with other settings, also while running."""
        assert isinstance(settings, TrainingSettings)
        self._edits.apply(Edit("Change training settings", partial(set_training, settings=settings)))

    def reinitialize(self) -> None:
        """Draw all parameters anew from the next seed."""
        settings = self._workbench.state.diagram.training
        fresh = replace(settings, seed=(settings.seed + 1) % 2**32)
        self._edits.apply(Edit("Initialize anew", partial(set_training, settings=fresh)))
        self._workbench.reset()
        self.told.emit(f"All parameters were drawn anew, from seed {fresh.seed}.")

    def reinitialize_block(self, node: object) -> None:
        """Give one block its first parameters back."""
        assert isinstance(node, str)
        self._workbench.redraw(node)
        self.told.emit(
            f"{self._workbench.state.diagram.network.node(node).name} starts from its first parameters again."
        )

    def add_typed(self, text: object) -> None:
        """Add a block described in words, such as `16 relu`."""
        from playground.document.block_text import operation_from_text

        try:
            operation = operation_from_text(str(text))
        except EditError as error:
            self.failed.emit(str(error))
        else:
            self._insert(operation)

    def check_gradients(self) -> None:
        """Compare backpropagation with the complex-step derivative and tell the outcome."""
        from playground.engine.gradient_check import check_gradients

        state = self._workbench.document()
        data = self._workbench.state.data
        if data is None or state.learned is None:
            self.failed.emit("The network is not ready: there is nothing to check yet.")
            return
        samples = data.training.train.rows(slice(0, CHECKED_SAMPLES))
        if state.learned.layout.size + samples.features.size > CHECKED_COORDINATES:
            self.failed.emit("The network is too large to check here; on the command line use: playground check FILE")
            return
        report = check_gradients(state.diagram.network, state.learned.layout, state.learned.values, samples)
        worst = report.worst
        self.told.emit(
            f"{report.coordinates} gradients checked: the largest relative error is "
            f"{format_number(report.max_relative_error, 2)}, at {worst.quantity} of {worst.node}."
        )


def _same_but_numbers(one: DataSource, other: DataSource) -> bool:
    return type(one) is type(other) and getattr(one, "kind", None) == getattr(other, "kind", "")

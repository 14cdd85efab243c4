"""The inspector's page when nothing is selected: the network as a whole, its problems, its data and how it trains."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.data.errors import DataError
from playground.data.imported import Imported
from playground.data.sources import DataSource, Generated, Written, bundled_info, generator_info
from playground.document.diagram import Diagram
from playground.document.edits import set_training
from playground.document.errors import EditError
from playground.engine.settings import TrainingSettings
from playground.ui.edit_request import Edit
from playground.ui.inspector.problem_notes import ProblemNotes
from playground.ui.inspector.subject import Subject, count, memory, parameter_count
from playground.ui.labels import column, label, rule
from playground.ui.palette import LIGHT, Theme
from playground.ui.settings_form import LABEL_WIDTH, SettingsForm, changed_field

MARGINS = QMargins(12, 12, 12, 12)  # of every page
FACTS = ("Blocks", "Parameters", "Loss", "Data", "Validation", "Optimizer", "Trained")
READY = "Ready to step and to train."


class NetworkPage(QWidget):
    """Facts, problems with their fixes, and the training settings that have no other home."""

    edit_requested = Signal(object)  # Edit

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._diagram = Diagram()
        self._facts = {name: label(wrap=True) for name in FACTS}
        self._table = QGridLayout()
        self._table.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._table.setColumnStretch(1, 1)
        self._table.setHorizontalSpacing(8)
        self._ready = label(READY, "success")
        self._problems = ProblemNotes()
        self._training = SettingsForm(self._training_refusal, theme=theme)
        self._lay_out()
        self._problems.fix_requested.connect(self.edit_requested)
        self._training.changed.connect(self._set_training)

    def show_network(self, subject: Subject) -> None:
        """Show the whole document of the subject."""
        self._diagram = subject.diagram
        for name, words in facts(subject):
            self._facts[name].setText(words)
        self._ready.setVisible(not subject.problems)
        self._problems.show_problems(subject.problems)
        self._training.show_value(subject.diagram.training)

    def set_theme(self, theme: Theme) -> None:
        """The theme of controls made from now on."""
        self._training.set_theme(theme)

    def _lay_out(self) -> None:
        for line, (name, shown) in enumerate(self._facts.items()):
            self._table.addWidget(label(name, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            self._table.addWidget(shown, line, 1)
        lines = column(self, margins=MARGINS)
        lines.addWidget(label("The network", "heading"))
        lines.addLayout(self._table)
        for part in (self._ready, self._problems, rule(), label("Training", "heading"), self._training):
            lines.addWidget(part)
        lines.addStretch(1)

    def _training_refusal(self, settings: TrainingSettings) -> str:
        try:
            set_training(self._diagram, settings)
        except EditError as error:
            return str(error)
        return ""

    def _set_training(self, settings: TrainingSettings) -> None:
        title = f"Set {changed_field(self._diagram.training, settings).lower()}"
        self.edit_requested.emit(Edit(title, partial(set_training, settings=settings)))


def facts(subject: Subject) -> Iterator[tuple[str, str]]:
    """What there is to say about the whole, by the names in `FACTS`."""
    diagram, network = subject.diagram, subject.diagram.network
    parameters = parameter_count(network, frozenset(network.by_id))
    words = (
        count(len(network.nodes)),
        f"{count(parameters)} · {memory(parameters)}",
        network.loss.operation.title if network.loss is not None else "none yet",
        data_words(diagram.data),
        preparation_words(diagram),
        optimizer_words(diagram.training),
        trained_words(subject),
    )
    return zip(FACTS, words, strict=True)


def data_words(source: DataSource) -> str:
    """The data in a few words; why there are none if there is no such data."""
    try:
        return _data_words(source)
    except DataError as error:
        return str(error)


def _data_words(source: DataSource) -> str:
    if isinstance(source, Generated):
        title = generator_info(source.kind).title
        return f"{title} · {count(source.samples, 'sample')}, noise {source.noise:g}"
    if isinstance(source, Imported):
        task = f"{count(len(source.class_names))} classes" if source.class_names else "regression"
        return f"{source.name} · {count(source.samples, 'sample')}, {task}"
    if isinstance(source, Written):
        return f"{source.name} · {count(source.samples, 'row')} written by hand"
    return bundled_info(source.kind).title


def preparation_words(diagram: Diagram) -> str:
    """How the data are split and scaled."""
    preparation = diagram.preparation
    share = f"{100 * preparation.validation_fraction:g} % of the samples"
    return f"{share} · {'standardized' if preparation.standardize else 'features as they are'}"


def optimizer_words(settings: TrainingSettings) -> str:
    """The optimizer with its learning rate, and the schedule unless the rate is constant."""
    words = f"{settings.optimizer.title}, learning rate {settings.optimizer.learning_rate:g}"
    return f"{words} · {settings.schedule.title}" if settings.schedule.changes else words


def trained_words(subject: Subject) -> str:
    """How far the run has come."""
    learned = subject.learned
    if learned is None or not learned.updates:
        return "not yet"
    return f"{count(learned.epoch, 'epoch')} · {count(learned.updates, 'update')}"

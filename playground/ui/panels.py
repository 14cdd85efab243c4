"""All panels of the window, made once and in one place, and which of them stands in which dock and bar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.build_bar import BuildBar
from playground.ui.canvas.canvas import Canvas
from playground.ui.data_panel.data_panel import DataPanel
from playground.ui.inspector.inspector import Inspector
from playground.ui.layers_panel.layers_panel import LayersPanel
from playground.ui.map_panel import MapPanel
from playground.ui.outline.outline import Outline
from playground.ui.palette import Theme
from playground.ui.plots.curve_plot import AccuracyPlot, LossPlot
from playground.ui.plots.weight_histograms import WeightHistograms
from playground.ui.stepper.step_controls import StepControls
from playground.ui.stepper.step_list import StepList
from playground.ui.stepper.step_panel import StepPanel
from playground.ui.stepper.values_panel import ValuesPanel
from playground.ui.train_panel.controls import TrainControls
from playground.ui.train_panel.metrics import Metrics
from playground.ui.workspaces import Workspace


class Panels:
    """One of each."""

    def __init__(self, theme: Theme) -> None:
        self.canvas, self.layers, self.outline = Canvas(theme), LayersPanel(), Outline(theme)
        self.inspector, self.data, self.build_bar = Inspector(theme), DataPanel(theme), BuildBar()
        self.step_controls, self.steps = StepControls(theme), StepList(theme)
        self.explanation, self.values = StepPanel(theme), ValuesPanel(theme)
        self.train_controls, self.metrics = TrainControls(theme), Metrics()
        self.loss, self.accuracy = LossPlot(theme), AccuracyPlot(theme)
        self.weights, self.map = WeightHistograms(theme), MapPanel(theme)
        for plot in (self.loss, self.accuracy):
            plot.header.set_title_visible(False)
        self.weights.header.hide()

    def docks(self) -> Mapping[str, QWidget]:
        """The content of each dock by its name in the table of workspaces."""
        names = ("layers", "outline", "inspector", "data", "steps", "values", "explanation")
        return {name: getattr(self, name) for name in (*names, "loss", "accuracy", "weights", "map")}

    def bars(self) -> Mapping[Workspace, QWidget]:
        """The bar of each workspace."""
        train = QWidget()
        row = QHBoxLayout(train)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.train_controls, 1)
        row.addWidget(self.metrics)
        return {Workspace.BUILD: self.build_bar, Workspace.STEP: self.step_controls, Workspace.TRAIN: train}

    def set_theme(self, theme: Theme) -> None:
        """Repaint everything in another theme."""
        for panel in vars(self).values():
            if hasattr(panel, "set_theme"):
                panel.set_theme(theme)

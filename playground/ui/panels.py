"""All panels of the window, made once and in one place, and which of them stands in which dock and bar.

Those of Step and Train are made after the first paint: nobody sees them before, and they take half of a start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.engine.network import Network
from playground.ui.build_bar import BuildBar
from playground.ui.canvas.canvas import Canvas
from playground.ui.inspector.inspector import Inspector
from playground.ui.layers_panel.layers_panel import LayersPanel
from playground.ui.outline.outline import Outline
from playground.ui.palette import Theme
from playground.ui.turns import Turns
from playground.ui.workspaces import Workspace

if TYPE_CHECKING:
    from playground.ui.data_panel.data_panel import DataPanel
    from playground.ui.graph.modes_panel import ModesPanel
    from playground.ui.links_panel import LinksPanel
    from playground.ui.listing.listing_panel import ListingPanel
    from playground.ui.map_panel import MapPanel
    from playground.ui.plots.curve_plot import AccuracyPlot, LossPlot
    from playground.ui.plots.weight_histograms import WeightHistograms
    from playground.ui.stepper.step_controls import StepControls
    from playground.ui.stepper.step_list import StepList
    from playground.ui.stepper.step_panel import StepPanel
    from playground.ui.stepper.travel_panel import TravelPanel
    from playground.ui.stepper.values_panel import ValuesPanel
    from playground.ui.surface_panel import SurfacePanel
    from playground.ui.train_panel.controls import TrainControls
    from playground.ui.train_panel.metrics import Metrics
    from playground.ui.train_panel.quality_panel import QualityPanel
    from playground.ui.train_panel.training_panel import TrainingPanel
    from playground.ui.watch_panel.watch_panel import WatchPanel
    from playground.ui.why.why_panel import WhyPanel


VALUES_WIDTH = 330  # pixels in which four numbers stand side by side without scrolling


class Panels:
    """One of each; the later ones exist once `is_complete`."""

    data: DataPanel
    step_controls: StepControls
    steps: StepList
    listing: ListingPanel
    travel: TravelPanel
    watch: WatchPanel
    why: WhyPanel
    explanation: StepPanel
    values: ValuesPanel
    train_controls: TrainControls
    metrics: Metrics
    train_bar: QWidget
    loss: LossPlot
    accuracy: AccuracyPlot
    weights: WeightHistograms
    map: MapPanel
    surface: SurfacePanel
    links: LinksPanel
    modes: ModesPanel
    quality: QualityPanel
    training: TrainingPanel

    def __init__(self, theme: Theme) -> None:
        self.canvas, self.layers, self.outline = Canvas(theme), LayersPanel(theme), Outline(theme)
        self.inspector, self.build_bar = Inspector(theme), BuildBar()
        self.turns = Turns()
        self.is_complete = False

    def complete(self, theme: Theme) -> None:
        """Make the rest."""
        self._make_data_and_stepper(theme)
        self._make_training(theme)
        self.is_complete = True

    def docks(self) -> Mapping[str, QWidget]:
        """The content of each dock, so far, by its name in the table of workspaces."""
        names = ["layers", "outline", "inspector"]
        if self.is_complete:
            names += ["data", "steps", "listing", "travel", "values", "watch", "why", "explanation"]
            names += ["loss", "accuracy", "weights", "map", "surface", "training", "quality", "links", "modes"]
        return {name: getattr(self, name) for name in names}

    def offered(self, network: Network) -> frozenset[str]:
        """The optional docks that have something to show: of a graph, of few features, of one or two numbers."""
        from playground.session.links import is_chained

        graph = {"links", "modes"} if is_chained(network) else set[str]()
        drawn = {name for name in ("map", "surface") if getattr(self, name).is_drawable}
        return frozenset(graph | drawn)

    def picture(self) -> str:
        """The dock that shows best what is being learned: the surface of one or two numbers, a map, or the data."""
        if self.surface.is_drawable:
            return "surface"
        return "map" if self.map.is_drawable else "data"

    def bars(self) -> Mapping[Workspace, QWidget]:
        """The bar of each workspace, so far."""
        if not self.is_complete:
            return {Workspace.BUILD: self.build_bar}
        return {Workspace.BUILD: self.build_bar, Workspace.STEP: self.step_controls, Workspace.TRAIN: self.train_bar}

    def set_theme(self, theme: Theme) -> None:
        """Repaint everything in another theme."""
        for panel in vars(self).values():
            if hasattr(panel, "set_theme"):
                panel.set_theme(theme)

    def _make_data_and_stepper(self, theme: Theme) -> None:
        from playground.ui.data_panel.data_panel import DataPanel
        from playground.ui.listing.listing_panel import ListingPanel
        from playground.ui.stepper.step_controls import StepControls
        from playground.ui.stepper.step_list import StepList
        from playground.ui.stepper.step_panel import StepPanel
        from playground.ui.stepper.travel_panel import TravelPanel
        from playground.ui.stepper.values_panel import ValuesPanel
        from playground.ui.watch_panel.watch_panel import WatchPanel
        from playground.ui.why.why_panel import WhyPanel

        self.data, self.step_controls, self.steps = DataPanel(theme), StepControls(theme), StepList(theme)
        self.listing = ListingPanel(theme)
        self.travel, self.watch = TravelPanel(theme), WatchPanel(theme)
        self.explanation, self.values, self.why = StepPanel(theme), ValuesPanel(theme), WhyPanel(theme)
        self.values.setMinimumWidth(VALUES_WIDTH)

    def _make_training(self, theme: Theme) -> None:
        from playground.ui.graph.modes_panel import ModesPanel
        from playground.ui.links_panel import LinksPanel
        from playground.ui.map_panel import MapPanel
        from playground.ui.plots.curve_plot import AccuracyPlot, LossPlot
        from playground.ui.plots.weight_histograms import WeightHistograms
        from playground.ui.surface_panel import SurfacePanel
        from playground.ui.train_panel.controls import TrainControls
        from playground.ui.train_panel.metrics import Metrics
        from playground.ui.train_panel.quality_panel import QualityPanel
        from playground.ui.train_panel.training_panel import TrainingPanel

        self.train_controls, self.metrics, self.train_bar = TrainControls(theme), Metrics(), QWidget()
        row = QHBoxLayout(self.train_bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.train_controls, 1)
        row.addWidget(self.metrics)
        self.loss, self.accuracy = LossPlot(theme), AccuracyPlot(theme)
        self.weights, self.map, self.quality = WeightHistograms(theme), MapPanel(theme), QualityPanel(theme)
        self.training, self.surface, self.links = TrainingPanel(theme), SurfacePanel(theme), LinksPanel(theme)
        self.surface.schedule = self.turns.request
        self.modes = ModesPanel(theme)
        for plot in (self.loss, self.accuracy):
            plot.header.set_title_visible(False)
            plot.schedule = self.turns.request
        self.weights.header.hide()

"""All panels of the window, made once and in one place, and which of them stands in which dock and bar.

Those of Step and Train are made after the first paint: nobody sees them before, and they take half of a start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.engine.network import Network
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.build_bar import BuildBar
from playground.ui.canvas.canvas import Canvas
from playground.ui.inspector.inspector import Inspector
from playground.ui.layers_panel.layers_panel import LayersPanel
from playground.ui.look import Look
from playground.ui.outline.outline import Outline
from playground.ui.palette import Theme
from playground.ui.turns import Turns
from playground.ui.workspaces import DOCKS, Workspace

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


TWO_NUMBERS = 190  # pixels in which two values stand side by side with their names, in the narrowest window
_DOCKED = frozenset(spec.name for spec in DOCKS)
_BARS: Mapping[Workspace, str] = {
    Workspace.BUILD: "build_bar",
    Workspace.STEP: "step_controls",
    Workspace.TRAIN: "train_bar",
}


class Panels:
    """One of each; the later ones are there and connected once `is_complete`."""

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
        self.is_complete, self.numbers = False, AS_USUAL

    def completing(self, look: Look) -> Iterator[None]:
        """Make the rest, some with each turn of the iterator; whoever connects them says when all `is_complete`."""
        makers = (
            *(self._make_data, self._make_steps, self._make_travel, self._make_explanation, self._make_why),
            *(self._make_train_bar, self._make_curves, self._make_maps, self._make_training, self._make_graph),
        )
        for make in makers:
            make(look.theme)
            yield

    def docks(self) -> Mapping[str, QWidget]:
        """The content of each dock, so far, by its name in the table of workspaces."""
        return {name: panel for name, panel in vars(self).items() if name in _DOCKED}

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
        return {workspace: vars(self)[name] for workspace, name in _BARS.items() if name in vars(self)}

    def set_numbers(self, numbers: object) -> None:
        """Write all numbers otherwise."""
        assert isinstance(numbers, NumberStyle)
        self.numbers = numbers
        for panel in vars(self).values():
            if hasattr(panel, "set_numbers"):
                panel.set_numbers(numbers)

    def set_theme(self, theme: Theme) -> None:
        """Repaint everything in another theme."""
        for panel in vars(self).values():
            if hasattr(panel, "set_theme"):
                panel.set_theme(theme)

    def _make_data(self, theme: Theme) -> None:
        from playground.ui.data_panel.data_panel import DataPanel

        self.data = DataPanel(theme)

    def _make_steps(self, theme: Theme) -> None:
        from playground.ui.listing.listing_panel import ListingPanel
        from playground.ui.stepper.step_controls import StepControls
        from playground.ui.stepper.step_list import StepList

        self.step_controls, self.steps, self.listing = StepControls(theme), StepList(theme), ListingPanel(theme)

    def _make_travel(self, theme: Theme) -> None:
        from playground.ui.stepper.travel_panel import TravelPanel
        from playground.ui.watch_panel.watch_panel import WatchPanel

        self.travel, self.watch = TravelPanel(theme), WatchPanel(theme)

    def _make_explanation(self, theme: Theme) -> None:
        from playground.ui.stepper.step_panel import StepPanel
        from playground.ui.stepper.values_panel import ValuesPanel

        self.explanation, self.values = StepPanel(theme), ValuesPanel(theme)
        self.values.setMinimumWidth(TWO_NUMBERS)

    def _make_why(self, theme: Theme) -> None:
        from playground.ui.why.why_panel import WhyPanel

        self.why = WhyPanel(theme)

    def _make_train_bar(self, theme: Theme) -> None:
        from playground.ui.train_panel.controls import TrainControls
        from playground.ui.train_panel.metrics import Metrics

        self.train_controls, self.metrics, self.train_bar = TrainControls(theme), Metrics(), QWidget()
        row = QHBoxLayout(self.train_bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.train_controls, 1)
        row.addWidget(self.metrics)

    def _make_curves(self, theme: Theme) -> None:
        from playground.ui.plots.curve_plot import AccuracyPlot, LossPlot
        from playground.ui.plots.weight_histograms import WeightHistograms

        self.loss, self.accuracy, self.weights = LossPlot(theme), AccuracyPlot(theme), WeightHistograms(theme)
        for plot in (self.loss, self.accuracy):
            plot.header.set_title_visible(False)
            plot.schedule = self.turns.request
        self.weights.header.hide()

    def _make_maps(self, theme: Theme) -> None:
        from playground.ui.map_panel import MapPanel
        from playground.ui.surface_panel import SurfacePanel

        self.map, self.surface = MapPanel(theme), SurfacePanel(theme)
        self.surface.schedule = self.turns.request

    def _make_training(self, theme: Theme) -> None:
        from playground.ui.train_panel.quality_panel import QualityPanel
        from playground.ui.train_panel.training_panel import TrainingPanel

        self.quality, self.training = QualityPanel(theme), TrainingPanel(theme)

    def _make_graph(self, theme: Theme) -> None:
        from playground.ui.graph.modes_panel import ModesPanel
        from playground.ui.links_panel import LinksPanel

        self.links, self.modes = LinksPanel(theme), ModesPanel(theme)

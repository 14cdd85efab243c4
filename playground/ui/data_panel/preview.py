"""A look at the data in the form that suits them: points, pictures, or the first rows as a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from playground.data.dataset import Dataset
from playground.data.split import Prepared
from playground.ui.data_panel.pictures import PicturesPreview, picture_shape
from playground.ui.data_panel.sample_table import SampleTable
from playground.ui.data_panel.scatter import HEIGHT, ScatterPreview
from playground.ui.palette import LIGHT, Theme


class Preview(QStackedWidget):
    """One of three pictures of a dataset."""

    number_clicked = Signal(object)  # (row, column) of the dataset

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._scatter, self._pictures, self._table = ScatterPreview(theme), PicturesPreview(theme), SampleTable()
        for page in (self._scatter, self._pictures, self._table):
            self.addWidget(page)
            page.number_clicked.connect(self.number_clicked)
        self.setFixedHeight(HEIGHT)

    def show_data(self, dataset: Dataset, prepared: Prepared) -> None:
        """Choose the form by the features, and show."""
        if dataset.columns <= 2:
            self._scatter.show_data(dataset, prepared)
            self.setCurrentWidget(self._scatter)
        elif picture_shape(dataset.feature_names) is not None:
            self._pictures.show_data(dataset)
            self.setCurrentWidget(self._pictures)
        else:
            self._table.show_data(dataset)
            self.setCurrentWidget(self._table)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._scatter.set_theme(theme)
        self._pictures.set_theme(theme)

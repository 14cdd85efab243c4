"""What the panel says about data, in words. No widgets."""

from __future__ import annotations

from playground.data.dataset import Dataset
from playground.data.errors import DataError, counted
from playground.data.imported import Imported
from playground.data.learnable import check_learnable
from playground.data.sources import BUNDLED, Bundled, DataSource, Written, bundled_info
from playground.data.split import Prepared

THIN_SPACE = "\u202f"
IN_STEP = "In Step a click, or Enter, walks this sample and explains the number"
MOST_NAMES = 5  # of columns in a remark


def summary(dataset: Dataset, prepared: Prepared) -> str:
    """`250 samples · 2 features · 2 classes · 200 train / 50 validation`."""
    task = counted(dataset.classes, "class")
    if dataset.task == "regression":
        task = counted(int(dataset.targets.shape[1]), "target")
    train, validation = len(prepared.train_index), len(prepared.validation_index)
    sizes = (counted(dataset.samples, "sample"), counted(dataset.columns, "feature"))
    words = " · ".join((*sizes, task, f"{train:,} train / {validation:,} validation"))
    return words.replace(",", THIN_SPACE)


def origin(source: DataSource) -> str:
    """Where a table comes from, in a sentence; nothing for generated data."""
    if isinstance(source, Bundled) and source.kind in {info.kind for info in BUNDLED}:
        info = bundled_info(source.kind)
        return f"{info.source} Licence: {info.licence}."
    if isinstance(source, Imported):
        return f"Imported from {source.name} to predict “{source.target}”. The table is saved with the network."
    if isinstance(source, Written):
        return "Written by hand, to be looked at number by number. Saved with the network."
    return ""


def class_list(dataset: Dataset) -> str:
    """The classes by name, `setosa, versicolor, virginica`; what is predicted for regression."""
    if dataset.task == "regression":
        return f"To predict: {', '.join(dataset.target_names) or 'a number'}"
    shown = ", ".join(dataset.class_names[:12])
    return f"Classes: {shown}" + (f" and {dataset.classes - 12} more" if dataset.classes > 12 else "")


def remark(dataset: Dataset) -> str:
    """Why nothing can be learned from the data, or which columns are of no use; nothing if all is well."""
    try:
        check_learnable(dataset)
    except DataError as error:
        return str(error)
    names = dataset.constant_columns
    if not names:
        return ""
    listed = ", ".join(names[:MOST_NAMES]) + (f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
    return f"{counted(len(names), 'column')} of one and the same value in all samples, of no use: {listed}"

"""The words of every setting: its title, what it does, how it is stepped and written. Knows no widget.

A setting is known by the name of its field in the engine's dataclasses, wherever it occurs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldText:
    """One setting: its title, what it does, how far an arrow key goes (None: 1, 2, 5, 10 …), dice or not.

    `joint` stands between the numbers of a row, `absent` in the field of a number that is left out.
    """

    title: str
    hint: str
    step: float | None = 1.0
    dice: bool = False
    joint: str = ", "
    absent: str = "none"


_AS = "as in training"

_BLOCKS: Mapping[str, FieldText] = {
    "features": FieldText("Features", "How many numbers of a sample enter here"),
    "units": FieldText("Units", "How many neurons the layer has"),
    "activation": FieldText("Activation", "The function g that each unit applies to its z"),
    "function": FieldText("Function", "The function g applied to each value that arrives"),
    "initializer": FieldText("Initializer", "How the first weights are drawn"),
    "initializer_scale": FieldText("Initial scale", "What the first weights are multiplied by", 0.1),
    "bias": FieldText("Bias", "Whether each unit adds a number of its own"),
    "inputs": FieldText("Inputs", "How many wires meet here"),
    "value": FieldText("Value", "The number itself; a parameter learns from there", 0.1),
    "exponent": FieldText("Exponent", "The power to which each value is raised"),
    "slope": FieldText("Slope", "The first slope for values below zero", 0.05),
    "per_unit": FieldText("Per unit", "Whether each unit learns a slope of its own"),
    "log": FieldText("Logarithm", "Whether the logarithm of the probabilities is given"),
    "entries": FieldText("Entries", "How many different numbers can arrive, counted from 0"),
    "dimension": FieldText("Dimension", "How many values stand for each of them"),
    "rate": FieldText("Rate", "The share of values that is dropped at random while training", 0.05),
    "epsilon": FieldText("Epsilon", "ε, a small number that keeps a division from becoming one by zero", None),
    "renewal": FieldText("Renewal", "Which part of the running mean and variance each batch replaces", 0.05),
}
_IMAGES: Mapping[str, FieldText] = {
    "filters": FieldText("Filters", "How many patterns are looked for, each giving a channel of its own"),
    "kernel": FieldText("Kernel", "Height and width of a pattern, in values", joint=" × "),
    "window": FieldText("Window", "Height and width of the part that becomes one value", joint=" × "),
    "stride": FieldText(
        "Stride", "How far the window moves on, down and to the right", joint=" × ", absent="as the window"
    ),
    "padding": FieldText(
        "Padding", "How many zeros are put above and below the image, left and right of it", joint=" × "
    ),
    "dilation": FieldText("Dilation", "How far apart the values under a kernel lie, 1 for neighbours", joint=" × "),
}
_SHAPES: Mapping[str, FieldText] = {
    "shape": FieldText("Shape", "Lengths of a sample's axes, e.g. 1 × 8 × 8; −1 takes what is left", joint=" × "),
    "axes": FieldText("Axes", "The order in which the axes of a sample stand afterwards, the first counted as 0"),
    "axis": FieldText("Axis", "Which axis of a sample, the first counted as 0, the last as −1"),
    "start": FieldText("Start", "The first place that is kept, counted from 0"),
    "stop": FieldText("Stop", "The place before which the part ends"),
    "factor": FieldText("Factor", "The number every value is multiplied by", 0.1),
    "transpose_second": FieldText("Transpose second", "Whether the rows of the second matrix are used as its columns"),
}
_LOSSES: Mapping[str, FieldText] = {
    "reduction": FieldText("Reduction", "Whether the losses of a batch are averaged or added up"),
    "delta": FieldText("Delta", "δ, the error from which on the loss grows in a straight line", 0.1),
    "label_smoothing": FieldText("Label smoothing", "The share of each target that is spread over all classes", 0.05),
    "class_weights": FieldText(
        "Class weights", "How much each class counts, e.g. 1, 2, 0.5; none: all the same", absent="all the same"
    ),
}
_TRAINING: Mapping[str, FieldText] = {
    "optimizer": FieldText("Optimizer", "The rule that turns gradients into updates"),
    "learning_rate": FieldText("Learning rate", "α, how far an update follows the gradient", None),
    "momentum": FieldText("Momentum", "μ, how much of the last velocity is kept", 0.05),
    "momentum_decay": FieldText("Decay of μ", "ψ, how quickly the momentum reaches its full size", 0.001),
    "rho": FieldText("Rho", "ρ, how much of the mean squared gradient is kept", 0.05),
    "beta1": FieldText("Beta 1", "β₁, how much of the mean gradient is kept", 0.05),
    "beta2": FieldText("Beta 2", "β₂, how much of the mean squared gradient is kept", 0.001),
    "weight_decay": FieldText("Weight decay", "λ, how far each update shrinks the weights", None),
    "batch_size": FieldText("Batch size", "How many samples share one update"),
    "seed": FieldText("Seed", "The number all random draws begin with", dice=True),
    "clip_value": FieldText("Clip values", "The largest size of a single gradient; 0 for no limit", 0.5),
    "clip_norm": FieldText("Clip norm", "The largest length of all gradients together; 0 for no limit", 0.5),
    "l1": FieldText("L1", "λ₁, how strongly the sizes of weights are held down; 0 for not at all", 0.001, absent=_AS),
    "l2": FieldText("L2", "λ₂, how strongly their squares are held down; 0 for not at all", 0.001, absent=_AS),
    "decay": FieldText("Decay", "λ, how far each update shrinks the weights; 0 for not at all", 0.001, absent=_AS),
    "precision": FieldText("Precision", "How many digits the numbers have while training"),
}
_SCHEDULES: Mapping[str, FieldText] = {
    "schedule": FieldText("Schedule", "How the learning rate changes from epoch to epoch"),
    "period": FieldText("Period", "After how many epochs the learning rate drops"),
    "fade": FieldText("Fade", "γ, what the learning rate is multiplied by", 0.05),
    "epochs": FieldText("Epochs", "How many epochs it takes", 10.0),
    "start_share": FieldText("Start share", "The share of the learning rate to begin with", 0.05),
    "peak_share": FieldText("Peak share", "The share of the epochs until the learning rate is highest", 0.05),
    "final_share": FieldText("Final share", "The share of the learning rate that is left in the end", 0.05),
    "patience": FieldText("Patience", "How many epochs without a better loss are waited for"),
    "threshold": FieldText("Threshold", "Which part better a loss must be to count", None),
}
_DATA: Mapping[str, FieldText] = {
    "samples": FieldText("Samples", "How many samples are drawn", 50.0),
    "noise": FieldText("Noise", "Standard deviation of the scatter around the ideal points", 0.05),
    "validation_fraction": FieldText("Validation share", "Which part is kept aside to validate on, 0 to below 1", 0.05),
    "standardize": FieldText("Standardize", "Scale features to mean 0 and deviation 1 of the training part"),
}

FIELDS: Mapping[str, FieldText] = {**_BLOCKS, **_IMAGES, **_SHAPES, **_LOSSES, **_TRAINING, **_SCHEDULES, **_DATA}


def field_text(name: str) -> FieldText:
    """The words of a setting; a name the table lacks speaks for itself."""
    return FIELDS.get(name) or FieldText(name.replace("_", " ").capitalize(), "")

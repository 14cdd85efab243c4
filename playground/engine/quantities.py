"""The one table of the things a program computes: z, a, δz, ∂L/∂W and the rest, each with its symbol and long name.

Code uses the long names, formulas and the window the symbols; nothing else may spell them a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain


class Role(StrEnum):
    """What a quantity is to the learner; the window gives each role one colour."""

    FORWARD = "forward"
    BACKWARD = "backward"
    PARAMETER = "parameter"
    DATA = "data"


@dataclass(frozen=True)
class Quantity:
    """One kind of value: `key` in code and files, `symbol` on the blackboard, `name` in words."""

    key: str
    symbol: str
    name: str
    role: Role
    indexed: bool = True  # whether the symbol carries the layer index, as in z⁽²⁾
    per_sample: bool = True  # whether there is one for each sample of a batch, along the first axis

    def label(self, layer: int | None) -> str:
        """The symbol with its layer index as plain text, e.g. `z⁽²⁾`."""
        return self.symbol if layer is None or not self.indexed else f"{self.symbol}{superscript(layer)}"


SUPERSCRIPTS = str.maketrans("0123456789()-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺")
SUBSCRIPTS = str.maketrans("0123456789,-+", "₀₁₂₃₄₅₆₇₈₉,₋₊")


def superscript(layer: int) -> str:
    """A layer index as written above a symbol: 2 → `⁽²⁾`."""
    return f"({layer})".translate(SUPERSCRIPTS)


def subscript(index: tuple[int, ...]) -> str:
    """A zero-based element index as written below a symbol, counted from one: (1, 0) → `₂,₁`."""
    return ",".join(str(i + 1) for i in index).translate(SUBSCRIPTS)


_VALUES = (
    Quantity("activation", "a", "activation", Role.FORWARD),
    Quantity("pre_activation", "z", "pre-activation", Role.FORWARD),
    Quantity("probabilities", "p", "probabilities", Role.FORWARD, indexed=False),
    Quantity("loss", "L", "loss", Role.FORWARD, indexed=False, per_sample=False),
    Quantity("target", "y", "target", Role.DATA, indexed=False),
    Quantity("adjusted_target", "ỹ", "smoothed or weighted target", Role.DATA, indexed=False),
    Quantity("margin", "m", "margin", Role.FORWARD, indexed=False),
    Quantity("clipped_distance", "c", "clipped distance", Role.FORWARD, indexed=False),
    Quantity("mask", "r", "mask", Role.DATA),
    Quantity("mean", "μ", "mean", Role.FORWARD, per_sample=False),
    Quantity("variance", "σ²", "variance", Role.FORWARD, per_sample=False),
    Quantity("deviation", "s", "standard deviation", Role.FORWARD, per_sample=False),
    Quantity("sample_mean", "μ", "mean of the sample", Role.FORWARD),
    Quantity("sample_variance", "σ²", "variance of the sample", Role.FORWARD),
    Quantity("sample_deviation", "s", "standard deviation of the sample", Role.FORWARD),
    Quantity("normalized", "x̂", "normalized value", Role.FORWARD),
    Quantity("windows", "X", "windows of the image", Role.FORWARD),
    Quantity("grad_activation", "δa", "gradient of the activation", Role.BACKWARD),
    Quantity("grad_pre_activation", "δz", "gradient of the pre-activation", Role.BACKWARD),
    Quantity("grad_normalized", "δx̂", "gradient of the normalized value", Role.BACKWARD),
    Quantity("contribution", "δa", "contribution to the gradient of the activation", Role.BACKWARD),
    Quantity("slope", "g′(z)", "slope of the activation function", Role.FORWARD),
    Quantity("running_mean", "μ̄", "running mean", Role.PARAMETER, per_sample=False),
    Quantity("running_variance", "σ̄²", "running variance", Role.PARAMETER, per_sample=False),
    Quantity("gradient_norm", "‖g‖", "length of the whole gradient", Role.BACKWARD, indexed=False, per_sample=False),
)


@dataclass(frozen=True)
class NumberName:
    """A setting of a descent, or a number that is the same for the whole network, such as the count of updates t."""

    key: str
    symbol: str
    name: str


NUMBERS = (
    NumberName("learning_rate", "α", "learning rate"),
    NumberName("momentum", "μ", "momentum"),
    NumberName("rho", "ρ", "fading of the mean square"),
    NumberName("beta1", "β₁", "fading of the mean"),
    NumberName("beta2", "β₂", "fading of the mean square"),
    NumberName("epsilon", "ε", "least divisor"),
    NumberName("momentum_decay", "ψ", "speed of the momentum's growth"),
    NumberName("weight_decay", "λ", "decay of the parameters"),
    NumberName("step", "t", "count of updates"),
    NumberName("momentum_now", "μ", "momentum of this update"),
    NumberName("momentum_next", "μ′", "momentum of the next update"),
    NumberName("momentum_product", "Π", "product of all momenta"),
    NumberName("l1", "λ₁", "penalty on sizes"),
    NumberName("l2", "λ₂", "penalty on squares"),
    NumberName("decay", "λ", "decay of the weights"),
    NumberName("clip_value", "c", "largest element of a gradient"),
    NumberName("clip_norm", "c", "largest length of the gradient"),
    NumberName("clip_factor", "κ", "factor of the gradient"),
    NumberName("initial_rate", "α₀", "first learning rate"),
    NumberName("time", "e", "epochs so far"),
    NumberName("epochs", "n", "length in epochs"),
    NumberName("fade", "γ", "factor of the learning rate"),
    NumberName("drops", "k", "count of drops"),
    NumberName("start_share", "p", "share at the start"),
    NumberName("final_share", "f", "share at the end"),
    NumberName("from_share", "p", "share from which it goes"),
    NumberName("to_share", "q", "share to which it goes"),
    NumberName("way", "s", "part of the way gone"),
    NumberName("rate_factor", "κ", "factor of the learning rate"),
)


@dataclass(frozen=True)
class ParameterName:
    """A kind of parameter: `key` in code, `symbol` in formulas, `small` above the optimizer's symbols as in vᵂ."""

    key: str
    symbol: str
    small: str
    name: str


@dataclass(frozen=True)
class StateName:
    """Something an optimizer keeps or computes for each parameter, such as a velocity v."""

    key: str
    symbol: str
    name: str


PARAMETERS = (
    ParameterName("weights", "W", "ᵂ", "weights"),
    ParameterName("bias", "b", "ᵇ", "bias"),
    ParameterName("recurrent_weights", "U", "ᵁ", "recurrent weights"),
    ParameterName("table", "E", "ᴱ", "table"),
    ParameterName("gain", "γ", "ᵞ", "gain"),
    ParameterName("shift", "β", "ᵝ", "shift"),
    ParameterName("slopes", "s", "ˢ", "slopes"),
    ParameterName("value", "θ", "ᶿ", "value"),
)

STATES = (
    StateName("velocity", "v", "velocity"),
    StateName("square_sum", "s", "sum of squared gradients"),
    StateName("square_mean", "v", "mean square gradient"),
    StateName("first", "m", "mean gradient"),
    StateName("second", "v", "mean square gradient"),
    StateName("first_hat", "m̂", "corrected mean gradient"),
    StateName("second_hat", "v̂", "corrected mean square gradient"),
    StateName("direction", "c", "direction of the step"),
)


def _of_parameter(parameter: ParameterName) -> Iterator[Quantity]:
    """The parameter itself, its gradient, one node's share in it, and all that an optimizer has for it."""
    yield Quantity(parameter.key, parameter.symbol, parameter.name, Role.PARAMETER, per_sample=False)
    gradient, words = f"∂L/∂{parameter.symbol}", f"gradient of the {parameter.name}"
    yield Quantity(f"grad_{parameter.key}", gradient, words, Role.BACKWARD, per_sample=False)
    yield Quantity(f"share_{parameter.key}", gradient, f"share in the {words}", Role.BACKWARD, per_sample=False)
    for state in STATES:
        symbol, name = f"{state.symbol}{parameter.small}", f"{state.name} of the {parameter.name}"
        yield Quantity(f"{state.key}_{parameter.key}", symbol, name, Role.PARAMETER, per_sample=False)


def _of_number(number: NumberName) -> Quantity:
    return Quantity(number.key, number.symbol, number.name, Role.DATA, indexed=False, per_sample=False)


QUANTITIES: Mapping[str, Quantity] = {
    quantity.key: quantity
    for quantity in chain(_VALUES, map(_of_number, NUMBERS), chain.from_iterable(map(_of_parameter, PARAMETERS)))
}

"""The one table of the things a program computes: z, a, δz, ∂L/∂W and the rest, each with its symbol and long name.

Code uses the long names, formulas and the window the symbols; nothing else may spell them a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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


_TABLE = (
    Quantity("activation", "a", "activation", Role.FORWARD),
    Quantity("pre_activation", "z", "pre-activation", Role.FORWARD),
    Quantity("probabilities", "p", "probabilities", Role.FORWARD, indexed=False),
    Quantity("loss", "L", "loss", Role.FORWARD, indexed=False, per_sample=False),
    Quantity("target", "y", "target", Role.DATA, indexed=False),
    Quantity("grad_activation", "δa", "gradient of the activation", Role.BACKWARD),
    Quantity("grad_pre_activation", "δz", "gradient of the pre-activation", Role.BACKWARD),
    Quantity("contribution", "δa", "contribution to the gradient of the activation", Role.BACKWARD),
    Quantity("slope", "g′(z)", "slope of the activation function", Role.FORWARD),
    Quantity("grad_weights", "∂L/∂W", "gradient of the weights", Role.BACKWARD, per_sample=False),
    Quantity("grad_bias", "∂L/∂b", "gradient of the bias", Role.BACKWARD, per_sample=False),
    Quantity("weights", "W", "weights", Role.PARAMETER, per_sample=False),
    Quantity("bias", "b", "bias", Role.PARAMETER, per_sample=False),
    Quantity("velocity_weights", "v", "velocity of the weights", Role.PARAMETER, per_sample=False),
    Quantity("velocity_bias", "v", "velocity of the bias", Role.PARAMETER, per_sample=False),
    Quantity("learning_rate", "α", "learning rate", Role.DATA, indexed=False, per_sample=False),
    Quantity("momentum", "μ", "momentum", Role.DATA, indexed=False, per_sample=False),
)

QUANTITIES: Mapping[str, Quantity] = {quantity.key: quantity for quantity in _TABLE}

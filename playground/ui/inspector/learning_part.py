"""The part of a block's page about how it learns: what is frozen, whose parameters it uses, penalties of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from playground.engine.network import Learning, Network, Node
from playground.engine.quantities import QUANTITIES
from playground.ui.choice import Choice
from playground.ui.controls import Check
from playground.ui.inspector.subject import kept_shapes, parameters_of
from playground.ui.labels import clear, column, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.setting_words import field_text
from playground.ui.settings_form import SettingsForm, titled_row

OWN = "its own"
_PENALTIES = ("l1", "l2", "decay")

Problem = Callable[[Learning], str]  # why a block may not learn so, in one sentence; "" if it may


class LearningPart(QWidget):
    """Asks for another `Learning`; emits nothing while it is filled."""

    changed = Signal(object)  # Learning

    def __init__(self, problem: Problem, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._shown: tuple[Network, Node] | None = None
        self._value, self._freezable = Learning(), tuple[str, ...]()
        self._checks, self._frozen = dict[str, Check](), row(spacing=16)
        self._offered: Mapping[str, str] = {"": OWN}
        self._shares = Choice(self._offered)
        self._shares.setToolTip("The block whose parameters this one uses; their gradients add up")
        self._shares.entered.connect(self._share)
        self._penalties = SettingsForm(problem, theme=theme)
        self._penalties.changed.connect(self._tell)
        holder = QWidget()
        column(holder).addLayout(self._frozen)
        lines = column(self)
        lines.addLayout(titled_row("Frozen", holder, holder))
        lines.addLayout(titled_row("Parameters", self._shares, self._shares))
        lines.addWidget(self._penalties)

    def show_block(self, network: Network, node: Node) -> None:
        """Show how a block learns."""
        if (network, node) == self._shown:
            return
        self._shown, self._value = (network, node), node.learning
        freezable = tuple(spec.quantity for spec in parameters_of(network, node.id) if spec.trainable)
        if freezable != self._freezable:
            self._freezable = freezable
            self._make_checks()
        for quantity, check in self._checks.items():
            check.fill(quantity in node.learning.frozen)
            check.setEnabled(not node.learning.shares)
        self._offer({"": OWN, **owners(network, node)})
        self._shares.fill(node.learning.shares)
        self._penalties.show_value(node.learning, node.id)
        self._penalties.setEnabled(not node.learning.shares)

    @property
    def applies(self) -> bool:
        """Whether the block learns anything."""
        return bool(self._freezable)

    def set_theme(self, theme: Theme) -> None:
        """The theme of controls made from now on."""
        self._penalties.set_theme(theme)

    def _offer(self, titles: Mapping[str, str]) -> None:
        if titles != self._offered:
            self._offered = titles
            self._shares.offer(titles)

    def _make_checks(self) -> None:
        clear(self._frozen)
        self._checks = {quantity: Check() for quantity in self._freezable}
        for quantity, check in self._checks.items():
            described = QUANTITIES[quantity]
            check.setText(described.symbol)
            check.setAccessibleName(f"Freeze the {described.name}")
            check.setToolTip(f"Updates leave the {described.name} as they are")
            check.entered.connect(self._freeze)
            self._frozen.addWidget(check)
        self._frozen.addStretch(1)

    def _freeze(self, _checked: object) -> None:
        frozen = tuple(quantity for quantity, check in self._checks.items() if check.isChecked())
        self._tell(replace(self._value, frozen=frozen))

    def _share(self, owner: object) -> None:
        alone = Learning() if owner else replace(self._value, shares="")
        self._tell(replace(alone, shares=str(owner)))

    def _tell(self, value: object) -> None:
        if value != self._value:
            self.changed.emit(value)


def owners(network: Network, node: Node) -> Mapping[str, str]:
    """The blocks whose parameters this one could use, ids with names; none while others use its own."""
    wanted = kept_shapes(network, node.id)
    if not wanted or any(other.learning.shares == node.id for other in network.nodes):
        return {}
    others = (other for other in network.nodes if other.id != node.id and not other.learning.shares)
    return {other.id: other.name for other in others if kept_shapes(network, other.id) == wanted}


def learning_words(network: Network, learning: Learning) -> str:
    """What is out of the ordinary: `W, b frozen`, `uses Dense 1`, `L2 0.01`; nothing where all is as in training."""
    if learning.shares in network.by_id:
        return f"uses {network.by_id[learning.shares].name}"
    frozen = ", ".join(QUANTITIES[quantity].symbol for quantity in learning.frozen)
    numbers = ((field_text(name).title, getattr(learning, name)) for name in _PENALTIES)
    penalties = (f"{title} {value:g}" for title, value in numbers if value is not None)
    return " · ".join([*([f"{frozen} frozen"] if frozen else []), *penalties])

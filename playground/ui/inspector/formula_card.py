"""The card with a block's mathematics: its formulas, what flows through it, and what it learns."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from playground.engine.network import Network, Node
from playground.engine.operations.operation import shape_text
from playground.engine.quantities import QUANTITIES
from playground.ui.inspector.block_formulas import forward_formulas
from playground.ui.inspector.formula_line import FormulaLine
from playground.ui.inspector.subject import arriving, count, parameter_count, parameters_of, shapes_of
from playground.ui.labels import column, label, note
from playground.ui.palette import LIGHT, Theme


class FormulaCard(QWidget):
    """Formulas as the program will run them; the operation's summary while the block is not wired."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self._formulas: list[FormulaLine] = []
        self._summary, self._flow = label(wrap=True), label(kind="caption", wrap=True)
        frame, self._lines = note()
        self._lines.addWidget(self._summary)
        self._lines.addWidget(self._flow)
        column(self).addWidget(frame)

    def show_block(self, network: Network, node: Node) -> None:
        """Write the card anew if the block, what arrives at it or its place in the order has changed."""
        inputs = arriving(network, node.id)
        layers = [network.layers.get(edge.source) for edge in network.incoming[node.id]] if inputs is not None else []
        shown = (node.id, node.operation, inputs, layers, network.layers.get(node.id) if inputs is not None else None)
        if shown != self._shown:
            self._shown = shown
            self._write(network, node)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        for line in self._formulas:
            line.set_theme(theme)

    def _write(self, network: Network, node: Node) -> None:
        written = forward_formulas(network, node.id)
        while len(self._formulas) < len(written):
            self._formulas.append(FormulaLine(self._theme))
            self._lines.insertWidget(len(self._formulas) - 1, self._formulas[-1])
        for line, (formula, lookup) in zip(self._formulas, written, strict=False):
            line.set_formula(formula, lookup)
        for index, line in enumerate(self._formulas):
            line.setVisible(index < len(written))
        self._summary.setText(node.operation.summary)
        self._summary.setVisible(not written)
        self._flow.setText(flow_words(network, node))


def flow_words(network: Network, node: Node) -> str:
    """What arrives, what leaves and what is learned: `64 → 32 values · W 32 × 64, b 32 · 2 080 parameters`."""
    inputs, shapes, specs = arriving(network, node.id), shapes_of(network), parameters_of(network, node.id)
    if inputs is None or node.id not in shapes:
        return "Wire it up to see what flows through it."
    result = f"{shape_text(shapes[node.id])} {'value' if shapes[node.id] == (1,) else 'values'}"
    arrived = " and ".join(shape_text(shape) for shape in inputs)
    words = [f"{arrived} → {result}" if inputs and node.operation.has_output else result]
    if specs:
        words.append(", ".join(f"{QUANTITIES[spec.quantity].symbol} {shape_text(spec.shape)}" for spec in specs))
    own = parameter_count(network, frozenset({node.id}))
    if own:
        words.append(count(own, "parameter"))
    return " · ".join(words)

"""The pictures of the stepper: what blocks show on the canvas, whatever the rank of their values."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.document import example_networks, graph_examples
from playground.engine.operations.convolution import Conv2D
from playground.session.step_rows import block_rows
from playground.ui.block_rows import value_rows
from playground.ui.step_views import with_tangents
from playground.ui.workspaces import Workspace
from tests.engine.samples_image import on_image
from tests.session.walked_nets import stepper
from tests.user import LEFT, User


def test_the_values_of_a_sequence_stand_as_rows_on_their_block() -> None:
    diagram = example_networks.attention()
    walked = stepper(diagram.network)
    walked.run_to(len(walked.instructions))
    for node, rows in value_rows(walked).items():
        for shown, row in zip(rows, block_rows(walked, node), strict=True):
            assert shown.values is not None
            assert row.array is not None
            assert shown.values.shape == shown.drawn_shape
            assert np.array_equal(shown.values.ravel(), row.array.ravel())


def test_the_images_of_a_convolution_stand_side_by_side_on_their_block() -> None:
    walked = stepper(on_image((1, 4, 4), Conv2D(2)))
    walked.run_to(len(walked.instructions))
    z = next(row for row in value_rows(walked)["n2"] if row.quantity == "pre_activation")
    array = walked.program.value("pre_activation", "n2")
    assert z.values is not None
    assert z.drawn_shape == (2, 4)
    assert np.array_equal(z.values, np.hstack([array[0, 0], array[0, 1]]))


def test_a_tangent_stands_below_the_values_of_its_block() -> None:
    walked = stepper(graph_examples.one_neuron().diagram.network)
    walked.run_to(1)
    rows = value_rows(walked)
    node = walked.network.nodes[0].id
    shown = with_tangents(rows, {node: ("∂x/∂x", np.ones((1, 1)))})
    assert [row.symbol for row in shown[node]][-1] == "∂x/∂x"
    assert all(shown[other] == rows[other] for other in rows if other != node)


def test_numbers_that_enter_a_graph_show_the_gradient_that_comes_back() -> None:
    walked = stepper(graph_examples.one_neuron().diagram.network)
    symbols = {id: [row.symbol for row in rows] for id, rows in value_rows(walked).items()}
    assert symbols[walked.network.named("x").id] == ["x", "∂L/∂x"]
    assert symbols[walked.network.named("w2").id] == ["w2", "∂L/∂w2"]


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone at the end of a pass."""
    someone = User(qtbot, qapp)
    someone.window.show_workspace(Workspace.STEP)
    someone.settle()
    someone.wiring.steps.run_to(len(someone.stepper.instructions) - 1)
    someone.settle()
    yield someone
    someone.close()


def shown_values(user: User, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, object]]:
    """The block, and the index explained, each time that values are shown from now on."""
    shown, panel = [], user.wiring.panels.values
    show_stepper = panel.show_stepper

    def note(walked: object, node: str | None, index: object) -> None:
        shown.append((node, index))
        show_stepper(walked, node, index)

    monkeypatch.setattr(panel, "show_stepper", note)
    return shown


def click_number(user: User, name: str, quantity: str) -> str:
    """Click the first number of a row on a block; its id."""
    block = user._block(name)
    (row,) = (row for row in block.layout.rows if row.row.quantity == quantity)
    place = user._in_view(block.pos() + row.lines[0].rect.topLeft() + QPointF(6.0, 6.0))
    user.qtbot.mouseClick(user._viewport, LEFT, pos=place)
    return block.node


def test_a_click_on_a_number_shows_the_values_of_its_block_once(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_values(user, monkeypatch)
    explanation = user.wiring.panels.explanation
    for name in ("Dense 1", "Dense 2"):
        node = click_number(user, name, "pre_activation")
        assert [one for one, _index in shown] == [node]
        assert user.wiring.views.selection == {node}
        assert explanation.trail.instruction is not None
        assert explanation.trail.instruction.node == node
        shown.clear()
    user.wiring.steps.back()
    assert [one for one, _index in shown] == [node]  # the block stays chosen


def test_a_click_on_a_given_number_shows_the_values_of_its_block_too(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    user.wiring.steps.restart()
    click_number(user, "Dense 2", "pre_activation")
    shown = shown_values(user, monkeypatch)
    node = user._block("Dense 1").node
    user.wiring.panels.canvas.value_clicked.emit((node, "weights", (0, 0)))
    assert [one for one, _index in shown] == [node]


def test_a_block_that_is_left_gives_the_values_back_to_the_step(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    click_number(user, "Dense 1", "pre_activation")
    shown = shown_values(user, monkeypatch)
    user.wiring.panels.canvas.selection.set(frozenset())
    assert [one for one, _index in shown] == [None]

"""Any number leads to its explanation: on a watch's curve, in the data, in the table of both modes, beside a link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Index, Ref
from playground.ui.link_view import LinkView
from playground.ui.watch_panel.watch_delegate import SEEN, curve, curve_rect, finite_points, value_rect
from playground.ui.workspaces import Workspace
from tests.user import LEFT, PLAIN, User


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone in front of a freshly opened window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def explained(user: User) -> tuple[str, Index] | None:
    """The quantity and the element that the panel explains."""
    place = user.wiring.panels.explanation.trail.place
    return None if place is None else (place[0].quantity, place[1])


def watch(user: User, text: str) -> None:
    """Type an expression to be watched."""
    entry = user.wiring.panels.watch.expression
    QTest.keyClicks(entry.line, text)
    QTest.keyClick(entry.line, Qt.Key.Key_Return)


def walked_updates(user: User, count: int) -> None:
    """Walk so many passes with a watch in sight."""
    user.window.show_workspace(Workspace.STEP)
    user.window.show_dock("watch")
    watch(user, "max|dz(1)|")
    for _ in range(count):
        user.command("next_pass")
    user.command("run_to_end")


def middle(user: User) -> tuple[QPoint, int, float]:
    """A point in the middle of the curve of the first watch: where, of which update, its value."""
    lines = user.wiring.panels.watch.watches
    points = finite_points(lines.item(0).data(SEEN))
    place = curve(points, curve_rect(lines.visualItemRect(lines.item(0))))[len(points) // 2]
    return place.toPoint(), *points[len(points) // 2]


def test_a_click_on_a_point_of_a_watch_goes_to_its_update_and_explains_the_number(user: User) -> None:
    walked_updates(user, 6)
    place, updates, value = middle(user)
    QTest.mouseClick(user.wiring.panels.watch.watches.viewport(), LEFT, PLAIN, place)
    user.settle()
    assert user.stepper.start.learned.updates == updates < 6
    found = explained(user)
    assert found is not None
    assert found[0] == "grad_pre_activation"
    current = user.stepper.current
    assert current is not None
    assert abs(current.result.array[found[1]]) == value


def test_by_keys_a_point_is_chosen_told_and_asked_for(user: User) -> None:
    walked_updates(user, 4)
    lines = user.wiring.panels.watch.watches
    lines.setFocus()
    lines.setCurrentRow(0)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(lines, key)
    points = finite_points(lines.item(0).data(SEEN))
    assert lines.accessibleDescription().startswith(f"update {points[-3][0]}: ")
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert user.stepper.start.learned.updates == points[-3][0]


def test_a_click_on_the_value_explains_it_where_the_pass_stands(user: User) -> None:
    walked_updates(user, 2)
    lines, updates = user.wiring.panels.watch.watches, user.stepper.start.learned.updates
    place = value_rect(lines.visualItemRect(lines.item(0))).center().toPoint()
    QTest.mouseClick(lines.viewport(), LEFT, PLAIN, place)
    assert user.stepper.start.learned.updates == updates
    assert explained(user) is not None
    assert user.stepper.at_end


def test_what_no_line_computes_is_said_to_have_no_explanation(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    user.window.show_dock("watch")
    watch(user, "epoch")
    lines = user.wiring.panels.watch.watches
    lines.setCurrentRow(0)
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert "nothing to explain" in user.window.notice.text


def test_a_click_on_the_data_walks_the_sample_and_explains_what_enters(user: User) -> None:
    user.wiring.files.open_example("two_layers")
    user.window.show_workspace(Workspace.STEP)
    user.window.show_dock("data")
    user.settle()
    table = user.wiring.panels.data._rows.table
    cell = table.visualRect(table.model().index(1, 1)).center()
    QTest.mouseClick(table.viewport(), LEFT, PLAIN, cell)
    assert (user.wiring.steps.choice.index, explained(user)) == (1, ("activation", (0, 1)))
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert explained(user) == ("loss", ())
    assert user.wiring.panels.step_controls.choice.index == 1


def test_a_sample_kept_for_validation_says_so_and_in_build_a_click_only_selects(user: User) -> None:
    panel = user.wiring.panels.data
    prepared = user.wiring.workbench.state.prepared
    assert prepared is not None
    panel.number_clicked.emit((int(prepared.train_index[3]), 0))
    assert user.wiring.steps.stepper is None
    user.window.show_workspace(Workspace.STEP)
    panel.number_clicked.emit((int(prepared.validation_index[0]), 0))
    assert "kept for validation" in user.window.notice.text
    panel.number_clicked.emit((int(prepared.train_index[3]), 1))
    assert user.wiring.steps.choice.index == 3


def test_numbers_of_both_modes_and_links_bring_the_explanation_to_the_front(user: User) -> None:
    user.wiring.files.open_example("neuron")
    user.window.show_workspace(Workspace.STEP)
    user.command("run_to_end")
    panels = user.wiring.panels
    user.window.show_dock("modes")
    user.settle()
    table, node = panels.modes.table, panels.modes.model.node(2)
    QTest.mouseClick(table.viewport(), LEFT, PLAIN, table.visualRect(table.model().index(2, 3)).center())
    user.settle()
    assert panels.explanation.trail.place == (Ref(node, "grad_activation"), (0, 0))
    assert panels.explanation.isVisible()
    assert not table.isVisible()
    user.window.show_dock("links")
    user.settle()
    view = next(view for view in panels.links.findChildren(LinkView) if view.isVisible())
    QTest.mouseClick(view.value, LEFT)
    user.settle()
    assert panels.explanation.trail.place == view._link.value_at
    assert panels.explanation.isVisible()

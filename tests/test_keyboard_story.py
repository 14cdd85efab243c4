"""One lesson twice in the real window, by mouse and by keys alone: the same state to the bit, and the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Instruction
from playground.ui import announcing
from playground.ui.workspaces import Workspace
from tests.user import ALT, CONTROL, LEFT, PLAIN, User, computed

NOTCHES = 5  # of the wheel over w2, or presses of Up
FAR = 80  # presses of Tab after which something counts as out of reach
NAMED = "w2 is 2, its gradient minus 24."
TOLD = (
    f"{NAMED} 2 paths lead from w2 to the loss. Their products add up to −24.00; ∂L/∂w2 = −24.00.",
    f"{NAMED} backpropagation −24.00000000; complex step −24.00000000 relative error 0; "
    "central difference, ε = 1e−5 −24.00000000 relative error 0; forward difference, ε = 1e−5 −23.99984000",
    f"{NAMED} loss 9, change 0, predicted 0",
    "loss 8.762, change minus 0.2384, predicted minus 0.24",
    "loss 8.526, change minus 0.4736, predicted minus 0.48",
    "loss 8.294, change minus 0.7056, predicted minus 0.72",
    "loss 8.066, change minus 0.9344, predicted minus 0.96",
    "loss 7.84, change minus 1.16, predicted minus 1.2",
    "w2, partial L by partial w2, minus 22.4",
    "w1, 6.056",
)


class Ears:
    """A screen reader: hears what is announced."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def isActive(self) -> bool:
        """Somebody listens."""
        return True

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        """Hear it, unless it was just said."""
        if self.heard[-1:] != [event.message()]:
            self.heard.append(event.message())


Lesson = Callable[[User, Ears], None]


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Ears:
    """What is announced while the test runs."""
    listener = Ears()
    monkeypatch.setattr(announcing, "QAccessible", listener)
    return listener


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone in front of a freshly opened window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def spoken(widget: QWidget | None) -> str:
    """What a screen reader calls a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name)


def reach(user: User, name: str) -> None:
    """Press Tab until the keyboard is on what has this name."""
    for _ in range(FAR):
        if spoken(user.window.focusWidget()) == name:
            return
        user.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name!r}")


def is_gradient_of_w2(step: Instruction | None) -> bool:
    """Whether ∂L/∂w2 was found last."""
    return step is not None and step.symbol == "∂L/∂w2"


def lesson_by_keys(user: User, ears: Ears) -> None:
    """Walk to ∂L/∂w2, see its paths, prove it, try another w2, keep that, make one update."""
    user.press(Qt.Key.Key_2, CONTROL)
    while not is_gradient_of_w2(user.stepper.current):
        user.press(Qt.Key.Key_2, ALT)
    ears.heard.clear()
    user.press(Qt.Key.Key_W, ALT)
    wait_for_words(user, ears, "2 paths lead from w2 to the loss")
    user.press(Qt.Key.Key_Right)
    wait_for_words(user, ears, "central difference")
    user.press(Qt.Key.Key_Right)
    wait_for_words(user, ears, "loss 9")
    reach(user, "Another value for w2")
    for _ in range(NOTCHES):
        user.press(Qt.Key.Key_Up)
    reach(user, "Keep the changed numbers")
    user.press(Qt.Key.Key_Space)
    user.press(Qt.Key.Key_F8)


def lesson_by_mouse(user: User, ears: Ears) -> None:
    """The same with the mouse alone."""
    click(button(user.window, "Step"))
    view = user.wiring.panels.steps.view
    row = next(at for at, step in enumerate(user.stepper.instructions) if is_gradient_of_w2(step))
    click(view.viewport(), view.visualRect(view.model().index(row, 0)).center())
    ears.heard.clear()
    click_tab(user.window, "Why")
    wait_for_words(user, ears, "2 paths lead from w2 to the loss")
    click_tab(user.wiring.panels.why, "Proof")
    wait_for_words(user, ears, "central difference")
    click_tab(user.wiring.panels.why, "What if")
    wait_for_words(user, ears, "loss 9")
    for _ in range(NOTCHES):
        turn_wheel(user.wiring.panels.why.what_if.number)
    click(button(user.window, "Keep the changed numbers"))
    click(button(user.window, "Run to end"))


def button(inside: QWidget, name: str) -> QWidget:
    """A button in sight, by its name."""
    buttons = inside.findChildren(QAbstractButton)
    return next(found for found in buttons if found.isVisible() and spoken(found) == name)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click the middle of a widget or a point of it."""
    QTest.mouseClick(widget, LEFT, PLAIN, widget.rect().center() if at is None else at)
    QApplication.processEvents()


def click_tab(inside: QWidget, title: str) -> None:
    """Click a tab in sight."""
    tabs = [(bar, tab) for bar in inside.findChildren(QTabBar) for tab in range(bar.count())]
    bar, tab = next((bar, tab) for bar, tab in tabs if bar.tabText(tab) == title and is_in_sight(bar))
    click(bar, bar.tabRect(tab).center())


def is_in_sight(widget: QWidget) -> bool:
    """Whether nothing stands over a widget."""
    middle = widget.mapTo(widget.window(), widget.rect().center())
    return widget.isVisible() and widget.window().childAt(middle) is widget


def turn_wheel(over: QWidget) -> None:
    """One notch away from the user."""
    middle = QPointF(over.rect().center())
    turned = QWheelEvent(
        middle,
        over.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        PLAIN,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(over, turned)
    QApplication.processEvents()


def wait_for_words(user: User, ears: Ears, words: str) -> None:
    """Until they have been said."""
    user.wait_for(lambda: any(words in said for said in ears.heard))


@pytest.fixture
def outcome(qtbot: QtBot, qapp: QApplication, ears: Ears) -> Callable[[Lesson], tuple[object, ...]]:
    """What a lesson leaves in a fresh window: all values, everything learned, and the words said from ∂L/∂w2 on."""

    def give(lesson: Lesson) -> tuple[object, ...]:
        pupil = User(qtbot, qapp)
        pupil.wiring.files.open_example("neuron")
        pupil.settle()
        lesson(pupil, ears)
        left = computed(pupil.stepper), pupil.parameters(), tuple(ears.heard)
        pupil.close()
        return left

    return give


def test_a_lesson_by_mouse_and_by_keys_ends_alike_to_the_bit_and_is_told_alike(
    outcome: Callable[[Lesson], tuple[object, ...]],
) -> None:
    by_mouse, by_keys = outcome(lesson_by_mouse), outcome(lesson_by_keys)
    assert by_mouse == by_keys
    _values, _learned, said = by_keys
    assert said == TOLD


@pytest.mark.parametrize("workspace", list(Workspace))
def test_tab_stops_only_where_something_can_be_seen_and_has_a_name(user: User, workspace: Workspace) -> None:
    for shown in (*Workspace, workspace):
        user.command(f"show_{shown.value}")  # swapping docks leaves tab bars behind
    user.qtbot.wait(300)
    stops = [user.window.focusWidget()]
    while len(stops) < FAR and (stops[-1] in stops[-2:-1] or stops[-1] not in stops[:-1]):
        user.press(Qt.Key.Key_Tab)
        stops.append(user.window.focusWidget())
    assert len(set(stops)) > 10
    for stop in stops:
        assert spoken(stop), stop
        assert not isinstance(stop, QTabBar) or is_in_sight(stop), stop.geometry()


def test_the_keyboard_is_on_the_canvas_when_what_had_it_is_gone(user: User) -> None:
    user.press(Qt.Key.Key_2, CONTROL)
    user.wiring.panels.step_controls.findChild(QComboBox).setFocus()
    user.press(Qt.Key.Key_1, CONTROL)
    assert user.window.focusWidget() is user.canvas

"""The bar asks for what is pressed, offers only what can be done, and gives way in a narrow window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Phase
from playground.session.step_rows import PhaseCount
from playground.session.stepper import Granularity
from playground.ui.kept_picture import paint_kept
from playground.ui.palette import DARK, LIGHT
from playground.ui.sample_choice import SampleChoice, SampleKind
from playground.ui.stepper import phase_pills
from playground.ui.stepper.phase_pills import PhasePills, pill_text
from playground.ui.stepper.step_controls import StepControls
from playground.ui.theme import dress
from tests.event_count import EventCount
from tests.session.walked_nets import NETS, cursor_after, stepper


def bar(qtbot: QtBot, width: int = 1400) -> StepControls:
    """A bar over a net, shown."""
    controls = StepControls()
    qtbot.addWidget(controls)
    controls.setMinimumSize(1, 1)  # as in the window, whose bar it is, not as wide as its parts just now
    controls.resize(width, 44)
    controls.show_samples(250, 10)
    controls.show_stepper(stepper(NETS["2-3-2 softmax"]))
    controls.show()
    return controls


def button(controls: QWidget, name: str) -> QPushButton:
    """The button of an accessible name."""
    return next(one for one in controls.findChildren(QPushButton) if one.accessibleName() == name)


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Restart", "restart_requested"),
        ("Back", "back_requested"),
        ("Step", "step_requested"),
        ("Step into", "into_requested"),
        ("Step out", "out_requested"),
        ("Run to end", "end_requested"),
        ("Next update", "next_requested"),
    ],
)
def test_a_button_asks(qtbot: QtBot, name: str, signal: str) -> None:
    controls, walked = bar(qtbot), stepper(NETS["2-3-2 softmax"])
    walked.run_to(3)
    controls.show_stepper(walked)
    with qtbot.waitSignal(getattr(controls, signal)):
        qtbot.mouseClick(button(controls, name), Qt.MouseButton.LeftButton)


def test_only_what_can_be_done_is_offered(qtbot: QtBot) -> None:
    controls, walked = bar(qtbot), stepper(NETS["2-3-2 softmax"])
    names = ("Restart", "Back", "Step", "Step into", "Step out", "Run to end", "Next update")
    offers = {}
    for place, cursor in (("start", 0), ("middle", 5), ("end", 10_000)):
        walked.run_to(cursor)
        controls.show_stepper(walked)
        offers[place] = [name for name in names if button(controls, name).isEnabled()]
    assert offers == {
        "start": ["Step", "Step into", "Step out", "Run to end", "Next update"],
        "middle": list(names),
        "end": ["Restart", "Back", "Next update"],
    }
    walked.next_pass()
    controls.show_stepper(walked)
    assert button(controls, "Back").isEnabled()  # into the pass before
    controls.show_stepper(None)
    assert not any(button(controls, name).isEnabled() for name in names)


def test_the_step_button_has_the_colour_of_what_comes_next(qtbot: QtBot) -> None:
    controls, walked = bar(qtbot), stepper(NETS["2-3-2 softmax"])
    kinds = []
    for cursor in (0, cursor_after(walked, "Loss", "loss"), len(walked.instructions) - 1):
        walked.run_to(cursor)
        controls.show_stepper(walked)
        kinds.append(button(controls, "Step").property("kind"))
    assert kinds == ["primary", "backward", "primary"]


def test_keys_are_hinted(qtbot: QtBot) -> None:
    controls = bar(qtbot)
    keys = {"Step": "(F10)", "Back": "(Shift+F10)", "Step into": "(F11)", "Step out": "(Shift+F11)"}
    assert all(button(controls, name).toolTip().endswith(f" {key}") for name, key in keys.items())


# Choices


def test_granularity_is_told_by_the_user_alone(qtbot: QtBot) -> None:
    controls = bar(qtbot)
    combo = next(one for one in controls.findChildren(QComboBox) if one.accessibleName() == "Granularity")
    told: list[object] = []
    controls.granularity_changed.connect(told.append)
    controls.show_granularity(Granularity.QUANTITY)
    assert (told, controls.granularity) == ([], Granularity.QUANTITY)
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert told == [Granularity.LAYER]


def test_any_sample_of_very_many_can_be_typed(qtbot: QtBot) -> None:
    controls = bar(qtbot)
    controls.show_samples(100_000, 32)
    number = controls.findChild(QSpinBox)
    told: list[object] = []
    controls.samples_chosen.connect(told.append)
    number.selectAll()
    qtbot.keyClicks(number, "73219")
    assert told == []
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert told == [SampleChoice(SampleKind.SAMPLE, 73_218)]


def test_a_batch_and_all_need_no_number(qtbot: QtBot) -> None:
    controls = bar(qtbot)
    number = controls.findChild(QSpinBox)
    combo = next(one for one in controls.findChildren(QComboBox) if one.accessibleName() == "Samples of the pass")
    assert [combo.itemText(place) for place in range(3)] == ["Sample", "Batch of 10", "All 250"]
    told: list[object] = []
    controls.samples_chosen.connect(told.append)
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert not number.isVisible()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert told == [SampleChoice(SampleKind.BATCH), SampleChoice(SampleKind.ALL)]
    controls.show_choice(SampleChoice(SampleKind.SAMPLE, 16))
    assert (number.isVisible(), number.text(), len(told)) == (True, "#17 of 250", 2)


def test_fewer_samples_keep_the_number_in_range_and_tell_nobody(qtbot: QtBot) -> None:
    controls = bar(qtbot)
    controls.show_choice(SampleChoice(SampleKind.SAMPLE, 249))
    told: list[object] = []
    controls.samples_chosen.connect(told.append)
    controls.show_samples(5, 10)
    assert (controls.choice, told) == (SampleChoice(SampleKind.SAMPLE, 4), [])


# Pills and room


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (PhaseCount(Phase.FORWARD, 0, 5), "Forward 5"),
        (PhaseCount(Phase.BACKWARD, 3, 6), "Backward 3 / 6"),
        (PhaseCount(Phase.UPDATE, 4, 4), "Update 4"),
    ],
)
def test_a_pill_tells_how_far_its_phase_has_come(count: PhaseCount, text: str) -> None:
    assert pill_text(count) == text


def test_pills_keep_their_width_through_a_pass_and_speak(qtbot: QtBot) -> None:
    pills, walked = PhasePills(), stepper(NETS["skip"])
    qtbot.addWidget(pills)
    widths = set()
    pills.show_stepper(walked)
    while walked.step():
        pills.show_stepper(walked)
        widths.add(pills.sizeHint().width())
    assert len(widths) == 1
    assert pills.accessibleDescription().startswith("Forward: 7 of 7, Loss: 1 of 1")


def test_only_the_pill_that_changes_is_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    controls, walked = bar(qtbot), stepper(NETS["2-3-2 softmax"])
    dress(controls, LIGHT)
    painted: list[Phase] = []

    def note(painter: QPainter, origin: QPointF, ground: phase_pills._Ground) -> None:
        painted.append(ground.phase)
        paint_kept(painter, origin, ground)

    monkeypatch.setattr(phase_pills, "paint_kept", note)
    walked.run_to(2)
    controls.show_stepper(walked)
    qtbot.waitUntil(lambda: set(Phase) & set(painted) != set())
    qtbot.wait(100)  # laid out once more, as the window is new
    behind = EventCount(controls, QEvent.Type.Paint)
    for cursor, phases in ((3, {Phase.FORWARD}), (7, {Phase.FORWARD, Phase.LOSS}), (8, {Phase.LOSS, Phase.BACKWARD})):
        painted.clear()
        walked.run_to(cursor)
        controls.show_stepper(walked)
        assert not painted
        count = behind.count
        qtbot.wait(20)
        assert set(painted) == phases
        if phases == {Phase.FORWARD}:
            assert behind.count == count  # the pill hides what is behind it, and nothing else has changed


def test_pills_fill_their_ground(qtbot: QtBot) -> None:
    pills = PhasePills(DARK)
    qtbot.addWidget(pills)
    pills.show_stepper(stepper(NETS["2-3-2 softmax"]))
    pills.resize(pills.sizeHint())
    picture = pills.grab().toImage()
    gap = pills._pills[0].ground.width + 2
    assert picture.pixelColor(gap, 14).name() == DARK.panel.lower()
    assert picture.pixelColor(0, 0).name() == DARK.panel.lower()


def test_a_narrow_bar_needs_less_room_and_keeps_every_command(qtbot: QtBot) -> None:
    controls = bar(qtbot)
    wide = controls.sizeHint().width()
    least = controls.minimumSizeHint().width()
    assert least < 700 < wide
    controls.resize(least, 44)
    assert controls.minimumSizeHint().width() == least
    right = max(child.geometry().right() for child in controls.findChildren(QPushButton))
    assert all(one.isVisible() for one in controls.findChildren(QPushButton))
    assert right < least


def test_a_theme_repaints(qtbot: QtBot) -> None:
    controls = bar(qtbot)
    light = controls.grab().toImage()
    controls.set_theme(DARK)
    assert controls.grab().toImage() != light

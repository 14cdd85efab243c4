"""While a step is looked at, the next is made ready: nothing of it is seen, and then no number is painted anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Phase
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.session.stepper import Granularity, Stepper, Stride
from playground.ui import kept_picture
from playground.ui.canvas.ground_view import GroundView
from playground.ui.kept_picture import Kept, Picture, Place
from playground.ui.rehearsal import Rehearsal
from playground.ui.stepper.terms_view import TermsView
from playground.ui.workspaces import Workspace
from tests.benchmarks.stepped_networks import CASES
from tests.session.walked_nets import NETS, chain, stepper
from tests.user import User, in_step

F10 = Qt.Key.Key_F10
NUMBERS = {"_Block", "_Folded", "RowPicture", "StepLine", "TermRow"}
CARDS = {"_Ground", "_Words", "_Far", "RowPicture"}


_LAYER = Stride()


class Rehearsed:
    """A rehearsal of two parts that note how far the stepper has come when they see it."""

    def __init__(self, stride: Stride = _LAYER) -> None:
        self.owner = QObject()
        self.seen: list[tuple[str, int]] = []
        parts = [lambda walked, name=name: self.seen.append((name, walked.cursor)) for name in "ab"]
        self.rehearsal = Rehearsal(parts, lambda: stride, self.owner)


def test_each_part_sees_the_next_step_once_and_the_stepper_stays(qtbot: QtBot) -> None:
    walked, rehearsed = stepper(NETS["2-3-2 softmax"]), Rehearsed()
    walked.run_to(1)
    end = Granularity.LAYER.end(walked.instructions, 1)
    rehearsed.rehearsal.begin(walked)
    qtbot.waitUntil(lambda: len(rehearsed.seen) == 2)
    qtbot.wait(50)
    assert rehearsed.seen == [("a", end), ("b", end)]
    assert walked.cursor == 1


def test_who_goes_back_sees_the_step_before(qtbot: QtBot) -> None:
    walked, rehearsed = stepper(NETS["2-3-2 softmax"]), Rehearsed(Stride(Granularity.QUANTITY, back=True))
    walked.run_to(4)
    rehearsed.rehearsal.begin(walked)
    qtbot.waitUntil(lambda: len(rehearsed.seen) == 2)
    assert rehearsed.seen == [("a", 3), ("b", 3)]
    assert walked.cursor == 4


def test_a_step_that_comes_between_begins_anew(qtbot: QtBot) -> None:
    walked, rehearsed = stepper(NETS["2-3-2 softmax"]), Rehearsed(Stride(Granularity.QUANTITY))
    rehearsed.rehearsal.begin(walked)
    walked.step()
    rehearsed.rehearsal.begin(walked)
    qtbot.wait(100)
    assert rehearsed.seen == [("a", 2), ("b", 2)]


def large() -> Stepper:
    """A pass whose first layer has more values than are run for a look."""
    walked = stepper(chain(Input(4), Dense(40_000, "relu"), Dense(1, "identity"), MeanSquaredError()))
    walked.run_to(1)
    return walked


def at_end() -> Stepper:
    """A pass without a next step."""
    walked = stepper(NETS["skip"])
    walked.run_to_end()
    return walked


@pytest.mark.parametrize("make", [large, at_end, lambda: None])
def test_nothing_is_made_ready_where_there_is_no_step_or_a_heavy_one(qtbot: QtBot, make: object) -> None:
    rehearsed = Rehearsed()
    rehearsed.rehearsal.begin(stepper(NETS["skip"]))
    assert callable(make)
    rehearsed.rehearsal.begin(make())
    qtbot.wait(80)
    assert rehearsed.seen == []


def test_what_is_stopped_is_left(qtbot: QtBot) -> None:
    rehearsed = Rehearsed()
    rehearsed.rehearsal.begin(stepper(NETS["skip"]))
    rehearsed.rehearsal.stop()
    qtbot.wait(80)
    assert rehearsed.seen == []


# In the window


user = pytest.fixture(in_step)


class Painted:
    """The names of the pictures that are painted anew from now on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        rendered = kept_picture._rendered

        def noted(picture: Picture, place: Place, most: int) -> Kept | None:
            self.names.append(type(picture).__name__)
            return rendered(picture, place, most)

        monkeypatch.setattr(kept_picture, "_rendered", noted)

    def numbers(self) -> list[str]:
        """Those of numbers, forgotten once told."""
        found, self.names = [name for name in self.names if name in NUMBERS], []
        return found


def painted_anew(user: User, monkeypatch: pytest.MonkeyPatch, steps: int) -> list[list[str]]:
    """The pictures of numbers that each of some steps painted, as they had not been made ready."""
    (rehearsal,) = user.window.findChildren(Rehearsal)
    painted, found = Painted(monkeypatch), []
    kept_picture._kept.cache_clear()
    user.press(F10)  # before it nothing is explained
    for _ in range(steps):
        while rehearsal._waiting:
            rehearsal._go_on()
        painted.numbers()
        user.wiring.steps.step()
        rehearsal._timer.stop()  # until the step has been painted
        user.settle()
        found.append(painted.numbers())
    return found


def test_a_step_that_was_made_ready_paints_no_number_anew(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert painted_anew(user, monkeypatch, 6) == [[]] * 6


@pytest.mark.parametrize("case", ["moons", "digits", "300 units"])  # a short and a narrow card, one with a scroll bar
def test_the_terms_of_a_sum_that_was_made_ready_are_copied(
    user: User, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    user.wiring.files.show(CASES[case].document(), "sums")
    user.window.show_workspace(Workspace.STEP)
    user.wiring.steps.choose_samples(CASES[case].choice)
    user.settle()
    terms, walked = user.wiring.panels.explanation.findChild(TermsView), user.wiring.steps.stepper
    assert terms is not None
    assert walked is not None
    steps = len({(one.phase, one.node) for one in walked.instructions if one.phase is not Phase.UPDATE})
    assert not any(painted_anew(user, monkeypatch, steps - 1))
    assert not terms.isHidden()  # those of the gradient of the input, at the end of the way back


def test_a_step_that_was_not_made_ready_paints_its_numbers(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    (rehearsal,) = user.window.findChildren(Rehearsal)
    monkeypatch.setattr(rehearsal, "_parts", ())
    assert all(painted_anew(user, monkeypatch, 3))


def jumps(user: User, monkeypatch: pytest.MonkeyPatch, steps: int) -> list[list[str]]:
    """What of the canvas was painted anew by those of some steps over a long graph after which the view had jumped."""
    user.wiring.files.show(CASES["graph of 60 nodes"].document(), "long")
    user.window.show_workspace(Workspace.STEP)
    user.settle()
    (rehearsal,) = user.window.findChildren(Rehearsal)
    painted, canvas, found = Painted(monkeypatch), user.wiring.panels.canvas, []
    paint = GroundView._paint_ground
    monkeypatch.setattr(
        GroundView, "_paint_ground", lambda view, *place: (painted.names.append("ground"), paint(view, *place))
    )
    canvas.resetCachedContent()
    kept_picture._kept.cache_clear()
    user.press(F10)
    for _ in range(steps):
        while rehearsal._waiting:
            rehearsal._go_on()
        painted.names, before = [], canvas.visible_rect
        user.wiring.steps.step()
        rehearsal._timer.stop()
        user.settle()
        if canvas.visible_rect != before:
            found.append([name for name in painted.names if name in {*CARDS, "ground"}])
    assert len(found) > 1
    return found


def test_a_jump_of_the_view_that_was_made_ready_only_copies(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(jumps(user, monkeypatch, 14))


def test_a_jump_that_was_not_made_ready_paints_what_it_shows(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    (rehearsal,) = user.window.findChildren(Rehearsal)
    monkeypatch.setattr(rehearsal, "_parts", ())
    for painted in jumps(user, monkeypatch, 14):
        assert {"ground", "RowPicture"} <= set(painted)

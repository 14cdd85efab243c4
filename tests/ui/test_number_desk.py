"""One choice in the View menu, and every number of the window is written so: on blocks, wires, in cells and lists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from playground.document.settings import load_settings
from playground.engine.instruction import Ref
from playground.session.number_style import AS_USUAL, NumberForm, NumberStyle
from playground.ui.listing.listing_model import ListingModel
from playground.ui.number_desk import CHOICES, NumberDesk
from playground.ui.preferences import Preferences
from playground.ui.stepper.value_line import ValueLine
from tests.user import CONTROL, SHIFT, User

FRACTION_KEY = (Qt.Key.Key_F, CONTROL | SHIFT)


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone at a fresh window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def walked(user: User, example: str) -> None:
    """An example at the end of its first pass."""
    user.wiring.files.open_example(example)
    user.command("show_step")
    user.command("run_to_end")


def marked(user: User) -> list[str]:
    """The choices with a mark in the menu."""
    return [name for name in CHOICES if user.wiring.actions[name].isChecked()]


def listed(user: User) -> str:
    """All values beside the lines of the listing."""
    model = user.wiring.panels.listing.model
    assert isinstance(model, ListingModel)
    user.window.show_dock("listing")
    user.settle()
    return " ".join(model.shown(model.index(row)).value for row in range(model.rowCount()))


def notes(user: User) -> str:
    """All that stands beside the wires."""
    wires = user.wiring.panels.canvas.diagram_scene.wires.items.values()
    return " ".join(f"{wire.note.text} {wire.note.arrival}" for wire in wires)


def words(widget: QWidget) -> list[str]:
    """What is written in a widget, by what a screen reader says of its parts."""
    return [part.accessibleName() for part in widget.findChildren(QWidget)]


def lines_of(user: User, node: str) -> list[ValueLine]:
    """The lines of the panel of values for a block."""
    user.wiring.step_views.select(frozenset({node}))
    user.settle()
    return user.wiring.panels.values.findChildren(ValueLine)


def test_the_menu_offers_every_choice_and_marks_the_one_in_force(user: User) -> None:
    assert marked(user) == ["numbers_as_usual"]
    user.command("numbers_6_digits")
    assert marked(user) == ["numbers_6_digits"]


def test_the_choice_is_remembered(user: User) -> None:
    user.command("numbers_4_decimals")
    settings = load_settings()[0]
    assert (settings.numbers, settings.digits) == ("decimals", 4)
    assert NumberDesk(Preferences()).style == NumberStyle(NumberForm.DECIMALS, 4)


def test_at_the_first_start_each_place_writes_as_it_has_room() -> None:
    assert NumberDesk(Preferences()).style == AS_USUAL


def test_chosen_digits_are_written_in_every_picture_of_the_pass(user: User) -> None:
    walked(user, "sigmoid")
    assert "0.7311" in listed(user)
    user.command("numbers_6_digits")
    canvas = user.wiring.panels.canvas
    assert "0.731059" in listed(user)
    assert "0.196612" in notes(user)
    assert canvas.diagram_scene.look.numbers == CHOICES["numbers_6_digits"]
    user.command("numbers_2_decimals")
    assert "0.73 " in f"{listed(user)} "
    assert "0.20" in notes(user)


def test_fractions_come_by_a_key_and_follow_the_pass(user: User) -> None:
    walked(user, "neuron")
    user.press(*FRACTION_KEY)
    assert marked(user) == ["numbers_fractions"]
    assert "56/25" in listed(user)  # the new w2 = 2.24
    user.command("next_pass")
    user.command("run_to_end")
    w2 = user.stepper.network.named("w2").id
    fraction = user.wiring.numbers.style.fraction(float(user.stepper.program.values[Ref(w2, "value")].array[0]))
    assert fraction is not None
    assert fraction.denominator > 1


def test_a_layered_network_has_no_fractions_and_writes_as_usual(user: User) -> None:
    user.command("numbers_fractions")
    walked(user, "mazur")
    assert user.wiring.numbers.style.fractions is None
    assert "0.2984" in listed(user)


def test_wider_numbers_widen_their_cells_and_the_usual_ones_come_back(user: User) -> None:
    walked(user, "mazur")
    block = user.wiring.panels.canvas.diagram_scene.blocks["n2"]
    before = block.layout.size.width()
    user.command("numbers_10_digits")
    assert block.layout.size.width() > before
    user.command("numbers_as_usual")
    assert block.layout.size.width() == before


def test_the_explained_number_is_written_and_said_in_fractions(user: User) -> None:
    walked(user, "neuron")
    user.press(*FRACTION_KEY)
    card = user.wiring.panels.explanation.card
    assert card.accessibleName().endswith("303 over 50")  # w1 := 6 − 1/100 × (−6)
    assert "6 − (1/100) × (−6)" in " ".join(words(card))
    user.wiring.step_views.choose_value((user.stepper.network.named("w2").id, "grad_value", (0,)))
    user.settle()
    assert card.accessibleName().endswith("minus 24")


def test_the_reasons_of_a_gradient_follow_the_choice(user: User) -> None:
    walked(user, "neuron")
    user.window.show_dock("why")
    user.command("numbers_2_decimals")
    w2 = user.stepper.network.named("w2").id
    user.wiring.panels.why.ask((user.stepper, Ref(w2, "value"), (0,)))
    user.wiring.panels.why.answer()
    model = user.wiring.panels.why.paths.model
    assert "= −18.00" in str(model.data(model.index(0)))
    user.press(*FRACTION_KEY)
    assert str(model.data(model.index(0))).endswith("= −18")


def test_a_sum_that_is_walked_goes_on_in_the_new_digits(user: User) -> None:
    user.wiring.files.open_example("mazur")
    user.command("show_step")
    user.wiring.steps.run_to(2)
    user.command("step_into")
    card = user.wiring.panels.explanation.card
    assert card.walked is not None
    user.command("numbers_6_digits")
    assert card.walked is not None
    assert "sum so far" in card.accessibleName()


def test_a_number_that_is_not_rational_says_so_in_its_tip(user: User) -> None:
    walked(user, "total")
    user.press(*FRACTION_KEY)
    sine = user.stepper.network.named("y").id
    view = next(line for line in lines_of(user, sine))
    assert "sin(1) is no fraction" in view.tip((0, 0))

"""In the window: a click on a number asks why, a key shows the answer, and what is kept becomes the document's."""

from __future__ import annotations

import pytest

from playground.engine.instruction import Ref
from tests.user import User, in_step

user = pytest.fixture(in_step)


def test_a_clicked_weight_is_asked_about_tried_kept_and_undone(user: User) -> None:
    panels, before = user.wiring.panels, user.parameters()
    user.wiring.steps.run_to(9)
    user.command("why")
    dense = user.stepper.network.nodes[1].id
    panels.canvas.value_clicked.emit((dense, "weights", (1, 0)))
    user.wait_for(lambda: "paths lead from W₂,₁⁽¹⁾" in panels.why.paths.summary.text())
    panels.why.tabs.setCurrentIndex(2)
    panels.why.what_if.number.step(30)
    value = float(panels.why.what_if.number.text())
    panels.why.what_if.keep.click()
    user.settle()
    assert user.stepper.cursor == 9
    assert user.stepper.program.values[Ref(dense, "weights")].array[1, 0] == value
    assert user.parameters() != before
    user.wait_for(lambda: not panels.why.what_if.keep.isEnabled())
    assert float(panels.why.what_if.number.text()) == value
    user.command("undo")
    assert user.parameters() == before


def test_stepping_asks_about_the_number_that_is_explained(user: User) -> None:
    panels = user.wiring.panels
    user.command("why")
    user.command("step_quantity")
    user.command("step_quantity")
    name = user.stepper.network.nodes[1].name
    user.wait_for(lambda: panels.why.accessibleDescription().startswith(f"z₁⁽¹⁾ of {name}"))


def test_a_path_leads_to_the_explanation_of_its_next_number(user: User) -> None:
    panels = user.wiring.panels
    user.wiring.steps.run_to(9)
    user.command("why")
    dense = user.stepper.network.nodes[1].id
    panels.canvas.value_clicked.emit((dense, "weights", (1, 0)))
    user.wait_for(lambda: panels.why.paths.model.rowCount() > 0)
    panels.why.paths.list.activated.emit(panels.why.paths.model.index(0))
    user.wait_for(lambda: panels.why.accessibleDescription().startswith("z₂⁽¹⁾ of "))

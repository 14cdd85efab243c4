"""Who tells whom among the panels of Step and Train, which are made after the first paint."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from playground.session.stepper import Granularity

if TYPE_CHECKING:
    from playground.ui.connections import Connections
    from playground.ui.foresight import Foresight
    from playground.ui.rehearsal import Rehearsal
    from playground.ui.wiring import Wiring


def late_connections(wiring: Wiring) -> Connections:
    """The connections that can be made once all panels are there."""
    return (*_of_step(wiring), *_of_lights(wiring), *_of_train(wiring), *_of_debugging(wiring))


def _of_step(wiring: Wiring) -> Connections:
    panels, steps, views, foresight = wiring.panels, wiring.steps, wiring.step_views, _foresight(wiring)
    return (
        (panels.step_controls.restart_requested, steps.restart),
        (panels.step_controls.back_requested, steps.back),
        (panels.step_controls.step_requested, steps.step),
        (panels.step_controls.into_requested, partial(steps.step_over, Granularity.TERM)),
        (panels.step_controls.out_requested, steps.step_out),
        (panels.step_controls.end_requested, steps.run_to_end),
        (panels.step_controls.next_requested, steps.next_pass),
        (panels.step_controls.granularity_changed, steps.set_granularity),
        (panels.step_controls.samples_chosen, steps.choose_samples),
        (panels.steps.run_to_requested, steps.run_to),
        (panels.listing.run_to_requested, steps.run_to),
        (panels.listing.scripts.told, wiring.window.notice.remark),
        (panels.listing.scripts.failed, wiring.window.notice.error),
        (panels.explanation.element_chosen, views.choose_element),
        (panels.explanation.element_chosen, steps.leave_terms),
        (panels.explanation.value_followed, views.follow),
        (panels.explanation.explained, panels.why.ask),
        (panels.explanation.explained, wiring.derivations.look_at),
        (panels.why.followed, views.follow),
        (panels.values.value_clicked, views.choose_value),
        (panels.values.value_pointed, foresight.point),
        (panels.modes.tangents_changed, views.show_tangents),
        (panels.modes.value_followed, views.follow),
        (panels.links.value_followed, views.follow),
        (panels.canvas.selection_changed, views.select),
        (panels.canvas.value_clicked, views.click_value),
        (panels.canvas.value_pointed, foresight.point),
        (panels.canvas.note_clicked, views.follow_note),
        (panels.outline.selection_changed, views.select),
        (wiring.numbers.changed, panels.set_numbers),
        (wiring.numbers.changed, views.rewrite),
        (steps.changed, wiring.numbers.show_stepper),  # before the numbers of a pass are shown
        (steps.changed, views.show),
        (steps.changed, _rehearsal(wiring).begin),
        (steps.terms_changed, views.show_terms),
    )


def _rehearsal(wiring: Wiring) -> Rehearsal:
    """Behind all who show a step."""
    from playground.ui.next_step import NextStep  # a window opens without walking
    from playground.ui.rehearsal import Rehearsal

    return Rehearsal(NextStep(wiring.panels, wiring.step_views).parts, lambda: wiring.steps.stride, wiring.window)


def _foresight(wiring: Wiring) -> Foresight:
    """Of clicks on numbers."""
    from playground.ui.foresight import Foresight  # as above
    from playground.ui.next_step import NextStep

    return Foresight(NextStep(wiring.panels, wiring.step_views).show_clicked, wiring.window)


def _of_lights(wiring: Wiring) -> Connections:
    from playground.ui.light_views import LightViews  # paths to the loss are not needed for a first paint

    panels, lights = wiring.panels, LightViews(wiring.panels, wiring)
    return (
        (panels.explanation.lit, lights.light_places),
        (panels.why.pointed, lights.light_path),
        (panels.why.wanted, partial(wiring.window.show_dock, "why")),
        (panels.explanation.wanted, partial(wiring.window.show_dock, "explanation")),
        (panels.listing.line_chosen, panels.explanation.look_at_line),
    )


def _of_debugging(wiring: Wiring) -> Connections:
    panels, steps, debugging = wiring.panels, wiring.steps, wiring.debugging
    breaks, travel, watches = debugging.breaks, debugging.travel, debugging.watches
    return (
        (panels.listing.breakpoint_toggled, breaks.toggle),
        (panels.watch.breakpoint_added, breaks.add),
        (panels.watch.breakpoint_removed, breaks.remove),
        (panels.watch.breakpoint_switched, breaks.switch),
        (panels.watch.watch_added, watches.add),
        (panels.watch.watch_removed, watches.remove),
        (panels.watch.visit_requested, debugging.explaining.explain_watched),
        (panels.data.number_clicked, debugging.explaining.explain_datum),
        (panels.why.what_if.keep_requested, debugging.keeping.keep),
        (panels.travel.place_chosen, steps.run_to),
        (panels.travel.move_requested, steps.step_over),
        (panels.travel.play_toggled, travel.toggle_playing),
        (panels.travel.speed_chosen, travel.set_speed),
        (panels.travel.update_chosen, travel.go_to),
        (panels.travel.branch_requested, travel.branch),
        (steps.changed, panels.travel.show_stepper),
        (steps.changed, debugging.show_choice),
        (breaks.changed, debugging.show_breakpoints),
        (watches.changed, panels.watch.show_watches),
        (wiring.files.opening, watches.begin_anew),
        (travel.changed, panels.travel.show_travel),
        (travel.playing_changed, panels.explanation.card.voice.hurry),
        (travel.playing_changed, panels.why.voice.hurry),
    )


def _of_train(wiring: Wiring) -> Connections:
    panels, training = wiring.panels, wiring.training
    return (
        (panels.data.data_chosen, wiring.network.choose_data),
        (panels.train_controls.run_toggled, wiring.debugging.go_on),
        (panels.train_controls.update_requested, wiring.debugging.update_once),
        (panels.train_controls.reset_requested, training.reset),
        (panels.train_controls.settings_changed, wiring.network.change_training),
        (panels.training.settings_changed, wiring.network.change_training),
        (panels.train_controls.pace_changed, wiring.workbench.limit),
        (training.running_changed, panels.train_controls.set_running),
        (training.running_changed, wiring.files.refresh_title),
        (training.way_arrived, panels.surface.show_way),
        (training.records_arrived, wiring.views.show_records),
        (training.metrics_changed, wiring.views.show_metrics),
        (training.prediction_changed, wiring.views.show_prediction),
    )

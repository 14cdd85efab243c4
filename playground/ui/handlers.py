"""What each action of the table does: its name, and the desk or panel that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from playground.session.stepper import Granularity
from playground.ui.number_desk import CHOICES
from playground.ui.workspaces import Workspace

if TYPE_CHECKING:
    from playground.ui.wiring import Wiring

Handler = Callable[[], object]


def handlers(wiring: Wiring) -> Mapping[str, Handler]:
    """All handlers by the action's name."""
    return {
        **_document_handlers(wiring),
        **_canvas_handlers(wiring),
        **_view_handlers(wiring),
        **_step_handlers(wiring),
        **_listing_handlers(wiring),
        **_train_handlers(wiring),
        "shortcuts": wiring.help.show_shortcuts,
        "about": wiring.help.show_about,
    }


def _document_handlers(wiring: Wiring) -> Mapping[str, Handler]:
    files, network = wiring.files, wiring.network
    return {
        "new": files.new,
        "new_formula": wiring.formulas.ask,
        "open": files.open,
        "welcome": wiring.help.show_welcome,
        "save": files.save,
        "save_as": files.save_as,
        "import_data": partial(_import_data, wiring),
        "quit": wiring.window.close,
        "arrange": network.arrange,
        "reinitialize": network.reinitialize,
        "check_gradients": network.check_gradients,
    }


def _import_data(wiring: Wiring) -> None:
    wiring.complete()
    wiring.panels.data.choose_csv()


def _canvas_handlers(wiring: Wiring) -> Mapping[str, Handler]:
    canvas, commands = wiring.panels.canvas, wiring.panels.canvas.commands
    return {
        "undo": wiring.edits.stack.undo,
        "redo": wiring.edits.stack.redo,
        "cut": commands.cut,
        "copy": commands.copy,
        "paste": commands.paste,
        "duplicate": commands.duplicate,
        "delete": commands.delete,
        "select_all": commands.select_all,
        "zoom_in": canvas.zoom_in,
        "zoom_out": canvas.zoom_out,
        "reset_zoom": canvas.reset_zoom,
        "fit": canvas.fit,
    }


def _view_handlers(wiring: Wiring) -> Mapping[str, Handler]:
    window, look = wiring.window, wiring.look
    shown = {f"show_{workspace.value}": partial(window.show_workspace, workspace) for workspace in Workspace}
    return {
        **shown,
        **{name: partial(wiring.numbers.choose, name) for name in CHOICES},
        "local_derivatives": partial(_show_local_derivatives, wiring),
        "parameters_on_blocks": partial(_show_on_blocks, wiring),
        "gradients_on_blocks": partial(_show_on_blocks, wiring),
        "theme_system": look.follow_system,
        "theme_light": look.use_light,
        "theme_dark": look.use_dark,
        "reset_layout": window.reset_layout,
    }


def _show_local_derivatives(wiring: Wiring) -> None:
    """Put them on the wires between layers, or take them away; what they are part of is seen in Step."""
    wiring.complete()
    wiring.step_views.show_local_derivatives(wanted=wiring.actions["local_derivatives"].isChecked())


def _show_on_blocks(wiring: Wiring) -> None:
    """Put what layers learn on their blocks, or take it away, now and after the next start; it is seen in Step."""
    wiring.complete()
    parameters, gradients = (wiring.actions[f"{name}_on_blocks"].isChecked() for name in ("parameters", "gradients"))
    wiring.preferences.choose_on_blocks(parameters=parameters, gradients=gradients)
    wiring.step_views.show_below(parameters=parameters, gradients=gradients)


def _step_handlers(wiring: Wiring) -> Mapping[str, Handler]:
    steps = wiring.steps
    commands: dict[str, Handler] = {
        "step": steps.step,
        "back": steps.back,
        "step_into": partial(steps.step_over, Granularity.TERM),
        "step_out": steps.step_out,
        **{f"step_{stride}": partial(steps.step_over, stride) for stride in Granularity},
        **{f"back_{stride}": partial(steps.step_back, stride) for stride in Granularity},
        "run_to_end": steps.run_to_end,
        "restart": steps.restart,
        "next_pass": steps.next_pass,
        "play": partial(_toggle_playing, wiring),
        "toggle_breakpoint": partial(_toggle_breakpoint, wiring),
        "branch": partial(_branch, wiring),
        "why": partial(_ask_why, wiring),
        "derive": wiring.derivations.open,
        **{f"explain_{side}": partial(_explain_by, wiring, side) for side in ("matrices", "picture", "shapes")},
        "run_to_cursor": partial(_run_to_chosen, wiring),
    }
    return {name: partial(_act_in, wiring, Workspace.STEP, act) for name, act in commands.items()}


def _toggle_playing(wiring: Wiring) -> None:
    wiring.debugging.travel.toggle_playing()


def _toggle_breakpoint(wiring: Wiring) -> None:
    wiring.debugging.breaks.toggle_here()


def _branch(wiring: Wiring) -> None:
    wiring.debugging.travel.branch()


def _go_on(wiring: Wiring) -> None:
    wiring.debugging.go_on()


def _explain_by(wiring: Wiring, side: str) -> None:
    """Turn the explanation to its matrices, its picture or the reason of its shapes."""
    wiring.window.show_dock("explanation")
    wiring.panels.explanation.sides.switch.choose_named(side)


def _ask_why(wiring: Wiring) -> None:
    """Show the paths and the proof of the number that is explained; the keyboard goes there."""
    wiring.window.show_dock("why")
    wiring.panels.why.tabs.setFocus()


def _listing_handlers(wiring: Wiring) -> Mapping[str, Handler]:
    """Their panel is made after the first paint, so it is looked for when it is needed."""
    return {
        "copy_listing": partial(_copy_listing, wiring),
        "copy_script": partial(_copy_script, wiring),
        "save_script": partial(_save_script, wiring),
    }


def _copy_listing(wiring: Wiring) -> None:
    wiring.window.show_workspace(Workspace.STEP)
    wiring.panels.listing.copy_listing()


def _copy_script(wiring: Wiring) -> None:
    wiring.window.show_workspace(Workspace.STEP)
    wiring.panels.listing.scripts.copy()


def _save_script(wiring: Wiring) -> None:
    wiring.window.show_workspace(Workspace.STEP)
    wiring.panels.listing.scripts.save()


def _run_to_chosen(wiring: Wiring) -> None:
    wiring.complete()
    wiring.panels.steps.run_to_chosen()


def _train_handlers(wiring: Wiring) -> Mapping[str, Handler]:
    training = wiring.training
    commands: Mapping[str, Handler] = {"update_once": partial(_update_once, wiring), "reset": training.reset}
    shown = {name: partial(_act_in, wiring, Workspace.TRAIN, act) for name, act in commands.items()}
    return {"run": partial(_go_on, wiring), **shown}


def _update_once(wiring: Wiring) -> None:
    wiring.debugging.update_once()


def _act_in(wiring: Wiring, workspace: Workspace, act: Handler) -> None:
    """Show the workspace where the effect can be seen, then act."""
    wiring.window.show_workspace(workspace)
    act()

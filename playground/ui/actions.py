"""The table of actions: name, text, menu, keys, icon. Menus, shortcuts and tool bars are made from it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from playground.ui.icons import set_icon
from playground.ui.palette import Theme

Keys = QKeySequence.StandardKey


@dataclass(frozen=True)
class ActionSpec:
    """One action. `keys` are sequences or Qt's standard keys; an empty text is a separator of its menu.

    `menu` may be one within another, as in `Step/&Back by`.
    """

    menu: str
    name: str = ""
    text: str = ""
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("File", "new", "&New network", (Keys.New,), "new"),
    ActionSpec("File", "new_formula", "New from &formula…", ("Ctrl+Shift+N",), "new"),
    ActionSpec("File", "open", "&Open…", (Keys.Open,), "open"),
    ActionSpec("File", "recent", "Open &recent"),
    ActionSpec("File", "welcome", "&Examples…", ("Ctrl+E",), "examples"),
    ActionSpec("File"),
    ActionSpec("File", "save", "&Save", (Keys.Save,), "save"),
    ActionSpec("File", "save_as", "Save &as…", ("Ctrl+Shift+S",)),
    ActionSpec("File"),
    ActionSpec("File", "import_data", "Use data from a &CSV file…", ("Ctrl+I",), "import"),
    ActionSpec("File"),
    ActionSpec("File", "quit", "&Quit", ("Ctrl+Q",)),
    ActionSpec("Edit", "undo", "&Undo", (Keys.Undo,), "undo"),
    ActionSpec("Edit", "redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec("Edit"),
    ActionSpec("Edit", "cut", "Cu&t", (Keys.Cut,), "cut"),
    ActionSpec("Edit", "copy", "&Copy", (Keys.Copy,), "copy"),
    ActionSpec("Edit", "paste", "&Paste", (Keys.Paste,), "paste"),
    ActionSpec("Edit", "duplicate", "D&uplicate", ("Ctrl+D",), "duplicate"),
    ActionSpec("Edit", "delete", "&Delete", (), "delete"),
    ActionSpec("Edit", "select_all", "Select &all", (Keys.SelectAll,)),
    ActionSpec("View", "show_build", "&Build", ("Ctrl+1",), "layers"),
    ActionSpec("View", "show_step", "&Step", ("Ctrl+2",), "step"),
    ActionSpec("View", "show_train", "&Train", ("Ctrl+3",), "loss"),
    ActionSpec("View"),
    ActionSpec("View", "zoom_in", "Zoom &in", ("Ctrl++", "Ctrl+="), "zoom-in"),
    ActionSpec("View", "zoom_out", "Zoom &out", ("Ctrl+-",), "zoom-out"),
    ActionSpec("View", "reset_zoom", "&Actual size", ("Ctrl+0",)),
    ActionSpec("View", "fit", "&Fit to window", ("Ctrl+9",), "fit"),
    ActionSpec("View"),
    ActionSpec("View", "theme_system", "Colours as the &system"),
    ActionSpec("View", "theme_light", "&Light colours"),
    ActionSpec("View", "theme_dark", "&Dark colours"),
    ActionSpec("View"),
    ActionSpec("View/&Numbers", "numbers_as_usual", "As many digits as have &room"),
    ActionSpec("View/&Numbers"),
    ActionSpec("View/&Numbers", "numbers_3_digits", "&3 significant digits"),
    ActionSpec("View/&Numbers", "numbers_4_digits", "&4 significant digits"),
    ActionSpec("View/&Numbers", "numbers_6_digits", "&6 significant digits"),
    ActionSpec("View/&Numbers", "numbers_10_digits", "&10 significant digits"),
    ActionSpec("View/&Numbers", "numbers_17_digits", "&All digits"),
    ActionSpec("View/&Numbers"),
    ActionSpec("View/&Numbers", "numbers_2_decimals", "&2 decimals"),
    ActionSpec("View/&Numbers", "numbers_4_decimals", "4 &decimals"),
    ActionSpec("View/&Numbers", "numbers_6_decimals", "6 d&ecimals"),
    ActionSpec("View/&Numbers"),
    ActionSpec("View/&Numbers", "numbers_fractions", "Exact &fractions, in graphs", ("Ctrl+Shift+F",)),
    ActionSpec("View"),
    ActionSpec("View", "local_derivatives", "Local deri&vatives on wires", ("Ctrl+Shift+L",), checkable=True),
    ActionSpec("View", "parameters_on_blocks", "Para&meters on blocks", ("Ctrl+Shift+B",), checkable=True),
    ActionSpec("View", "gradients_on_blocks", "&Gradients of parameters on blocks", ("Ctrl+Shift+G",), checkable=True),
    ActionSpec("View", "panels", "&Panels"),
    ActionSpec("View", "reset_layout", "Restore all &panels"),
    ActionSpec("Network", "arrange", "&Arrange blocks", ("Ctrl+L",), "arrange"),
    ActionSpec("Network", "reinitialize", "&Initialize parameters anew", (), "reset"),
    ActionSpec("Network", "check_gradients", "&Check gradients", ("Ctrl+G",), "check"),
    ActionSpec("Step", "step", "Step &over by the chosen granularity", ("F10",), "step"),
    ActionSpec("Step", "step_into", "Step &into a sum, term by term", ("F11",), "into"),
    ActionSpec("Step", "step_out", "Step o&ut of the sum or the layer", ("Shift+F11",), "out"),
    ActionSpec("Step", "back", "&Back by the chosen granularity", ("Shift+F10",), "back"),
    ActionSpec("Step/&Forward by", "step_term", "One &term of the sum", ("Alt+1",)),
    ActionSpec("Step/&Forward by", "step_quantity", "One &quantity", ("Alt+2",)),
    ActionSpec("Step/&Forward by", "step_layer", "One &layer", ("Alt+3",)),
    ActionSpec("Step/&Forward by", "step_phase", "One &phase", ("Alt+4",)),
    ActionSpec("Step/&Forward by", "step_update", "One &update", ("Alt+5",)),
    ActionSpec("Step/Bac&k by", "back_term", "One &term of the sum", ("Alt+Shift+1",)),
    ActionSpec("Step/Bac&k by", "back_quantity", "One &quantity", ("Alt+Shift+2",)),
    ActionSpec("Step/Bac&k by", "back_layer", "One &layer", ("Alt+Shift+3",)),
    ActionSpec("Step/Bac&k by", "back_phase", "One &phase", ("Alt+Shift+4",)),
    ActionSpec("Step/Bac&k by", "back_update", "One &update", ("Alt+Shift+5",)),
    ActionSpec("Step"),
    ActionSpec("Step", "run_to_end", "Run to the &end of the pass", ("F8",), "run-to-end"),
    ActionSpec("Step", "restart", "&Restart the pass", ("Shift+F8",), "restart"),
    ActionSpec("Step", "next_pass", "&Next update", ("Ctrl+F8",), "update"),
    ActionSpec("Step", "run_to_cursor", "Run to the chosen &line", ("Ctrl+F10",)),
    ActionSpec("Step", "toggle_breakpoint", "&Toggle breakpoint", ("F9",), "breakpoint"),
    ActionSpec("Step", "play", "Pla&y the steps", ("Ctrl+F5",), "play"),
    ActionSpec("Step/E&xplain by", "explain_matrices", "&Matrices", ("Alt+M",)),
    ActionSpec("Step/E&xplain by", "explain_picture", "A &picture", ("Alt+P",)),
    ActionSpec("Step/E&xplain by", "explain_shapes", "&Reasons of the shapes", ("Alt+R",)),
    ActionSpec("Step", "why", "&Why this gradient", ("Alt+W",)),
    ActionSpec("Step", "derive", "&Derivation…", ("Alt+D",)),
    ActionSpec("Step", "branch", "Branc&h from this update"),
    ActionSpec("Step"),
    ActionSpec("Step", "copy_listing", "Copy the &listing"),
    ActionSpec("Step", "copy_script", "Copy as a NumPy &script"),
    ActionSpec("Step", "save_script", "Save as a NumPy script…"),
    ActionSpec("Train", "run", "&Run or pause", ("F5",), "play"),
    ActionSpec("Train", "update_once", "One &update", ("F6",), "update"),
    ActionSpec("Train", "reset", "&Start over", ("Shift+F5",), "reset"),
    ActionSpec("Help", "shortcuts", "&Keyboard shortcuts", ("F1",), "help"),
    ActionSpec("Help", "about", "&About Backprop Playground", (), "about"),
)

Handlers = Mapping[str, Callable[[], object]]


def build_actions(window: QMainWindow, handlers: Handlers) -> dict[str, QAction]:
    """Fill the menu bar from the table; an entry without a handler becomes a submenu to be filled by its owner."""
    menus: dict[str, QMenu] = {}
    actions: dict[str, QAction] = {}
    for spec in ACTIONS:
        menu = _menu(window, menus, spec.menu)
        if not spec.text:
            menu.addSeparator()
        elif spec.name not in handlers:
            actions[spec.name] = menu.addMenu(spec.text).menuAction()
        else:
            actions[spec.name] = _action(window, spec, handlers[spec.name])
            menu.addAction(actions[spec.name])
    return actions


def _menu(window: QMainWindow, menus: dict[str, QMenu], path: str) -> QMenu:
    """The menu of that name, made when it is first asked for."""
    if path not in menus:
        outer, _, inner = path.rpartition("/")
        menus[path] = _menu(window, menus, outer).addMenu(inner) if outer else window.menuBar().addMenu(f"&{path}")
    return menus[path]


def _action(window: QMainWindow, spec: ActionSpec, handler: Callable[[], object]) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.name)
    action.setCheckable(spec.checkable)
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    action.setToolTip(hint(spec.text, action))
    action.triggered.connect(_without_argument(handler))
    return action


def dress_actions(actions: Mapping[str, QAction], theme: Theme, names: Iterable[str] | None = None) -> None:
    """Draw the icons of these actions (all by default); menus can wait for theirs, buttons cannot."""
    icons = {spec.name: spec.icon for spec in ACTIONS if spec.icon}
    for name in icons if names is None else names:
        set_icon(actions[name], icons[name], theme)


def _without_argument(handler: Callable[[], object]) -> Callable[[], None]:
    """Qt hands `triggered` a checked flag, which none of the handlers takes."""

    def call() -> None:
        handler()

    return call


def hint(text: str, action: QAction) -> str:
    """The text without its mnemonic, with the keys that do the same."""
    plain = text.replace("&", "").rstrip("…")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{plain} ({keys})" if keys else plain

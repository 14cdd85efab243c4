"""The program in a real X window, seen and driven from outside: a display of its own, keys, mouse and pixels.

It knows nothing of the program's inside. Nothing waits for a fixed time; everything is looked for until it is there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("Xvfb", "xdotool")
SIZE = (1440, 900)
PATIENCE = 30.0  # seconds until something that should appear is missed
NOTICEABLE = 500  # pixels; a blinking cursor changes fewer

Frame = np.ndarray
Found = TypeVar("Found")


def until(look: Callable[[], Found], what: str) -> Found:
    """What `look` finds, as soon as it is true; an assertion error naming `what` when patience ends."""
    end = monotonic() + PATIENCE
    while not (found := look()):
        assert monotonic() < end, f"waited in vain for {what}"
        sleep(0.03)
    return found


class XDisplay:
    """An X server without a window manager, its screen in a file of `folder`."""

    def __init__(self, folder: Path) -> None:
        self._screen = folder / "Xvfb_screen0"
        reader, writer = os.pipe()
        size = "{}x{}x24".format(*SIZE)
        command = ["Xvfb", "-displayfd", str(writer), "-nolisten", "tcp", "-screen", "0", size, "-fbdir", str(folder)]
        self._server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as told:
            self.name = f":{told.readline().strip()}"

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait(PATIENCE)

    def frame(self) -> Frame:
        """The pixels on the screen now, (height, width); the file is an X window dump."""
        dump = self._screen.read_bytes()
        header = np.frombuffer(dump, ">u4", 25)
        start, height, stride = int(header[0] + 12 * header[19]), int(header[5]), int(header[12])
        return np.frombuffer(dump, np.uint32, height * stride // 4, start).reshape(height, -1) & 0xFFFFFF

    def do(self, *arguments: str | int) -> str:
        """Let xdotool do something; what it prints."""
        command = ["xdotool", *map(str, arguments)]
        surroundings = {**os.environ, "DISPLAY": self.name}
        return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False).stdout.strip()

    def focus(self, title: str) -> str:
        """Give the keyboard to the window with `title` as soon as it is there; its number."""
        window = until(lambda: self.do("search", "--onlyvisible", "--name", title), f"a window {title!r}")
        self.do("windowfocus", "--sync", window)
        return window


class Program:
    """`python -m playground` on a display, started in `folder`, where it also keeps its settings."""

    def __init__(self, display: XDisplay, folder: Path) -> None:
        self.display = display
        own = {"DISPLAY": display.name, "PLAYGROUND_HOME": str(folder / ".home"), "QT_QPA_PLATFORM": "xcb"}
        own["PYTHONPATH"] = str(ROOT)
        command = [sys.executable, "-m", "playground"]
        self._process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **own}, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._window = display.focus("Backprop Playground")
        until(lambda: np.unique(display.frame()).size > 50, "a painted window")

    @property
    def title(self) -> str:
        """What the window's title says."""
        return self.display.do("getwindowname", self._window)

    def focus(self) -> None:
        """Give the keyboard to the main window."""
        self.display.do("windowfocus", "--sync", self._window)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.display.do("key", *keys)

    def type(self, text: str) -> None:
        """Type a text and Enter."""
        self.display.do("type", "--delay", 1, text)
        self.press("Return")

    def double_click(self, x: int, y: int) -> None:
        """Double-click a point of the window."""
        self.display.do("mousemove", "--sync", x, y, "click", "--repeat", 2, "--delay", 40, 1)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the left button."""
        between = tuple((a + b) // 2 for a, b in zip(start, end, strict=True))
        self.display.do("mousemove", "--sync", *start, "mousedown", 1, "mousemove", "--sync", *between)
        self.display.do("mousemove", "--sync", *end, "mouseup", 1)

    def sees_change(self, act: Callable[[], object]) -> Frame:
        """The screen at rest after an act that must show."""
        before = self.display.frame()
        act()
        until(lambda: differs(before, self.display.frame()), "a change on the screen")
        return self.at_rest()

    def at_rest(self) -> Frame:
        """The screen as soon as two looks at it are equal."""
        frames = [self.display.frame()]

        def is_still() -> bool:
            sleep(0.15)
            frames.append(self.display.frame())
            return bool(np.array_equal(frames[-1], frames[-2]))

        until(is_still, "a screen at rest")
        return frames[-1]

    def wait(self) -> tuple[int, str]:
        """The exit code and everything that was complained about, once the program has ended by itself."""
        _, complaints = self._process.communicate(timeout=PATIENCE)
        return self._process.returncode, complaints

    def close(self) -> None:
        """End the program if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def differs(one: Frame, other: Frame) -> bool:
    """Whether two frames differ by more than a cursor."""
    return int(np.count_nonzero(one != other)) > NOTICEABLE

"""The tokens of the look: every colour of the window by what it means, once for light and once for dark.

Plain text values only; how they reach widgets and pixels is `theme.py`'s business.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One set of colours, each as `#RRGGBB`; `*_soft` are backgrounds, `*_fill` carry white text."""

    name: str
    dark: bool
    forward: str
    forward_soft: str
    forward_fill: str
    backward: str
    backward_soft: str
    backward_fill: str
    parameter: str
    parameter_soft: str
    negative: str
    zero: str
    positive: str
    error: str
    error_soft: str
    error_fill: str
    warning: str
    warning_soft: str
    success: str
    lit: str  # the ring around what a pointed term, or a chosen path, is made of
    surface: str
    canvas: str
    panel: str
    raised: str  # buttons and fields
    hover: str
    pressed: str
    chip: str  # badges, and cells whose value is not known yet
    line: str
    grid: str  # lines and dots behind a drawing
    ink: str
    muted: str
    faint: str  # disabled text
    strong: str  # the switch that is on
    on_strong: str
    on_fill: str

    def __hash__(self) -> int:
        """By a few colours: a theme is part of the key of everything that is kept, and asked for a thousand times."""
        return hash((self.name, self.ink, self.forward))


LIGHT = Theme(
    name="light",
    dark=False,
    forward="#0B6BCB",
    forward_soft="#EAF2FC",
    forward_fill="#0B6BCB",
    backward="#D1480B",
    backward_soft="#FDF0E8",
    backward_fill="#D1480B",
    parameter="#5B4B8A",
    parameter_soft="#F1EFF7",
    negative="#762A83",
    zero="#F7F7F8",
    positive="#1B7837",
    error="#B3261E",
    error_soft="#FDF1F0",
    error_fill="#B3261E",
    warning="#8A5A00",
    warning_soft="#FFF7E5",
    success="#1B7837",
    lit="#E09B00",
    surface="#F4F5F7",
    canvas="#FBFCFD",
    panel="#FFFFFF",
    raised="#FFFFFF",
    hover="#F1F3F6",
    pressed="#E4E8ED",
    chip="#EEF0F3",
    line="#DDE1E7",
    grid="#E6E9EE",
    ink="#1D2530",
    muted="#6A7482",
    faint="#A3ABB6",
    strong="#1D2530",
    on_strong="#FFFFFF",
    on_fill="#FFFFFF",
)

DARK = Theme(
    name="dark",
    dark=True,
    forward="#4DA3F5",
    forward_soft="#1C2A3A",
    forward_fill="#1F6FC4",
    backward="#F2793F",
    backward_soft="#2E231C",
    backward_fill="#B8470F",
    parameter="#8E7CC3",
    parameter_soft="#262338",
    negative="#9A62AE",
    zero="#2A3039",
    positive="#3F9A62",
    error="#F2857C",
    error_soft="#321F20",
    error_fill="#B3362E",
    warning="#E0B252",
    warning_soft="#2C2619",
    success="#5DB37E",
    lit="#F5C243",
    surface="#14181E",
    canvas="#171B21",
    panel="#1B2027",
    raised="#222831",
    hover="#2A313B",
    pressed="#323A46",
    chip="#2A313B",
    line="#2C333D",
    grid="#262C35",
    ink="#E6EAF0",
    muted="#8C97A6",
    faint="#5C6673",
    strong="#E6EAF0",
    on_strong="#14181E",
    on_fill="#FFFFFF",
)

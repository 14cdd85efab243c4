"""How a number is written, said and shown in full: the one place that knows, for the window and the command line alike.

Knows nothing of windows, widths in pixels or networks.
"""

from __future__ import annotations

import math

import numpy as np

MINUS = "−"
UNKNOWN = "?"
_WHOLE = (bool, int, np.integer, np.bool_)
_PLAIN = range(-3, 6)  # powers of ten that are written out
_LARGEST_PLAIN = 1e9  # beyond it a number with a fixed count of decimals is not written out

Number = bool | int | float | np.integer | np.floating | np.bool_


def format_number(value: Number | None, digits: int = 4) -> str:
    """`digits` significant digits with a true minus sign, e.g. `−0.0087`; whole types plain, None as `?`."""
    if value is None:
        return UNKNOWN
    if isinstance(value, _WHOLE):
        return str(int(value)).replace("-", MINUS)
    return _format_real(float(value), digits)


def format_decimals(value: Number | None, places: int) -> str:
    """The number with `places` decimals, `−0.01`; one that would be rounded to 0 or is very large as a power of ten."""
    if value is None or isinstance(value, _WHOLE) or not 10.0**-places / 2 <= abs(float(value)) < _LARGEST_PLAIN:
        return format_number(value, places + 1)
    return f"{float(value):.{places}f}".replace("-", MINUS)


def bracketed(text: str) -> str:
    """A number's text as a factor of a product: `(−2.00)`, `0.310`."""
    return f"({text})" if text.startswith(MINUS) else text


def factor_text(value: Number | None, digits: int = 4) -> str:
    """The number as a factor of a product, in brackets if it is negative."""
    return bracketed(format_number(value, digits))


def fitted_number(value: Number | None, digits: int, characters: int) -> str:
    """Like `format_number`, with as many of the digits as `characters` places hold, but at least one."""
    texts = (format_number(value, count) for count in range(digits, 0, -1))
    return next((text for text in texts if len(text) <= characters), format_number(value, 1))


def spoken(value: Number | None, digits: int = 4) -> str:
    """The number in words a screen reader says well, e.g. `minus 0.0087`."""
    if value is None:
        return "not computed yet"
    if math.isnan(value):
        return "not a number"
    return spoken_text(format_number(value, digits))


def spoken_text(text: str) -> str:
    """A written number in words, e.g. `minus 3 over 4`."""
    return _spoken_power(text.replace("∞", "infinity").replace(MINUS, "minus ")).replace("/", " over ")


def exact(value: Number | None) -> str:
    """Every digit the value has: reading the text back gives the same bits."""
    if value is None:
        return UNKNOWN
    return repr(int(value) if isinstance(value, _WHOLE) else float(value))


def _format_real(value: float, digits: int) -> str:
    if math.isnan(value):
        return "NaN"
    sign = MINUS if value < 0 else ""
    if math.isinf(value):
        return f"{sign}∞"
    return sign + _format_size(abs(value), digits) if value else "0"


def _format_size(size: float, digits: int) -> str:
    mantissa, power = f"{size:.{digits - 1}e}".split("e")
    exponent = int(power)
    if exponent in _PLAIN:
        return f"{size:.{max(digits - 1 - exponent, 0)}f}"
    return f"{mantissa}e{exponent}".replace("-", MINUS)


def _spoken_power(text: str) -> str:
    mantissa, separator, power = text.partition("e")
    if not separator or text.endswith("infinity"):
        return _without_trailing_zeros(text)
    return f"{_without_trailing_zeros(mantissa)} times ten to the {power}"


def _without_trailing_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text

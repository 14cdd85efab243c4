"""What a bound call of an instruction does, as NumPy source would say it: the function, its arguments, what it writes.

Calls are partials of NumPy functions and of methods of ufuncs and arrays, or of small functions of the engine's own,
which are written out. Knows no names of arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import BuiltinMethodType, FunctionType
from typing import Any

import numpy as np

from playground.engine.inlined import Inlined
from playground.engine.instruction import Array, Call
from playground.engine.node_site import draw_anew
from playground.engine.operations.operation import Draw
from playground.engine.parameters import Clock, ParameterArrays
from playground.engine.schedules import Schedule
from playground.engine.update_phase import rate_factor, write_rate

Number = Callable[[], float]


@dataclass(frozen=True)
class Code:
    """An argument that is written as it stands."""

    text: str


@dataclass(frozen=True, eq=False)
class NumpyCall:
    """One call. `subject` is the array whose method it is, if it is one; `written` are the arrays it writes.

    `numbers` are those names in the text that are no arrays, such as the count of updates, with what they are now.
    """

    function: str | Inlined
    arguments: tuple[object, ...]
    keywords: Mapping[str, object]
    written: tuple[Array, ...]
    subject: Array | None = None
    numbers: Mapping[str, Number] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """How many lines it takes."""
        return self.function.height if isinstance(self.function, Inlined) else 1

    @property
    def arrays(self) -> tuple[Array, ...]:
        """All arrays it works on."""
        return tuple(_arrays((self.subject, *self.arguments, *self.keywords.values())))


def _arrays(values: Iterable[object]) -> Iterator[Array]:
    for value in values:
        if isinstance(value, np.ndarray):
            yield value
        elif isinstance(value, tuple):
            yield from _arrays(value)


def numpy_calls(call: Call) -> tuple[NumpyCall, ...]:
    """The NumPy calls behind one call of an instruction."""
    assert isinstance(call, partial)
    own = _OWN.get(call.func)
    if own is not None:
        return tuple(own(*call.args, **call.keywords))
    return (_numpy_call(call.func, call.args, call.keywords),)


def _numpy_call(function: Callable[..., object], arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> NumpyCall:
    if isinstance(function, np.ufunc):
        outputs, given = ("out",) * (len(arguments) - function.nin), ("",) * function.nin
        return _bound(f"np.{function.__name__}", (*given, *outputs), arguments, keywords)
    if isinstance(function, BuiltinMethodType) and isinstance(function.__self__, np.ufunc):
        name = f"np.{function.__self__.__name__}.{function.__name__}"
        return _bound(name, _PARAMETERS[function.__name__], arguments, keywords)
    if isinstance(function, BuiltinMethodType) and isinstance(function.__self__, np.ndarray):
        return _bound(function.__name__, _METHODS[function.__name__], arguments, keywords, function.__self__)
    if isinstance(function, FunctionType) and function.__module__.startswith("playground."):
        inlined = Inlined.of(function, arguments, keywords)
        return NumpyCall(inlined, tuple(inlined.given.values()), {}, tuple(_arrays(inlined.written)))
    return _bound(f"np.{function.__name__}", _PARAMETERS[function.__name__], arguments, keywords)


# What stands at each place of a call: "" an argument without a name, ">" such a one that is written.
_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "reduce": ("", "axis", "dtype", "out", "keepdims"),
    "at": (">", "", ""),
    "copyto": (">", ""),
    "take": ("", "", "axis", "out", "mode"),
    "dot": ("", "", "out"),
}
_USUAL = ("dtype", None)
_METHODS: Mapping[str, tuple[str, ...]] = {
    "take": ("", "axis", "out", "mode"),
    "dot": ("", "out"),
    "fill": ("",),
}


def _bound(
    name: str,
    parameters: tuple[str, ...],
    arguments: tuple[Any, ...],
    keywords: Mapping[str, Any],
    subject: Array | None = None,
) -> NumpyCall:
    placed = list(zip(parameters, arguments, strict=False))
    named = {key: value for key, value in placed if key not in ("", ">") and (key, value) != _USUAL} | dict(keywords)
    written = [value for key, value in placed if key == ">"] + [named[key] for key in ("out",) if key in named]
    if name == "fill" and subject is not None:
        written.append(subject)
    positional = tuple(value for key, value in placed if key in ("", ">"))
    return NumpyCall(name, positional, named, tuple(written), subject)


def _draw(clock: Clock, names: tuple[str, str], draw: Draw, out: Array) -> Iterator[NumpyCall]:
    """What is drawn anew for every update: the function that draws, with a stream of its own."""
    assert isinstance(draw, partial)
    stream = Code(f"stream(seed, {', '.join(map(repr, names))}, updates)")
    inlined = Inlined.of(draw.func, (*draw.args, stream, out), draw.keywords)
    numbers = {"seed": partial(getattr, clock, "seed"), "updates": partial(getattr, clock, "updates")}
    yield NumpyCall(inlined, tuple(inlined.given.values()), {}, (out,), numbers=numbers)


def _rate(schedule: Schedule, arrays: ParameterArrays, initial: float, rate: Array) -> Iterator[NumpyCall]:
    numbers: Mapping[str, Number] = {
        "initial_rate": partial(float, initial),
        "rate_factor": partial(rate_factor, schedule, arrays),
    }
    yield NumpyCall("np.copyto", (rate, Code("initial_rate * rate_factor")), {}, (rate,), numbers=numbers)


_OWN: Mapping[Any, Callable[..., Iterator[NumpyCall]]] = {draw_anew: _draw, write_rate: _rate}

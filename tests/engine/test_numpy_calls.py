"""Bound calls are read as what they are: a NumPy function with its arguments by name and the arrays it writes."""

from functools import partial

import numpy as np
import pytest

from playground.engine.inlined import Inlined
from playground.engine.instruction import Call
from playground.engine.node_site import draw_anew
from playground.engine.numpy_calls import Code, numpy_calls
from playground.engine.operations.dropout import draw_mask
from playground.engine.parameters import Clock

A, B, OUT = np.zeros((2, 3)), np.ones((2, 3)), np.zeros((2, 3))
ROW = np.zeros(3)


@pytest.mark.parametrize(
    ("call", "function", "arguments", "keywords"),
    [
        (partial(np.add, A, B, OUT), "np.add", (A, B), {"out": OUT}),
        (partial(np.maximum, A, B, out=OUT), "np.maximum", (A, B), {"out": OUT}),
        (partial(np.add.reduce, A, 0, None, ROW), "np.add.reduce", (A,), {"axis": 0, "out": ROW}),
        (partial(np.add.reduce, A, None, None, ROW), "np.add.reduce", (A,), {"axis": None, "out": ROW}),
        (partial(np.copyto, OUT, A), "np.copyto", (OUT, A), {}),
        (partial(np.take, A, B, 0, OUT, "clip"), "np.take", (A, B), {"axis": 0, "out": OUT, "mode": "clip"}),
        (partial(A.dot, B, OUT), "dot", (B,), {"out": OUT}),
        (partial(OUT.fill, 0.0), "fill", (0.0,), {}),
        (partial(np.add.at, OUT, A, B), "np.add.at", (OUT, A, B), {}),
    ],
)
def test_a_call_of_numpy_is_taken_apart(
    call: Call, function: str, arguments: tuple[object, ...], keywords: dict[str, object]
) -> None:
    (made,) = numpy_calls(call)
    assert made.function == function
    assert all(one is other for one, other in zip(made.arguments, arguments, strict=True))
    assert made.keywords.keys() == keywords.keys()
    assert all(made.keywords[key] is value or made.keywords[key] == value for key, value in keywords.items())
    assert len(made.written) == 1
    assert made.written[0] is (ROW if keywords.get("out") is ROW else OUT)


def test_a_draw_is_written_with_its_stream() -> None:
    clock = Clock(seed=7, updates=41)
    (made,) = numpy_calls(partial(draw_anew, clock, ("mask", "drop"), partial(draw_mask, 0.25), OUT))
    assert isinstance(made.function, Inlined)
    assert made.function.given["stream"] == Code("stream(seed, 'mask', 'drop', updates)")
    assert {name: read() for name, read in made.numbers.items()} == {"seed": 7, "updates": 41}
    assert made.written == (OUT,)


def test_a_function_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError, match="sort"):
        numpy_calls(partial(np.sort, A))

"""SiLU, Mish and GELU: what z and the gate make together, also far out where the gate is all but closed."""

import numpy as np
import pytest

from playground.engine.operations.gated import GATED
from tests.engine.operations.applied_functions import slopes, values
from tests.engine.operations.exact_functions import exactly, gelu

KEYS = [function.key for function in GATED]
ZS = np.linspace(-20, 20, 161)


@pytest.mark.parametrize("key", KEYS)
def test_the_gate_lies_between_closed_and_open_and_is_never_less_open_for_more(key: str) -> None:
    zs = ZS[ZS != 0]
    gate = values(key, zs.tolist()) / zs
    assert ((gate >= 0) & (gate <= 1)).all()
    assert (np.diff(gate) >= -1e-15).all()


@pytest.mark.parametrize("key", ["gelu", "silu"])
def test_a_gate_and_its_mirror_image_make_one(key: str) -> None:
    assert values(key, ZS.tolist()) - values(key, (-ZS).tolist()) == pytest.approx(ZS, rel=1e-15)
    assert slopes(key, ZS.tolist()) + slopes(key, (-ZS).tolist()) == pytest.approx(1, rel=1e-15)


@pytest.mark.parametrize(("key", "slope"), [("gelu", 0.5), ("silu", 0.5), ("mish", 0.6)])
def test_at_zero_the_slope_is_the_gate(key: str, slope: float) -> None:
    assert values(key, [0.0])[0] == 0
    assert slopes(key, [0.0])[0] == pytest.approx(slope, rel=1e-15)


def test_gelu_is_the_exact_one_even_where_it_is_tiny() -> None:
    zs = np.random.default_rng(0).uniform(-37, 12, 150)
    exact = np.array([float(exactly(gelu, z)) for z in zs])
    assert values("gelu", zs.tolist()) == pytest.approx(exact, rel=1e-13, abs=0)
    assert values("gelu", zs.astype(np.float32).tolist(), np.float32) == pytest.approx(exact, rel=1e-4, abs=1e-37)

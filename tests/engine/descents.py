"""Descents that several tests share: every optimizer by itself, every schedule, and all that a descent may hold."""

from __future__ import annotations

from playground.engine.descent import Descent
from playground.engine.optimizers import OPTIMIZERS, SGD, Adam
from playground.engine.penalties import Clipping, Penalties
from playground.engine.schedules import SCHEDULES, CosineSchedule, PlateauSchedule
from playground.engine.settings import TrainingSettings

PLAIN = {kind: Descent(optimizer()) for kind, optimizer in OPTIMIZERS.items()}
SCHEDULED = {f"sgd, {kind}": Descent(SGD(), schedule()) for kind, schedule in SCHEDULES.items()}
KEPT_SMALL = {
    "l1": Descent(SGD(), penalties=Penalties(l1=0.01)),
    "l2": Descent(SGD(), penalties=Penalties(l2=0.01)),
    "decay": Descent(SGD(), penalties=Penalties(decay=0.1)),
    "clipped by value": Descent(SGD(), clipping=Clipping(value=0.05)),
    "clipped by norm": Descent(SGD(), clipping=Clipping(norm=0.1)),
}
FULL = {
    f"{kind} and all else": Descent(
        optimizer(), CosineSchedule(3.0, 0.1), Clipping(0.2, 0.3), Penalties(0.01, 0.02, 0.03)
    )
    for kind, optimizer in OPTIMIZERS.items()
}
HASTY = {"adam, hasty plateau": Descent(Adam(), PlateauSchedule(0.5, patience=0, threshold=0.5))}
DESCENTS = {
    **PLAIN,
    **SCHEDULED,
    **KEPT_SMALL,
    **FULL,
    **HASTY,
    "adam, one cycle": Descent(Adam(), SCHEDULES["one_cycle"]()),
}


def settings_for(descent: Descent, batch: int = 4, seed: int = 0, precision: str = "float64") -> TrainingSettings:
    """Training settings that descend so."""
    clipping, penalties = descent.clipping, descent.penalties
    limits = clipping.value, clipping.norm
    amounts = penalties.l1, penalties.l2, penalties.decay
    return TrainingSettings(descent.optimizer, batch, seed, descent.schedule, *limits, *amounts, precision)

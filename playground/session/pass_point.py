"""The point at which a pass stands, for explaining, proving and trying: its parameters, samples and random masks."""

from __future__ import annotations

from playground.engine.evaluation_point import EvaluationPoint
from playground.session.stepper import Stepper


def point_of(stepper: Stepper) -> EvaluationPoint:
    """The point of the pass that is being walked, as it was before its update."""
    learned = stepper.start.learned
    clock = stepper.start.clock(stepper.settings.seed)
    return EvaluationPoint(
        stepper.network, learned.layout, learned.values, stepper.start.samples, clock, stepper.settings.dtype
    )

"""Which samples a pass is walked with: one, the batch that training would take next, or the whole training part."""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.samples import Samples
from playground.session.state import State
from playground.session.stepper import Place


@dataclass(frozen=True, eq=False)
class PassSamples:
    """The samples, and where the run stands after them if they are a batch of training."""

    samples: Samples
    place: Place | None = None


def one_sample(state: State, index: int) -> PassSamples:
    """A sample of the training part by its number from 0; the last one for a number too high."""
    train = _train(state)
    start = min(index, len(train) - 1)
    return PassSamples(train.rows(slice(start, start + 1)))


def all_samples(state: State) -> PassSamples:
    """The whole training part."""
    return PassSamples(_train(state))


def next_batch(state: State) -> PassSamples:
    """The batch with which training would go on; walking it moves the run forward as training does."""
    from playground.engine.training import shuffled

    train, settings, learned = _train(state), state.diagram.training, state.learned
    assert learned is not None
    end = min(learned.position + settings.batch_size, len(train))
    order = shuffled(settings.seed, learned.epoch, len(train))[learned.position : end]
    place = (learned.epoch + 1, 0) if end == len(train) else (learned.epoch, end)
    return PassSamples(train.rows(order), place)


def _train(state: State) -> Samples:
    assert state.data is not None
    return state.data.training.train

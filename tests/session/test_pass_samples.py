"""The samples of a pass: a batch is the one training takes next, and walking it moves the run on as training does."""

from __future__ import annotations

from playground.engine.training import Training
from playground.session.pass_samples import all_samples, next_batch, one_sample
from playground.session.state import opened, trained
from playground.session.stepper import PassStart, Stepper
from tests.session.diagrams import moons


def test_walking_batch_after_batch_is_training_over_the_end_of_an_epoch_too() -> None:
    state = opened(moons())
    assert state.data is not None
    assert state.learned is not None
    reference = Training(state.diagram.network, state.diagram.training, state.data.training, state.learned)
    for _ in range(12):
        chosen = next_batch(state)
        assert state.learned is not None
        stepper = Stepper(
            state.diagram.network, state.diagram.training, PassStart(state.learned, chosen.samples, chosen.place)
        )
        stepper.run_to_end()
        state = trained(state, stepper.learned())
        progress = reference.update()
        learned = stepper.learned()
        assert (learned.epoch, learned.position, learned.updates) == (
            progress.epoch,
            progress.position,
            progress.updates,
        )
        assert learned.values.tobytes() == reference.values().tobytes()


def test_one_sample_and_the_whole_part_leave_the_run_where_it_stands() -> None:
    state = opened(moons())
    assert one_sample(state, 3).place is None
    assert all_samples(state).place is None
    assert len(all_samples(state).samples) == 32


def test_a_sample_number_too_high_is_the_last_one() -> None:
    state = opened(moons())
    last, beyond = one_sample(state, 31).samples, one_sample(state, 10_000).samples
    assert last.features.tobytes() == beyond.features.tobytes()

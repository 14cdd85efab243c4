"""Training: stopping anywhere and going on gives the same bits; every sample counts; divergence keeps what was good."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine import training
from playground.engine.compiler import compile_program
from playground.engine.errors import BatchError, BatchSizeError, DivergenceError, SettingError
from playground.engine.evaluation import Evaluator
from playground.engine.learned import Learned, fresh
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, MeanSquaredError
from playground.engine.optimizers import OPTIMIZERS, SGD, Momentum, Optimizer
from playground.engine.parameters import ParameterArrays
from playground.engine.samples import Samples, TrainingData
from playground.engine.settings import TrainingSettings
from playground.engine.training import Progress, Training, shuffled
from tests.engine.sample_networks import chain, samples_for, skip_network

NETWORK = chain(Dense(4, "tanh"), Dense(1, "identity"), BinaryCrossEntropy())
NONE = Samples(np.empty((0, 2)), np.empty((0, 1)))


def data_of(train: int = 23, validation: int = 7, network: Network = NETWORK) -> TrainingData:
    """Random samples in two parts."""
    return TrainingData(samples_for(network, train), samples_for(network, validation, seed=1), 2)


DATA = data_of()
MOMENTUM = TrainingSettings(Momentum(0.2, 0.7), batch_size=5, seed=3)


def started(
    settings: TrainingSettings = MOMENTUM, data: TrainingData = DATA, learned: Learned | None = None
) -> Training:
    """A run from its beginning, or from what was learned."""
    return Training(NETWORK, settings, data, learned or fresh(NETWORK, settings.seed))


def updated(run: Training, updates: int) -> Training:
    """So many updates later."""
    for _ in range(updates):
        run.update()
    return run


# Bits


@settings(max_examples=25)
@given(st.lists(st.integers(0, 40), max_size=4), st.sampled_from(sorted(OPTIMIZERS)), st.integers(1, 23))
def test_stopping_anywhere_and_going_on_gives_the_same_bits(stops: list[int], kind: str, batch: int) -> None:
    chosen = TrainingSettings(OPTIMIZERS[kind](), batch, 5)
    whole, learned, done = started(chosen), fresh(NETWORK, 5), 0
    for stop in [*sorted(stops), 40]:
        learned = updated(started(chosen, learned=learned), stop - done).learned()
        done = stop
    assert learned.same_as(updated(whole, 40).learned())


def test_running_gives_the_bits_of_single_updates() -> None:
    by_epochs = started()
    list(by_epochs.run(3))
    assert by_epochs.learned().same_as(updated(started(), 15).learned())


def test_how_long_a_slice_is_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    long = started()
    list(long.run(3))
    monkeypatch.setattr(training, "SLICE", 0.0)
    short = started()
    progress = list(short.run(3))
    assert len(progress) == 15
    assert short.learned().same_as(long.learned())


@pytest.mark.parametrize("optimizer", [SGD(0.3), Momentum(0.3, 0.5)])
def test_training_is_the_program_run_on_one_batch_after_another(optimizer: Optimizer) -> None:
    chosen = TrainingSettings(optimizer, 5, 3)
    run = updated(started(chosen), 10)
    start = fresh(NETWORK, 3)
    arrays = ParameterArrays.of(start.layout, start.values, start.moments_for(chosen.descent))
    for epoch in range(2):
        order = shuffled(3, epoch, 23)
        for begin in range(0, 23, 5):
            batch = DATA.train.rows(order[begin : begin + 5])
            program = compile_program(NETWORK, arrays, len(batch), chosen.descent)
            program.load(batch.features, batch.targets)
            for instruction in program.instructions:
                instruction.run()
    assert run.values().tobytes() == arrays.values.tobytes()


def test_looking_at_a_run_changes_no_bit() -> None:
    looked_at, left_alone = started(), started()
    for _ in range(12):
        looked_at.update()
        looked_at.learned()
        looked_at.values()
        left_alone.update()
    assert looked_at.learned().same_as(left_alone.learned())


def test_how_the_data_lie_in_memory_changes_no_bit() -> None:
    turned = Samples(np.asfortranarray(DATA.train.features), np.asfortranarray(DATA.train.targets))
    straight, other = started(), started(data=replace(DATA, train=turned))
    assert updated(other, 9).learned().same_as(updated(straight, 9).learned())


def test_the_data_are_left_alone_and_may_be_read_only() -> None:
    data = data_of()
    for array in (data.train.features, data.train.targets, data.validation.features, data.validation.targets):
        array.setflags(write=False)
    list(started(data=data).run(2))


# Epochs and batches


def positions(settings: TrainingSettings, updates: int) -> list[tuple[int, int]]:
    """(epoch, position) after each update."""
    run = started(settings)
    return [(progress.epoch, progress.position) for progress in (run.update() for _ in range(updates))]


def test_the_last_batch_of_an_epoch_is_what_is_left() -> None:
    assert positions(MOMENTUM, 6) == [(0, 5), (0, 10), (0, 15), (0, 20), (1, 0), (1, 5)]


def test_a_batch_as_large_as_the_data_is_an_epoch() -> None:
    assert positions(replace(MOMENTUM, batch_size=23), 2) == [(1, 0), (2, 0)]


def test_a_batch_larger_than_the_data_is_refused_and_a_run_goes_on() -> None:
    larger = replace(MOMENTUM, batch_size=24)
    with pytest.raises(BatchSizeError, match="batch size is 24, but the training part has only 23 samples"):
        started(larger)
    run = updated(started(), 1)
    with pytest.raises(BatchSizeError):
        run.configure(larger)
    assert updated(run, 11).learned().same_as(updated(started(), 12).learned())


def test_an_epoch_takes_every_sample_once_in_an_order_of_its_own() -> None:
    orders = [shuffled(0, epoch, 50).tolist() for epoch in range(3)]
    assert all(sorted(order) == list(range(50)) for order in orders)
    assert orders[0] != orders[1] != orders[2]
    assert shuffled(1, 0, 50).tolist() != orders[0]


def test_the_batch_of_all_samples_descends_their_mean() -> None:
    whole = TrainingSettings(SGD(0.1), 23)
    run, start = started(whole), fresh(NETWORK, 0)
    arrays = ParameterArrays.of(start.layout, start.values, {})
    program = compile_program(NETWORK, arrays, 23)
    program.load(DATA.train.features, DATA.train.targets)
    for call in program.calls():
        call()
    assert np.allclose(updated(run, 1).values(), start.values - 0.1 * arrays.gradients, rtol=1e-14, atol=1e-15)


def test_an_epoch_ends_with_its_record() -> None:
    run = started()
    ended = [progress for progress in run.run(3) if progress.record]
    records = [progress.record for progress in ended]
    assert [record.epoch for record in records if record] == [1, 2, 3]
    assert run.learned().history.records == tuple(records)
    assert ended[-1] == Progress(3, 0, 15, records[-1])


def test_a_record_holds_the_scores_of_both_parts() -> None:
    run = started()
    (record,) = [progress.record for progress in run.run(1) if progress.record]
    start = run.learned()
    judge = Evaluator(NETWORK, ParameterArrays.of(start.layout, start.values, {}))
    train, validation = judge.score(DATA.train, 2), judge.score(DATA.validation, 2)
    assert train is not None
    assert validation is not None
    assert (record.train_loss, record.train_accuracy) == (train.loss, train.accuracy)
    assert (record.validation_loss, record.validation_accuracy) == (validation.loss, validation.accuracy)


def test_without_validation_and_classes_there_is_no_such_score() -> None:
    run = started(data=TrainingData(DATA.train, NONE))
    (record,) = [progress.record for progress in run.run(1) if progress.record]
    assert (record.validation_loss, record.train_accuracy, record.validation_accuracy) == (None, None, None)


def test_training_learns_the_four_corners() -> None:
    corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    either = Samples(corners, np.array([[0.0], [1.0], [1.0], [0.0]]))
    run = started(TrainingSettings(Momentum(0.1), 4), TrainingData(either, NONE, 2))
    (*_before, last) = [progress.record for progress in run.run(300) if progress.record]
    assert last.train_loss < 0.02
    assert last.train_accuracy == 1


# Changing settings


def test_settings_sent_take_effect_at_the_next_update() -> None:
    steady, changed = started(TrainingSettings(SGD(0.1), 23)), started(TrainingSettings(SGD(0.1), 23))
    run = changed.run()
    next(run)
    run.send(TrainingSettings(SGD(0.2), 23))
    steady.update()
    before, slow = steady.values(), updated(steady, 1).values()
    assert np.allclose(changed.values() - before, 2 * (slow - before), rtol=1e-9, atol=1e-15)


def test_sending_the_same_settings_changes_no_bit() -> None:
    disturbed = started()
    for _ in range(12):
        disturbed.update()
        disturbed.configure(MOMENTUM)
    assert disturbed.learned().same_as(updated(started(), 12).learned())


def test_another_batch_size_goes_on_from_where_the_epoch_is() -> None:
    run = updated(started(), 2)
    run.configure(replace(MOMENTUM, batch_size=8))
    assert [run.update().position for _ in range(3)] == [18, 0, 8]


def test_velocity_stays_when_the_learning_rate_changes_and_goes_with_momentum() -> None:
    run = updated(started(), 3)
    velocity = run.learned().moments["velocity"]
    run.configure(replace(MOMENTUM, optimizer=Momentum(0.01, 0.7)))
    assert np.array_equal(run.learned().moments["velocity"], velocity)
    run.configure(replace(MOMENTUM, optimizer=SGD(0.01)))
    assert run.learned().moments == {}
    run.configure(MOMENTUM)
    assert not run.learned().moments["velocity"].any()


def test_wrong_settings_are_refused_and_the_run_goes_on() -> None:
    run = updated(started(), 1)
    with pytest.raises(SettingError):
        run.configure(replace(MOMENTUM, batch_size=0))
    assert updated(run, 11).learned().same_as(updated(started(), 12).learned())


# What does not fit


def test_data_that_do_not_fit_are_refused_at_once() -> None:
    wide = Samples(np.zeros((4, 3)), np.zeros((4, 1)))
    with pytest.raises(BatchError, match="the training part of the data is empty"):
        started(data=TrainingData(NONE, NONE))
    for data in (TrainingData(wide, NONE), TrainingData(DATA.train, wide)):
        with pytest.raises(BatchError, match="features have 3 columns, but the inputs take 2"):
            started(data=data)


def test_a_position_beyond_shrunken_data_begins_the_epoch_again() -> None:
    learned = updated(started(), 4).learned()
    run = started(data=data_of(train=9), learned=learned)
    assert run.update() == Progress(0, 5, 5)


# Divergence


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_divergence_keeps_the_last_good_parameters_and_names_the_update(kind: str) -> None:
    network = skip_network()
    data = TrainingData(samples_for(network, 20), samples_for(network, 5))
    run = Training(network, TrainingSettings(OPTIMIZERS[kind](0.01), 5), data, fresh(network, 0))
    list(run.run(2))
    good = run.learned()
    run.configure(TrainingSettings(OPTIMIZERS[kind](1e300), 5))
    with pytest.raises(DivergenceError, match=r"diverged in epoch 3, update 9: .* of update 8 are kept") as caught:
        list(run.run())
    assert caught.value.update == 9
    assert caught.value.place is not None
    kept = run.learned()
    assert kept.values.tobytes() == good.values.tobytes()
    assert (kept.epoch, kept.position, kept.updates, kept.history) == (2, 0, 8, good.history)


def test_after_divergence_a_lower_rate_goes_on() -> None:
    network = skip_network()
    data = TrainingData(samples_for(network, 20), samples_for(network, 0))
    run = Training(network, TrainingSettings(SGD(1e300), 5), data, fresh(network, 0))
    with pytest.raises(DivergenceError, match="diverged in epoch 1, update"):
        list(run.run())
    run.configure(TrainingSettings(SGD(0.01), 5))
    whole = Training(network, TrainingSettings(SGD(0.01), 5), data, fresh(network, 0))
    list(run.run(2))
    list(whole.run(2))
    assert run.learned().same_as(whole.learned())


def test_divergence_that_only_the_loss_shows_is_told_too() -> None:
    network = chain(Dense(1, "identity"), MeanSquaredError())
    far = Samples(np.array([[1e200, 0.0]]), np.array([[0.0]]))
    near = Samples(np.array([[1.0, 0.0]]), np.array([[0.0]]))
    for data in (TrainingData(near, far), TrainingData(far, near)):
        run = Training(network, TrainingSettings(SGD(1e-300), 1), data, fresh(network, 0))
        with pytest.raises(
            DivergenceError, match=r"in epoch 1, update 1: L \(loss of N2, instruction \d\) became infinite"
        ):
            list(run.run(1))


@settings(max_examples=10)
@given(st.floats(1, 1e308))
def test_no_learning_rate_leaves_anything_but_finite_numbers(rate: float) -> None:
    run = started(TrainingSettings(Momentum(rate), 5))
    try:
        list(run.run(3))
    except DivergenceError:
        assert run.updates == run.learned().updates
    learned = run.learned()
    assert np.isfinite(learned.values).all()
    assert all(np.isfinite(moment).all() for moment in learned.moments.values())
    assert all(np.isfinite(record.train_loss) for record in learned.history.records)


# Precision


def test_a_run_in_single_precision_computes_in_it_and_keeps_its_numbers_exactly() -> None:
    single = replace(MOMENTUM, precision="float32")
    run = updated(started(single), 7)
    kept = run.learned()
    assert kept.values.dtype == np.float64
    assert np.array_equal(kept.values, kept.values.astype(np.float32))
    assert np.allclose(kept.values, updated(started(), 7).values(), rtol=1e-4, atol=1e-5)
    assert not np.array_equal(kept.values, updated(started(), 7).values())
    resumed = started(single, learned=kept)
    assert updated(resumed, 9).learned().same_as(updated(run, 9).learned())


# Memory


@pytest.mark.parametrize("optimizer", [SGD(0.1), Momentum(0.1)])
def test_updates_take_no_memory_of_their_own(optimizer: Optimizer) -> None:
    run = updated(started(TrainingSettings(optimizer, 5, 3), data_of(1000, 0)), 10)
    tracemalloc.start()
    try:
        updated(run, 60)  # by now the interpreter's own stores of small objects are filled
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        updated(run, 60)
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 1000
    assert peak - before < 4000  # what a call itself needs for a moment

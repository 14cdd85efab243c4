"""The mailbox: every loss point arrives once and in order, of weights only the newest."""

from __future__ import annotations

from threading import Thread

import numpy as np

from playground.engine.history import EpochRecord
from playground.engine.training import Progress
from playground.session.mailbox import Mailbox


def test_records_are_never_dropped_and_never_repeated_beside_a_busy_writer() -> None:
    mailbox, count, seen = Mailbox(1), 5_000, []

    def write() -> None:
        for epoch in range(1, count + 1):
            mailbox.progress(Progress(epoch, 0, epoch, EpochRecord(epoch, 1.0 / epoch)))
        mailbox.finish()

    writer = Thread(target=write)
    writer.start()
    finished = False
    while not finished:
        delivery = mailbox.collect()
        seen += [record.epoch for record in delivery.records]
        finished = delivery.finished
    writer.join()
    assert seen == list(range(1, count + 1))


def test_only_the_newest_weights_are_kept_and_handed_out_once() -> None:
    mailbox = Mailbox(1)
    mailbox.values(np.zeros(2))
    mailbox.values(np.ones(2))
    delivered = mailbox.collect().values
    assert delivered is not None
    np.testing.assert_array_equal(delivered, [1.0, 1.0])
    assert mailbox.collect().values is None


def test_a_delivery_carries_its_generation_and_the_error() -> None:
    mailbox = Mailbox(7)
    mailbox.finish("diverged")
    delivery = mailbox.collect()
    assert (delivery.generation, delivery.finished, delivery.error) == (7, True, "diverged")

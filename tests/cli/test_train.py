"""`playground train`: what it prints, that it goes on bit for bit, and that it leaves whole files or none."""

import csv
import json
import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from playground.data.imported import Imported
from playground.document.files import read
from tests.cli.conftest import Command
from tests.cli.networks import moons_net, with_data

KEYS = {"train_loss", "validation_loss", "validation_accuracy", "epochs", "updates", "updates_per_second"}


def table(path: Path, rows: list[tuple[object, ...]]) -> Path:
    """A CSV file with columns u, v and kind."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("u", "v", "kind"), *rows])
    return path


def test_json_holds_one_value_an_epoch(command: Command, moons: Path) -> None:
    result = command("train", moons, "--epochs", 7, "--json")
    run = result.json
    assert result.code == 0
    assert run.keys() == KEYS
    assert run["epochs"] == 7
    assert run["updates"] == 7 * 4  # 32 samples in batches of 10
    assert [len(run[name]) for name in ("train_loss", "validation_loss", "validation_accuracy")] == [7, 7, 7]
    assert run["train_loss"][-1] < run["train_loss"][0]
    assert all(0 <= accuracy <= 1 for accuracy in run["validation_accuracy"])
    assert run["updates_per_second"] > 0


def test_what_does_not_apply_is_null(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "curve.playground"
    options = ("--data", "curve", "--validation", 0)
    assert command("new", path, "--layers", "1, 4 tanh, 1", "--loss", "mse", *options).code == 0
    run = command("train", path, "--epochs", 2, "--json").json
    assert run["validation_loss"] == run["validation_accuracy"] == [None, None]
    assert all(loss > 0 for loss in run["train_loss"])


def test_the_table_shows_the_first_the_last_and_some_epochs_between(command: Command, moons: Path) -> None:
    result = command("train", moons, "--epochs", 25)
    assert [line.split()[0] for line in result.out.splitlines()[1:-1]] == [
        "1", "3", "6", "9", "12", "15", "18", "21", "24", "25",
    ]  # fmt: skip
    assert "25 epochs, 100 updates in" in result.out
    assert result.err == ""


def test_the_file_is_left_alone_without_save(command: Command, moons: Path) -> None:
    before = moons.read_bytes()
    command("train", moons, "--epochs", 3)
    assert moons.read_bytes() == before
    assert [path.name for path in moons.parent.iterdir()] == [moons.name]


def test_two_short_runs_are_one_long_run_to_the_last_bit(command: Command, moons: Path, tmp_path: Path) -> None:
    half, whole, resumed = (tmp_path / f"{name}.playground" for name in ("half", "whole", "resumed"))
    first = command("train", moons, "--epochs", 3, "--save", half, "--json").json
    second = command("train", half, "--epochs", 4, "--save", resumed, "--json").json
    both = command("train", moons, "--epochs", 7, "--save", whole, "--json").json
    assert first["train_loss"] + second["train_loss"] == both["train_loss"]
    assert resumed.read_bytes() == whole.read_bytes()


def test_a_seed_begins_afresh_and_decides_everything(command: Command, moons: Path, tmp_path: Path) -> None:
    trained = tmp_path / "trained.playground"
    command("train", moons, "--epochs", 2, "--save", trained)
    runs = [command("train", path, "--epochs", 2, "--seed", 7, "--json").json for path in (moons, trained)]
    other = command("train", moons, "--epochs", 2, "--seed", 8, "--json").json
    assert runs[0]["train_loss"] == runs[1]["train_loss"] != other["train_loss"]


def test_a_saved_seed_is_the_seed_of_what_follows(command: Command, moons: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.playground", tmp_path / "two.playground"
    command("train", moons, "--seed", 9, "--epochs", 1, "--save", one)
    rest = command("train", one, "--epochs", 1, "--save", two, "--json").json
    both = command("train", moons, "--seed", 9, "--epochs", 2, "--json").json
    assert both["train_loss"][1:] == rest["train_loss"]
    assert read(two).diagram.training.seed == 9


def test_no_epochs_leave_the_bits_alone(command: Command, moons: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.playground", tmp_path / "two.playground"
    command("train", moons, "--epochs", 2, "--save", one)
    run = command("train", one, "--epochs", 0, "--save", two, "--json").json
    assert (run["epochs"], run["updates"], run["train_loss"]) == (0, 0, [])
    assert one.read_bytes() == two.read_bytes()


def test_another_table_can_be_trained_on(command: Command, moons: Path, tmp_path: Path) -> None:
    rows = [(value, -value, "left" if value < 20 else "right") for value in range(40)]
    path, out = table(tmp_path / "sides.csv", rows), tmp_path / "out.playground"
    result = command("train", moons, "--data", path, "--target", "kind", "--epochs", 20, "--save", out, "--json")
    assert result.json["validation_accuracy"][-1] == 1
    data = read(out).diagram.data
    assert isinstance(data, Imported)
    assert data.name == "sides.csv"


def test_a_table_that_does_not_fit_is_refused_by_name(command: Command, moons: Path, tmp_path: Path) -> None:
    path, out = table(tmp_path / "three.csv", [(i, i, "abc"[i % 3]) for i in range(40)]), tmp_path / "out.playground"
    result = command("train", moons, "--data", path, "--target", "kind", "--save", out)
    assert (result.code, result.out) == (1, "")
    assert "three.csv" in result.err
    assert "3 classes" in result.err
    assert not out.exists()


def test_given_parameters_replace_the_learned_ones(command: Command, moons: Path, tmp_path: Path) -> None:
    parameters, out = tmp_path / "p.json", tmp_path / "out.playground"
    given = {"Dense 2": {"W": [[1.0, 2.0, 3.0, 4.0]], "b": [5.0]}}
    parameters.write_text(json.dumps(given), encoding="utf-8")
    command("train", moons, "--epochs", 0, "--parameters", parameters, "--save", out)
    learned = read(out).learned
    assert learned is not None
    assert learned.values[-5:].tolist() == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("rate", [("--learning-rate", 1e6), ("--learning-rate", "1e300"), ("--optimizer", "sgd 1e300")])
def test_divergence_is_told_and_nothing_is_saved(command: Command, tmp_path: Path, rate: tuple[object, ...]) -> None:
    wild, out = tmp_path / "wild.playground", tmp_path / "out.playground"
    command("new", wild, "--layers", "1, 4, 1", "--loss", "mse", "--data", "curve", *rate)
    result = command("train", wild, "--save", out, "--json")
    assert (result.code, result.out) == (1, "")
    assert "diverged in epoch 1" in result.err
    assert str(wild) in result.err
    assert not out.exists()


@pytest.mark.parametrize("option", ["--data", "--target"])
def test_data_and_target_go_together(command: Command, moons: Path, option: str) -> None:
    result = command("train", moons, option, "x")
    assert result.code == 2
    assert "--data and --target go together" in result.err


@pytest.mark.parametrize("place", ["no-such-folder/out.playground", "."])
def test_a_place_that_cannot_be_written_is_told_before_training(
    command: Command, moons: Path, tmp_path: Path, place: str
) -> None:
    result = command("train", moons, "--save", tmp_path / place, "--epochs", 10**6)
    assert result.code == 1
    assert "expected" in result.err


def test_an_unfinished_network_is_refused_with_its_first_problem(command: Command, unfinished: Path) -> None:
    result = command("train", unfinished)
    assert result.code == 1
    assert result.err.startswith(f"{unfinished}: ")
    assert result.err.count("\n") == 1


def test_ctrl_c_stops_between_updates_and_saves(command: Command, moons: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.playground"
    threading.Thread(target=interrupt_soon, daemon=True).start()
    result = command("train", moons, "--epochs", 10**6, "--save", out, "--json")
    assert result.code == 130
    learned = read(out).learned
    assert learned is not None
    assert learned.updates == result.json["updates"] > 0
    assert learned.epoch == result.json["epochs"]
    assert np.isfinite(learned.values).all()


def interrupt_soon() -> None:
    time.sleep(0.5)  # until training has begun: a signal before it would end the start
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def test_a_table_of_other_length_takes_up_at_the_start_of_an_epoch(tmp_path: Path) -> None:
    from dataclasses import replace

    from playground.cli.opening import ready, with_csv

    document = with_data(moons_net(), samples=100)
    started = ready(document, "moons")
    stopped = replace(started.learned, position=70, updates=7)
    path = table(tmp_path / "sides.csv", [(i, -i, "lr"[i % 2]) for i in range(40)])
    swapped = with_csv(started.document(stopped), str(path), "kind")
    assert swapped.learned is not None
    assert (swapped.learned.position, swapped.learned.updates) == (0, 7)

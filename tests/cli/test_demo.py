"""`playground demo`: one real run from end to end, and the parts that need no window."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.test_show import size_of

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ("build", "step", "train")


def test_a_real_run_prints_steps_and_losses_and_draws(tmp_path: Path) -> None:
    out = tmp_path / "pictures"
    words = [sys.executable, "-m", "playground", "demo", "--out", str(out)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "∂L/∂W⁽¹⁾ = δz⁽¹⁾ a⁽⁰⁾ᵀ" in done.stdout
    losses = [float(line.split()[1].replace("−", "-")) for line in done.stdout.splitlines() if line.endswith("%")]
    assert len(losses) > 5
    assert losses[-1] < losses[0] / 10
    assert {size_of(out / f"{name}.png") for name in NAMES} == {(1440, 900)}
    assert all(str(out / f"{name}.png") in done.stdout for name in NAMES)


def test_json_is_one_object(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("playground.cli.demo.draw", lambda _document, _look, out: drawn.append(out))
    result = command("demo", "--out", tmp_path / "new" / "folder", "--json")
    assert result.json["pictures"] == drawn
    assert len(drawn) == len(NAMES)
    assert result.json["epochs"] == len(result.json["train_loss"])
    assert json.loads(result.out)["validation_accuracy"][-1] >= 0.97

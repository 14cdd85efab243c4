"""The program's own folder is the system's, unless the environment names another."""

from pathlib import Path

import pytest

from playground.document.folders import VARIABLE, settings_folder


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert settings_folder() == tmp_path


def test_without_it_the_system_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert settings_folder().name == "backprop-playground"

"""A project folder of its own for the set-up scripts, so that no test touches the real `.venv` or its stamps."""

from pathlib import Path

import pytest

import environment
import step

PYPROJECT = """
[build-system]
requires = ["hatchling"]

[project]
name = "a"
dependencies = ["numpy"]

[tool.ruff]
line-length = 120
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a pyproject.toml that the scripts take for the project."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    monkeypatch.setattr(step, "ROOT", tmp_path)
    monkeypatch.setattr(step, "LOG", tmp_path / "build" / "set-up.log")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path

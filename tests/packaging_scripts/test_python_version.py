"""An old Python is refused in one sentence, by code that an old Python can read."""

import ast
import sys
from pathlib import Path

import pytest

from python_version import require_python

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 99)])
def test_an_old_python_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(SystemExit) as refusal:
        require_python(version)
    found = ".".join(map(str, version))
    wanted = f"Backprop Playground needs Python 3.11 or newer; {sys.executable} is Python {found}."
    assert refusal.value.code == wanted


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (4, 0, 0)])
def test_a_new_python_is_welcome(version: tuple[int, ...]) -> None:
    require_python(version)


@pytest.mark.parametrize("script", ["python_version", "launch", "test", "build"])
def test_a_script_can_be_read_by_python_3_6(script: str) -> None:
    tree = ast.parse((PACKAGING / f"{script}.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    annotations = [node.annotation for node in ast.walk(tree) if isinstance(node, ast.arg) and node.annotation]
    returns = [node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]
    evaluated = {type(node) for node in (*annotations, *returns)}
    assert evaluated <= {ast.Constant, ast.Name}


@pytest.mark.parametrize("script", ["launch", "test", "build"])
def test_a_script_loads_newer_files_only_after_the_check(script: str) -> None:
    tree = ast.parse((PACKAGING / f"{script}.py").read_text(encoding="utf-8"))
    first = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert first == {"python_version"}

"""The floors and the house numbers hold, for every file, without exceptions.

What is measured, and that each measure finds what it looks for, stands in code_measures.py and test_code_measures.py.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import code_measures as measures
from tests.code_measures import Source

ROOT = Path(__file__).resolve().parent.parent
FLOORS_WITHOUT_A_WINDOW = ("engine", "data", "document", "session")
QT = ("PySide6", "shiboken6", "pyqtgraph")
IMPORT_NAMES = {"PySide6_Essentials": "PySide6"}  # where it is not the package's own


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    """Every file we ship."""
    return measures.read_sources(ROOT, "playground", "packaging")


def over(counts: dict[str, int], limit: int) -> dict[str, int]:
    """What is beyond a limit."""
    return {place: count for place, count in counts.items() if count > limit}


def merged(measure: Callable[[Source], dict[str, int]], sources: list[Source]) -> dict[str, int]:
    """One measure of all files."""
    return {place: count for source in sources for place, count in measure(source).items()}


# Floors


def run_contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of the project in a folder."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
    command = [sys.executable, "-c", program]
    surroundings = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=surroundings)


def test_imports_go_down_only() -> None:
    result = run_contracts(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("victim", "module"),
    [
        ("engine/errors.py", "playground.session"),
        ("engine/errors.py", "msgspec"),
        ("data/errors.py", "playground.engine"),
        ("session/__init__.py", "PySide6"),
        ("cli/__init__.py", "pyqtgraph"),
        ("ui/canvas/__init__.py", "playground.ui.inspector"),
    ],
)
def test_the_contracts_see_a_planted_import(tmp_path: Path, victim: str, module: str) -> None:
    shutil.copytree(ROOT / "playground", tmp_path / "playground", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "playground" / victim).open("a", encoding="utf-8") as file:
        file.write(f"\nimport {module}\n")
    result = run_contracts(tmp_path)
    assert result.returncode == 1
    assert f"-> {module}" in result.stdout


def test_every_folder_of_the_window_is_under_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}
    folders = {path.parent.name for path in (ROOT / "playground" / "ui").glob("*/__init__.py")}
    assert {f"playground.ui.{folder}" for folder in folders} == set(contracts["panels-meet-in-wiring"]["modules"])


def test_the_engine_imports_numpy_and_nothing_else_foreign(sources: list[Source]) -> None:
    allowed = {"numpy", "playground", *sys.stdlib_module_names}
    engine = [source for source in sources if source.place.startswith("playground/engine/")]
    assert {source.place: extra for source in engine if (extra := measures.imported_packages(source) - allowed)} == {}


def test_every_dependency_is_imported_and_every_import_declared(sources: list[Source]) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {re.split(r"[^\w-]", line)[0].replace("-", "_") for line in settings["project"]["dependencies"]}
    shipped = [source for source in sources if source.place.startswith("playground/")]
    imported = {package for source in shipped for package in measures.imported_packages(source)}
    own = {"playground", "_typeshed"}  # the second is the type checker's own
    assert imported - sys.stdlib_module_names - own == {IMPORT_NAMES.get(package, package) for package in declared}


def loaded_after(statement: str) -> set[str]:
    """The parts of Qt that a fresh Python has loaded after a statement."""
    program = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split()) & set(QT)


def test_what_is_loaded_is_seen() -> None:
    assert loaded_after("import PySide6.QtCore") == {"PySide6", "shiboken6"}


@pytest.mark.parametrize("module", ["playground.cli", *(f"playground.{floor}" for floor in FLOORS_WITHOUT_A_WINDOW)])
def test_no_floor_without_a_window_loads_qt(module: str) -> None:
    every_part = f"import importlib, pkgutil, {module} as top\n"
    every_part += (
        "for part in pkgutil.walk_packages(top.__path__, top.__name__ + '.'): importlib.import_module(part.name)"
    )
    assert loaded_after(every_part) == set()


# House numbers


def test_functions_are_short(sources: list[Source]) -> None:
    lengths = merged(measures.function_lengths, sources)
    assert statistics.median(lengths.values()) <= 6
    assert statistics.quantiles(lengths.values(), n=20)[-1] <= 25
    assert over(lengths, 50) == {}


def test_classes_are_small(sources: list[Source]) -> None:
    assert over(merged(measures.class_lengths, sources), 250) == {}
    assert over(merged(measures.method_counts, sources), 20) == {}


def test_files_are_short(sources: list[Source]) -> None:
    lengths = {source.place: source.lines for source in sources}
    assert statistics.median(lengths.values()) <= 120
    assert over(lengths, 400) == {}


def test_few_parameters(sources: list[Source]) -> None:
    assert over(merged(measures.parameter_counts, sources), 5) == {}


def ruff(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ruff with the project's limits, deaf to comments that ask for an exception."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--ignore-noqa", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_low_complexity() -> None:
    result = ruff("--select", "C901", "playground", "packaging")
    assert result.returncode == 0, result.stdout


def test_high_complexity_is_seen(tmp_path: Path) -> None:
    branches = "\n".join(f"    if n == {number}:\n        return {number}  # noqa: C901" for number in range(9))
    (tmp_path / "branches.py").write_text(f"def f(n: int) -> int:  # noqa: C901\n{branches}\n    return 9\n")
    assert "C901" in ruff("--select", "C901", "--config", str(ROOT / "pyproject.toml"), str(tmp_path)).stdout


# Words and state


@pytest.mark.parametrize("measure", measures.FAULTS)
def test_every_file_is_free_of(measure: Callable[[Source], list[str]], sources: list[Source]) -> None:
    assert [fault for source in sources for fault in measure(source)] == []


def test_a_file_introduces_itself_in_one_to_four_sentences(sources: list[Source]) -> None:
    counts = {source.place: measures.docstring_sentences(source) for source in sources}
    assert {place: count for place, count in counts.items() if not 1 <= count <= 4} == {}


def test_every_test_file_introduces_itself() -> None:
    tests = measures.read_sources(ROOT, "tests")
    assert [source.place for source in tests if measures.docstring_sentences(source) < 1] == []


def test_tests_mirror_the_floors_without_a_window(sources: list[Source]) -> None:
    below = tuple(f"playground/{floor}/" for floor in FLOORS_WITHOUT_A_WINDOW)
    files = [Path(source.place) for source in sources if source.place.startswith(below)]
    mirrors = {file: (ROOT / "tests" / file.parts[1]).rglob(f"test_{file.stem}.py") for file in files}
    assert [str(file) for file, found in mirrors.items() if file.stem != "__init__" and not any(found)] == []

"""The engine stands on NumPy and the standard library alone, and importing it changes nothing."""

import subprocess
import sys

PROGRAM = """
import importlib, pkgutil, sys
import numpy, numpy.random
before = numpy.geterr(), set(sys.modules)
import playground.engine as engine
for part in pkgutil.walk_packages(engine.__path__, engine.__name__ + "."):
    importlib.import_module(part.name)
tops = {name.split(".")[0] for name in set(sys.modules) - before[1]} - set(sys.stdlib_module_names)
print(*sorted(tops), numpy.geterr() == before[0], sep=",")
"""


def test_the_engine_loads_nothing_but_numpy() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    loaded = done.stdout.strip().split(",")
    assert loaded[-1] == "True"
    assert set(loaded[:-1]) <= {"playground", "numpy"}

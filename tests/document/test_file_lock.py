"""A lock is held by one, and ends when its file is closed or its process ends."""

import subprocess
import sys
from pathlib import Path

from playground.document.file_lock import try_lock

HOLD = """
import sys
from playground.document.file_lock import try_lock
file = open(sys.argv[1], "r+b")
print(try_lock(file), flush=True)
sys.stdin.read()
"""


def test_a_lock_is_held_until_its_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    with path.open("r+b") as first, path.open("r+b") as second:
        assert try_lock(first)
        assert not try_lock(second)
        first.close()
        assert try_lock(second)


def test_a_lock_ends_with_its_process_however_that_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder, path.open("r+b") as file:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        assert not try_lock(file)
        holder.kill()
        holder.wait()
        assert try_lock(file)

"""A whole program as a NumPy script that runs by itself and gives the same bits: what arrives, parameters, buffers, and
then the instructions with their mathematics beside them. At its end it prints the loss and the parameters.

The script starts from what the program's arrays hold now, so the program should stand at the start of a pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.lib.stride_tricks import as_strided

from playground.engine.array_names import Block
from playground.engine.instruction import Array, Instruction, Phase, Ref
from playground.engine.listing import Listing
from playground.engine.literals import array_text, number_text, zeros_text
from playground.engine.program import Program
from playground.engine.view_text import address, view_text

_THREADS = 'os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # sums are then added in the same order everywhere'
_STREAM = '''
def stream(seed, *names):
    """A generator of its own for these names, so that one draw never shifts another."""
    key = [name if isinstance(name, int) else crc32(name.encode()) for name in names]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *key])))
'''
_TITLES: Mapping[Phase, str] = {
    Phase.FORWARD: "forward",
    Phase.LOSS: "loss",
    Phase.BACKWARD: "backward",
    Phase.UPDATE: "update",
}


def script(program: Program) -> str:
    """The source; running it prints `L` and every parameter."""
    return _Script(Listing(program)).text()


def comment(text: str) -> str:
    """A comment of one line, whatever breaks of lines a block's name may hold."""
    return f"# {' '.join(text.splitlines())}"


class _Script:
    def __init__(self, listing: Listing) -> None:
        self._listing, self._program, self._names = listing, listing.program, listing.names

    def text(self) -> str:
        body = "\n".join((*self._declarations(), *self._instructions(), *self._end()))
        return "\n".join((*self._head(body), body)) + "\n"

    def _head(self, body: str) -> Iterator[str]:
        yield '"""One pass, step by step, with the same calls that the Backprop Playground runs."""\n'
        yield "import os"
        if "b64decode(" in body:
            yield "from base64 import b64decode"
        if "stream(" in body:
            yield "from zlib import crc32"
        yield f"\n{_THREADS}\n\nimport numpy as np\n"
        yield 'np.seterr(all="ignore")  # infinity and NaN are values, not mistakes'
        if "stream(" in body:
            yield f"\n{_STREAM}"

    def _declarations(self) -> Iterator[str]:
        titles = {"data": "What arrives", "learned": "What is learned", "constant": "Numbers", "buffer": "Buffers"}
        for kind, title in titles.items():
            lines = [self._declaration(block) for block in self._names.blocks if self._kind(block) == kind]
            lines += self._numbers() if kind == "constant" else ()
            if lines:
                yield f"\n# {title}"
                yield from lines
        aliases = tuple(self._aliases())
        if aliases:
            yield "\n# Other names for parts of these"
            yield from aliases

    def _kind(self, block: Block) -> str:
        array = block.owner.array
        if block.is_constant:
            return ""
        if np.may_share_memory(array, self._program.features) or np.may_share_memory(array, self._program.targets):
            return "data"
        if np.may_share_memory(array, self._program.arrays.state):
            return "learned"
        return "buffer" if block.written or block.owner.ref is not None else "constant"

    def _declaration(self, block: Block) -> str:
        array = block.owner.array
        if self._kind(block) != "buffer":
            return f"{block.owner.name} = {array_text(array)}"
        beginning = _beginning(block)
        made = zeros_text(array) if array.ndim == 0 and not beginning[()] else array_text(beginning)
        return f"{block.owner.name} = {made}"

    def _numbers(self) -> Iterator[str]:
        numbers = {name: read for calls in self._names.calls for call in calls for name, read in call.numbers.items()}
        for name, read in numbers.items():
            yield f"{name} = {number_text(read())}"

    def _aliases(self) -> Iterator[str]:
        for block in self._names.blocks:
            for view in block.views:
                yield f"{view.name} = {view_text(block.owner.name, block.owner.array, view.array)}"

    def _instructions(self) -> Iterator[str]:
        before: Instruction | None = None
        for instruction in self._program.instructions:
            line = self._listing.line(instruction.index)
            if before is None or (before.phase, before.node) != (instruction.phase, instruction.node):
                yield f"\n{comment(f'{line.block}: {_TITLES[line.phase]}')}\n"
            yield comment(f"{line.number}  {line.mathematics}")
            yield from line.numpy
            before = instruction

    def _end(self) -> Iterator[str]:
        loss = self._program.network.loss
        assert loss is not None
        yield "\n# What came out, to the last digit"
        refs = [Ref(loss.id, "loss"), *(Ref(slot.node, slot.quantity) for slot in self._program.arrays.layout.slots)]
        for name in (self._names.of_ref[ref] for ref in refs if ref in self._names.of_ref):
            yield f'print("{name} =", {name}.tolist())'


def _beginning(block: Block) -> Array:
    """What a buffer must hold before the first instruction: what no call ever writes; all else may be 0."""
    owner = block.owner.array
    touched = np.zeros(owner.shape, np.bool_)
    for array in block.written:
        place = (address(array) - address(owner)) // owner.itemsize
        strides = [stride // owner.itemsize for stride in array.strides]
        as_strided(touched.reshape(-1)[place:], array.shape, strides)[...] = True
    return np.where(touched, np.zeros((), owner.dtype), owner)

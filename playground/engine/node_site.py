"""The place of one node in a program under construction: all that its operation sees."""

from __future__ import annotations

from functools import partial

from playground.engine.construction import Construction
from playground.engine.instruction import Array, Call, Operand, Ref
from playground.engine.network import Node
from playground.engine.operations.operation import Draw, Line, Shape, WriteLine
from playground.engine.parameters import Clock, Slot
from playground.engine.streams import stream
from playground.engine.sums import whole_gradient


class NodeSite:
    """The `Site` of one node (see `operations.operation.Site`)."""

    def __init__(self, program: Construction, node: Node) -> None:
        self.program, self.node = program, node
        self.batch = program.batch
        self.output_shape = program.network.shapes[node.id]
        self._below = program.network.incoming[node.id]
        self._owner = node.learning.shares or node.id
        self._inputs: dict[int, Operand] = {}
        self._known: dict[str, Operand] = {}  # what was asked for here, by its quantity

    @property
    def training(self) -> bool:
        """Whether the program is for training."""
        return self.program.training

    def input(self, port: int = 0) -> Operand:
        """The activation that arrives at a port."""
        known = self._inputs.get(port)
        if known is None:
            known = self._inputs[port] = self.program.values[Ref(self._below[port].source, "activation")]
        return known

    def new(self, quantity: str, shape: Shape | None = None, alias: Operand | None = None) -> Operand:
        """A value of this node: a new (batch, *shape) buffer, or another name for an existing one."""
        full = (self.batch, *(self.output_shape if shape is None else shape))
        return self._register(quantity, self.program.zeros(full) if alias is None else alias.array)

    def statistic(self, quantity: str, shape: Shape) -> Operand:
        """A new value of exactly this shape, one for the whole batch."""
        return self._register(quantity, self.program.zeros(shape))

    def scalar(self, quantity: str) -> Operand:
        """A new value that is one number for the whole batch."""
        return self.statistic(quantity, ())

    def draw(self, quantity: str, draw: Draw) -> tuple[Operand, Call]:
        """A new value of random numbers and the call that draws them, the same for the same update."""
        value = self.new(quantity)
        return value, partial(draw_anew, self.program.arrays.clock, (quantity, self.node.id), draw, value.array)

    def value(self, quantity: str) -> Operand:
        """A value this node emitted earlier in the pass."""
        known = self._known.get(quantity)
        if known is None:
            known = self._known[quantity] = self.program.values[Ref(self.node.id, quantity)]
        return known

    def helper(self, symbol: str, array: Array, like: Operand) -> Operand:
        """A value that formulas show but no instruction produces."""
        return Operand(symbol, "", like.role, array, single=like.single)

    def parameter(self, quantity: str) -> Operand:
        """A parameter or statistic of this node, or of the node whose it shares."""
        known = self._known.get(quantity)
        if known is None:
            slot, values = self._slot(quantity), self.program.arrays.values
            known = self._known[quantity] = self.program.slot_value(slot, quantity, values)
        return known

    def gradient(self, quantity: str) -> Operand:
        """Where this node writes the parameter's gradient, or its share in it."""
        slot = self._slot(quantity)
        if len(self.program.network.users(slot.node)) == 1:
            return whole_gradient(self.program, slot)
        ref = Ref(self.node.id, f"share_{quantity}", f"{self.node.id}:0")
        return self.program.values.get(ref) or self.program.register(ref, self.program.zeros(slot.shape))

    def output_gradient(self) -> Operand:
        """δa of this node, summed over its consumers."""
        return self.value("grad_activation")

    def input_gradient(self, port: int = 0) -> Operand:
        """Where this node writes its contribution to δa of the block at `port`."""
        program, source = self.program, self._below[port].source
        fork = len(program.network.outgoing[source]) > 1
        ref = Ref(source, "contribution", f"{self.node.id}:{port}") if fork else Ref(source, "grad_activation")
        return program.values.get(ref) or program.register(ref, program.zeros(self.input(port).array.shape))

    def target(self) -> Operand:
        """The targets y."""
        return self.value("target")

    def scratch(self, shape: Shape) -> Array:
        """A buffer of exactly this shape that nobody shows."""
        return self.program.zeros(shape)

    def constant(self, value: float) -> Array:
        """A 0-d array of the program's dtype."""
        return self.program.constant(value)

    def emit(self, result: Operand, line: Line | WriteLine, *calls: Call, optional: bool = False) -> None:
        """Append the instruction that produces `result`."""
        crossing = result.ref is not None and result.ref.node != self.node.id
        self.program.append(result, line, calls, self.node.id if crossing else "", optional)

    def _register(self, quantity: str, array: Array) -> Operand:
        value = self._known[quantity] = self.program.register(Ref(self.node.id, quantity), array)
        return value

    def _slot(self, quantity: str) -> Slot:
        return self.program.arrays.layout.slot(self._owner, quantity)


def draw_anew(clock: Clock, names: tuple[str, str], draw: Draw, out: Array) -> None:
    """Fill `out` from the stream of these names for the update that is due."""
    draw(stream(clock.seed, *names, clock.updates), out)

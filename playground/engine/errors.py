"""Every way a network or a run can be wrong, each error naming the place, what was found and what was expected.

The sentences are worded here, once; the window and the command line only repeat them.
"""

from __future__ import annotations


class EngineError(Exception):
    """Root of all errors of this floor; `str(error)` is one sentence for the user."""


class NetworkError(EngineError):
    """A network that cannot be compiled or run; `node` is the id of the block to blame, `port` the input if one is."""

    def __init__(self, message: str, node: str | None = None, port: int | None = None) -> None:
        super().__init__(message)
        self.node = node
        self.port = port


class CycleError(NetworkError):
    """The wires lead back to where they came from."""


class MissingWireError(NetworkError):
    """An input port has no wire, or an output leads nowhere."""


class WiringError(NetworkError):
    """A wire that must not be: an unknown end, a taken port, a loss that feeds another block."""


class ShapeError(NetworkError):
    """The values that arrive do not fit the operation."""


class SettingError(NetworkError):
    """A setting of an operation, an optimizer or the training is out of its range."""


class ParameterError(NetworkError):
    """Given weights or biases do not fit the network."""


class MixingError(NetworkError):
    """A block lets the samples of a batch depend on each other, where each is asked for on its own."""


class ElementError(NetworkError):
    """A number is asked for that is not there, or that no gradient leads to."""


class ExpressionError(EngineError):
    """A formula in a text that cannot be understood; `line` and `column` (from 1) say where."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line = line
        self.column = column


class GraphValueError(EngineError):
    """A formula is to be evaluated at a point that lacks a name, or has one too many."""


class BatchSizeError(SettingError):
    """A batch is to hold more samples than there are."""


class BatchError(NetworkError):
    """Samples that do not fit the network's inputs or its loss."""


class EmptyDataError(BatchError):
    """There are no samples to learn from."""


class TargetError(BatchError):
    """A target that names no class, for a loss that compares classes."""


class DivergenceError(EngineError):
    """Training produced NaN or infinity and was stopped; the last good parameters are kept.

    `update` (from 1) is the one that failed; `place` is the first instruction whose result was not finite: its node's
    id, its quantity's key and its number from 0.
    """

    def __init__(self, message: str, update: int, place: tuple[str, str, int] | None = None) -> None:
        super().__init__(message)
        self.update = update
        self.place = place

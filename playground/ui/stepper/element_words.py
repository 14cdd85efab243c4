"""What one element of a result is called, `Neuron 2`, and how a screen reader says it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from playground.engine.instruction import Index, Instruction
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.term_cursor import TermCursor

_VECTORS: Mapping[str, str] = {"target": "Output", "probabilities": "Output"}
_SPELLED: Mapping[str, str] = {"δ": "delta ", "∂": "partial ", "/": " by ", "′": " prime", "μ": "mu", "α": "alpha"}


def element_title(instruction: Instruction, index: Index, feature: bool = False) -> str:
    """The element in words, counted from one; `feature` says that the block is an input."""
    result = instruction.result
    if result.single:
        several = result.batched and result.array.shape[0] > 1
        return f"{result.label}, sample {index[0] + 1}" if several else result.label
    if not index:
        return instruction.quantity.name.capitalize()
    if not result.batched and len(index) == 2:
        return f"Weight from input {index[1] + 1} to neuron {index[0] + 1}"
    if not result.batched and len(index) > 2:
        return f"Weight {_counted(index)}"
    word = "Feature" if feature else _vector(instruction.quantity.key)
    several = result.batched and result.array.shape[0] > 1
    unit = f"{word} {index[-1] + 1}" if len(index) <= 2 else f"Value {_counted(index[1:])}"
    return f"Sample {index[0] + 1}, {unit.lower()}" if several else unit


def _vector(quantity: str) -> str:
    """What one number of a vector belongs to; a bias, its gradient and all that an optimizer keeps for it alike."""
    return "Bias of neuron" if quantity.rpartition("_")[2] == "bias" else _VECTORS.get(quantity, "Neuron")


def element_spoken(node_name: str, instruction: Instruction, title: str, value: str) -> str:
    """What a screen reader says: `hidden 1, delta z, neuron 2, minus 0.0087`; no name twice: `w1, 6`."""
    names = dict.fromkeys((node_name, symbol_spoken(instruction.result.symbol), symbol_spoken(title)))
    return ", ".join((*names, value))


def term_spoken(terms: TermCursor, numbers: NumberStyle = AS_USUAL) -> str:
    """The term that was added last: `term 2 of 3: W 0.5 times a 0.2 is 0.1, sum so far 0.34`."""
    term = terms.current
    if term is None:
        return f"{len(terms)} terms"
    instruction, spoken = terms.explanation.terms.reader.instruction, numbers.spoken
    factors = " times ".join(
        f"{symbol_spoken(instruction.operand(factor.operand).symbol)} {spoken(factor.value)}" for factor in term.factors
    )
    product = f"{factors} is {spoken(term.value)}" if len(term.factors) > 1 else factors
    total = f"{'the sum is' if terms.at_end else 'sum so far'} {spoken(terms.sum)}"
    return f"term {terms.taken} of {len(terms)}: {product}, {total}"


def _counted(index: Index) -> str:
    """Places counted from one: (0, 2) → `1, 3`."""
    return ", ".join(str(place + 1) for place in index)


@lru_cache(maxsize=1024)
def symbol_spoken(symbol: str) -> str:
    """A symbol as words: `δz` → `delta z`."""
    for sign, word in _SPELLED.items():
        symbol = symbol.replace(sign, word)
    return symbol.strip()

"""Derivations in small networks, for the tests of all that is made of them."""

from playground.engine.instruction import Ref
from playground.session.derivation import Derivation, derive
from playground.session.stepper import Stepper
from playground.session.value_names import found
from tests.session.walked_nets import NETS, stepper


def walked(name: str = "skip", count: int = 1) -> Stepper:
    """A small network walked to the end of a pass."""
    made = stepper(NETS[name], count)
    made.run_to_end()
    return made


def first(of: Stepper, quantity: str) -> Ref:
    """The first value of a kind."""
    return next(ref for ref in of.program.values if ref.quantity == quantity)


def derived(of: Stepper, name: str, place: str = "", *, forward: bool = False) -> Derivation:
    """The derivation of a value by its name."""
    return derive(of, *found(of, name, place), forward=forward)

"""Derivations in small networks, for the tests of all that is made of them."""

from playground.document.examples import example
from playground.engine.instruction import Ref
from playground.session.derivation import Derivation, derive
from playground.session.pass_samples import one_sample
from playground.session.state import opened
from playground.session.stepper import PassStart, Stepper
from playground.session.value_names import found
from tests.session.walked_nets import NETS, stepper


def walked(name: str = "skip", count: int = 1) -> Stepper:
    """A small network walked to the end of a pass."""
    made = stepper(NETS[name], count)
    made.run_to_end()
    return made


def walked_example(key: str) -> Stepper:
    """A bundled example walked to the end of a pass over its first sample."""
    document = example(key)
    state = opened(document.diagram, document.learned)
    assert state.learned is not None
    made = Stepper(
        document.diagram.network, document.diagram.training, PassStart(state.learned, one_sample(state, 0).samples)
    )
    made.run_to_end()
    return made


def first(of: Stepper, quantity: str) -> Ref:
    """The first value of a kind."""
    return next(ref for ref in of.program.values if ref.quantity == quantity)


def derived(of: Stepper, name: str, place: str = "", *, forward: bool = False) -> Derivation:
    """The derivation of a value by its name."""
    return derive(of, *found(of, name, place), forward=forward)

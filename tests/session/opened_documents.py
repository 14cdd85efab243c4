"""Documents opened and walked, for the tests of all that looks at a pass."""

from playground.document.document import Document
from playground.session.pass_samples import one_sample
from playground.session.state import opened
from playground.session.stepper import Stepper
from playground.session.workbench import Workbench


def stepper_of(document: Document) -> Stepper:
    """A pass over the first sample, at its start."""
    bench = Workbench(opened(document.diagram, document.learned))
    return bench.stepper(one_sample(bench.state, 0))

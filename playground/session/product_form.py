"""The chain rule written out: a derivative as a sum of products of local derivatives, one product for each path.

The factors are those of the engine's paths; nothing is multiplied here but to show that it comes to the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from playground.engine.element_graph import GRADIENT, Element, ElementGraph
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.instruction import Index, Ref
from playground.engine.paths import Path, Paths
from playground.session.element_names import named
from playground.session.stepper import Stepper

MOST_PATHS = 8


@dataclass(frozen=True)
class Product:
    """One path: the local derivatives by name, such as `∂z₂⁽¹⁾/∂W₂,₁⁽¹⁾`, in numbers, and their product."""

    names: tuple[str, ...]
    factors: tuple[float, ...]
    value: float


@dataclass(frozen=True)
class ProductForm:
    """∂L/∂(an element): its name, the largest products, how many there are in all, and their sum."""

    label: str
    products: tuple[Product, ...]
    count: int
    total: float


def product_form(stepper: Stepper, ref: Ref, index: Index, most: int = MOST_PATHS) -> ProductForm | None:
    """The products that add up to a gradient at the parameters with which the pass began; None for other values."""
    if not ref.quantity.startswith(GRADIENT):
        return None
    graph = ElementGraph(_point(stepper))
    of = Ref(ref.node, ref.quantity.removeprefix(GRADIENT))
    if of not in graph.refs or graph.array(of).shape != stepper.program.values[ref].array.shape:
        return None
    paths = Paths(graph, graph.element(of, index))
    label = _derivative(graph, graph.loss, paths.start)
    return ProductForm(label, tuple(_product(graph, path) for path in islice(paths, most)), paths.count, paths.total)


def _point(stepper: Stepper) -> EvaluationPoint:
    start, settings = stepper.start, stepper.settings
    learned = start.learned
    clock = start.clock(settings.seed)
    return EvaluationPoint(stepper.network, learned.layout, learned.values, start.samples, clock, settings.dtype)


def _product(graph: ElementGraph, path: Path) -> Product:
    """From the loss down to the element, as the chain rule is written."""
    ways = list(zip(path.elements[1:], path.elements, strict=False))
    names = tuple(_derivative(graph, end, start) for end, start in reversed(ways))
    return Product(names, tuple(reversed(path.factors)), path.product)


def _derivative(graph: ElementGraph, end: Element, start: Element) -> str:
    return f"∂{named(graph, end).symbol}/∂{named(graph, start).symbol}"

"""What may be asked of a derivation, symbols only or numbers or a worksheet, and the page that answers it.

Window and command line ask alike, so that both write the same page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from playground.engine.instruction import Index, Ref
from playground.engine.samples import Samples
from playground.session.derivation import Derivation, derive
from playground.session.derivation_page import Page, in_symbols, page_of
from playground.session.number_style import AS_USUAL, NumberForm, NumberStyle
from playground.session.product_form import product_form
from playground.session.stepper import PassStart, Stepper
from playground.session.value_names import computed_values, place_in, value_name
from playground.session.worksheet import NO_BLANKS, blanks_of, round_variant, variant_sample


class Content(StrEnum):
    """What stands on the page."""

    SYMBOLS = "symbols"
    NUMBERS = "numbers"
    WORKSHEET = "worksheet"


class Variant(StrEnum):
    """What a worksheet's seed draws beside its blanks: nothing, the sample, or round weights and inputs."""

    BLANKS = "blanks"
    SAMPLE = "sample"
    WEIGHTS = "weights"


@dataclass(frozen=True)
class Wish:
    """How a number is to be derived; seed and variant count for a worksheet, whose blanks are decimals."""

    content: Content = Content.NUMBERS
    forward: bool = False
    products: bool = False
    seed: int = 0
    variant: Variant = Variant.BLANKS
    numbers: NumberStyle = AS_USUAL


@dataclass(frozen=True, eq=False)
class Sheet:
    """What was derived, and its page."""

    derivation: Derivation
    page: Page


def sheet_of(stepper: Stepper, ref: Ref, index: Index, wish: Wish) -> Sheet:
    """The page of an element; `ElementError` for a place that is not there or a value that nothing has computed."""
    is_worksheet = wish.content is Content.WORKSHEET
    numbers = AS_USUAL if is_worksheet and wish.numbers.form is NumberForm.FRACTIONS else wish.numbers
    derivation = derive(stepper, ref, index, forward=wish.forward, numbers=numbers)
    product = product_form(stepper, ref, index) if wish.products else None
    blanks = blanks_of(derivation, wish.seed) if is_worksheet else NO_BLANKS
    page = page_of(derivation, product, blanks)
    return Sheet(derivation, in_symbols(page) if wish.content is Content.SYMBOLS else page)


def start_of(start: PassStart, wish: Wish, sample: Callable[[int], Samples]) -> PassStart:
    """The pass that a page is made from: the one given, or for a worksheet the variant that its seed draws of it."""
    if wish.content is not Content.WORKSHEET or wish.variant is Variant.BLANKS:
        return start
    if wish.variant is Variant.SAMPLE:
        return replace(start, samples=sample(variant_sample(wish.seed, start.total)))
    return round_variant(start, wish.seed)


class Subject:
    """A pass whose numbers are derived, on arrays of its own: the stepper that was looked at goes its own ways.

    `asked` is the number that was looked at; it is derived as far as the pass had come, all others from the whole pass.
    """

    def __init__(self, stepper: Stepper, asked: tuple[Ref, Index] | None, sample: Callable[[int], Samples]) -> None:
        self._stepper, self._sample, self.asked = stepper, sample, asked
        self._start, self._cursor = stepper.start, stepper.cursor
        self._known: tuple[PassStart, int, Stepper] | None = None

    @property
    def values(self) -> dict[Ref, str]:
        """All that can be derived, with their names."""
        whole = self._walked(self._start, len(self._stepper.instructions))
        return {ref: value_name(whole, ref, operand) for ref, operand in computed_values(whole).items()}

    def place(self, ref: Ref, text: str) -> Index:
        """The element that a typed place means; `ElementError` if there is none."""
        return place_in(computed_values(self._stepper)[ref], text)

    def sheet(self, ref: Ref, index: Index, wish: Wish) -> Sheet:
        """The derivation of an element; `ElementError` for a place that is not there."""
        start = start_of(self._start, wish, self._sample)
        as_looked_at = (ref, index) == self.asked and start is self._start
        return sheet_of(
            self._walked(start, self._cursor if as_looked_at else len(self._stepper.instructions)), ref, index, wish
        )

    def _walked(self, start: PassStart, cursor: int) -> Stepper:
        if self._known is None or self._known[:2] != (start, cursor):
            made = Stepper(self._stepper.network, self._stepper.settings, start)
            made.run_to(cursor)
            self._known = start, cursor, made
        return self._known[2]

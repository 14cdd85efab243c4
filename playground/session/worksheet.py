"""A derivation as an exercise: some of its numbers are left blank, and another page has the answers.

A blank stands wherever its number is written, so that no later line gives it away, and only for numbers that can be
computed from what stands before them. Everything follows from a seed; every answer is the engine's number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from playground.engine.learned import Learned
from playground.engine.samples import Samples
from playground.engine.streams import stream
from playground.session.derivation import Derivation, Worked
from playground.session.math_text import NUMBER, Blank, Piece
from playground.session.stepper import PassStart

SHARE = 0.4  # of the numbers that could be blanks
_KEEP_SIGN = ("gain", "value")  # where a logarithm or a division may wait
_MINUS = "−"


@dataclass(frozen=True)
class Answer:
    """What belongs in the blank of a number, and the element in whose working it is first asked for."""

    number: int
    label: str
    text: str


@dataclass(frozen=True)
class Blanks:
    """The numbers of a derivation that are left blank."""

    answers: tuple[Answer, ...] = ()

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """The text with blanks in place of their numbers."""
        return tuple(piece for piece in self._split(text) if piece)

    def _split(self, text: str) -> Iterator[Piece]:
        numbers = {_size(answer.text): answer for answer in self.answers}
        end = 0
        for match in NUMBER.finditer(text):
            yield text[end : match.start()]
            answer = numbers.get(_size(match.group()))
            yield from (match.group(),) if answer is None else _blank(answer, match.group())
            end = match.end()
        yield text[end:]


def _blank(answer: Answer, text: str) -> tuple[Piece, ...]:
    """The blank of a number; where it stands with the other sign, a minus before it."""
    blank = Blank(answer.number)
    if text == answer.text:
        return (blank,)
    return (_MINUS, blank) if text.startswith(_MINUS) else (f"({_MINUS}", blank, ")")


def _size(number: str) -> str:
    return number.removeprefix(_MINUS)


NO_BLANKS = Blanks()


def blanks_of(derivation: Derivation, seed: int, share: float = SHARE) -> Blanks:
    """Which numbers to leave blank: about `share` of those that can be computed, the last of them always."""
    candidates = _candidates(derivation)
    count = min(len(candidates), max(1, round(share * len(candidates)))) - 1
    drawn = stream(seed, "blanks").choice(len(candidates) - 1, count, replace=False).tolist() if count > 0 else []
    chosen = sorted({*drawn, len(candidates) - 1}) if candidates else []
    answers = (Answer(number, *candidates[place]) for number, place in enumerate(chosen, start=1))
    return Blanks(tuple(answers))


def _candidates(derivation: Derivation) -> list[tuple[str, str]]:
    """The numbers, by the element they belong to, that first appear as the outcome of a computation."""
    seen = {_size(number) for row in derivation.given for _name, number in row.elements}
    found: list[tuple[str, str]] = []
    for worked in (worked for line in derivation.lines for worked in line.elements):
        given, *outcomes = (_numbers(line) for line in worked.lines)
        seen.update(map(_size, given))
        for number in dict.fromkeys(number for outcome in outcomes for number in outcome):
            if given and _size(number) not in seen and "." in number and _is_told(worked):
                found.append((worked.label, number))
            seen.add(_size(number))
    return found


def _is_told(worked: Worked) -> bool:
    """Whether all terms are written out."""
    return not any("…" in line for line in worked.lines)


def _numbers(text: str) -> Sequence[str]:
    return [match.group() for match in NUMBER.finditer(text)]


def round_variant(start: PassStart, seed: int) -> PassStart:
    """The same pass with other parameters, tenths from −1 to 1 but never 0, and with features rounded to tenths."""
    features = np.round(start.samples.features.astype(np.float64), 1)
    return replace(start, learned=_rounded(start.learned, seed), samples=Samples(features, start.samples.targets))


def _rounded(learned: Learned, seed: int) -> Learned:
    values = learned.values.copy()
    for slot in learned.layout.slots:
        if slot.trainable:
            draw, view = stream(seed, "worksheet", slot.node, slot.quantity), slot.view(values)
            signs = np.where(view < 0, -1, 1) if slot.quantity in _KEEP_SIGN else draw.choice((-1, 1), view.shape)
            view[...] = signs * draw.integers(1, 11, view.shape) / 10
    return replace(learned, values=values)


def variant_sample(seed: int, count: int) -> int:
    """Which of so many samples a seed takes."""
    return int(stream(seed, "sample").integers(count))

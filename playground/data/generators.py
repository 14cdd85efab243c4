"""The synthetic datasets of the textbooks, in one table: to add one, write its function and its line in GENERATORS.

A generator draws from the stream it is given and knows neither seeds nor files. Sample i of a classification set
belongs to class i mod classes, so classes are balanced to within one sample.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playground.data.dataset import Floats, Indices, Targets, Task

Drawn = tuple[Floats, Targets]


@dataclass(frozen=True)
class GeneratorInfo:
    """One kind of generated data; function(samples, noise, stream) gives (features, targets)."""

    kind: str
    title: str
    default_noise: float
    function: Callable[[int, float, np.random.Generator], Drawn]
    feature_names: tuple[str, ...] = ("x1", "x2")
    class_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()

    @property
    def task(self) -> Task:
        """Classification when there are classes, otherwise regression."""
        return "classification" if self.class_names else "regression"


def xor(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """The corners (0,0), (0,1), (1,0), (1,1) in turn; label 1 where exactly one coordinate is 1."""
    corner = np.arange(samples) % 4
    features = np.column_stack([corner // 2, corner % 2]).astype(np.float64)
    return _scattered(features, noise, stream), np.asarray((corner // 2) ^ (corner % 2), dtype=np.int64)


def moons(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """Two interleaved half circles of radius 1, the lower one centred on (1, ½)."""
    label, position = _classes_in_turn(samples, 2)
    side = 1.0 - 2.0 * label
    features = np.column_stack(
        [label + side * np.cos(np.pi * position), 0.5 * label + side * np.sin(np.pi * position)],
    )
    return _scattered(features, noise, stream), label


def circles(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """A circle of radius 1 around one of radius ½."""
    label, position = _classes_in_turn(samples, 2)
    return _scattered(_polar(np.array([1.0, 0.5])[label], 2 * np.pi * position), noise, stream), label


def spirals(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """Two arms of 1¾ turns out to radius 5, half a turn apart."""
    label, position = _classes_in_turn(samples, 2)
    return _scattered(_polar(5.0 * position, 3.5 * np.pi * position + np.pi * label), noise, stream), label


def blobs(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """Three Gaussian clouds around the corners of a triangle, 2 from the origin; noise is their standard deviation."""
    label, _ = _classes_in_turn(samples, 3)
    angles = np.pi / 2 + 2 * np.pi / 3 * np.arange(3)
    centres = 2.0 * np.column_stack([np.cos(angles), np.sin(angles)])
    return _scattered(centres[label], noise, stream), label


def curve(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """y = sin x on [−π, π], evenly spaced; the noise is on y."""
    x = np.linspace(-np.pi, np.pi, samples)[:, np.newaxis]
    return x, _scattered(np.sin(x), noise, stream)


def plane(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """y = 0.8 x₁ − 0.5 x₂ + 0.3 on the square [−1, 1]²; the noise is on y."""
    features = stream.uniform(-1.0, 1.0, size=(samples, 2))
    return features, _scattered(0.8 * features[:, :1] - 0.5 * features[:, 1:] + 0.3, noise, stream)


def recall(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """Three tokens, the letters A, B and C in any order with −1 or +1 each, then a letter: which number had it?

    A token is four numbers, 1 for its letter among zeros and then its value; the fourth, which asks, has the value 0.
    The answer depends on no token alone, but on the one that matches the question: a task for attention.
    """
    label, _ = _classes_in_turn(samples, 2)
    rows, asked = np.arange(samples), stream.integers(0, 3, samples)
    letters = stream.permuted(np.tile(np.arange(3), (samples, 1)), axis=1)
    values = stream.integers(0, 2, (samples, 3))
    values[rows, asked] = label
    tokens = np.zeros((samples, 4, 4))
    tokens[:, :3, :3] = np.eye(3)[letters]
    tokens[:, :3, 3] = 2 * values - 1
    tokens[:, 3, :3] = np.eye(3)[letters[rows, asked]]
    return _scattered(tokens.reshape(samples, 16), noise, stream), label


def parity(samples: int, noise: float, stream: np.random.Generator) -> Drawn:
    """Four bits, all sixteen in turn; label 1 where the number of ones is odd, so that every single bit turns it.

    Read one after another, a bit of memory is enough: a task for a recurrent cell.
    """
    label, _ = _classes_in_turn(samples, 2)
    first = (np.arange(samples)[:, np.newaxis] // 2 >> np.arange(3)) & 1
    last = (first.sum(axis=1) + label) % 2
    return _scattered(np.column_stack([first, last]).astype(np.float64), noise, stream), label


def _classes_in_turn(samples: int, classes: int) -> tuple[Indices, Floats]:
    """Labels 0, 1, … in turn, and where each sample lies along its class, in (0, 1)."""
    index = np.arange(samples)
    members = -(-samples // classes)
    return index % classes, (index // classes + 0.5) / members


def _polar(radius: Floats, angle: Floats) -> Floats:
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _scattered(values: Floats, noise: float, stream: np.random.Generator) -> Floats:
    return values + noise * stream.standard_normal(values.shape)


_TOKENS = ("first", "second", "third", "asked")

GENERATORS: tuple[GeneratorInfo, ...] = (
    GeneratorInfo("xor", "XOR", 0.1, xor, class_names=("0", "1")),
    GeneratorInfo("moons", "Two moons", 0.1, moons, class_names=("upper", "lower")),
    GeneratorInfo("circles", "Circles", 0.05, circles, class_names=("outer", "inner")),
    GeneratorInfo("spirals", "Spirals", 0.1, spirals, class_names=("first", "second")),
    GeneratorInfo("blobs", "Gaussian blobs", 0.5, blobs, class_names=("A", "B", "C")),
    GeneratorInfo(
        "recall",
        "Recall of letters",
        0.1,
        recall,
        feature_names=tuple(f"{token} {part}" for token in _TOKENS for part in ("A", "B", "C", "value")),
        class_names=("−1", "+1"),
    ),
    GeneratorInfo(
        "parity",
        "Parity of four bits",
        0.1,
        parity,
        feature_names=("bit 1", "bit 2", "bit 3", "bit 4"),
        class_names=("even", "odd"),
    ),
    GeneratorInfo("curve", "Sine curve", 0.1, curve, feature_names=("x",), target_names=("y",)),
    GeneratorInfo("plane", "Plane", 0.1, plane, target_names=("y",)),
)

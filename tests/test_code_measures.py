"""Each measure sees a bug planted for it, and lets clean code pass."""

from collections.abc import Callable

import pytest

from tests import code_measures as measures
from tests.code_measures import Source

Measure = Callable[[Source], list[str]]

CLEAN = '''"""Why this file exists. What it must not know."""

from collections.abc import Mapping

import numpy as np

NAMES: Mapping[str, int] = {"a": 1}
PAIRS = (("a", 1),)


class Layer:
    """One layer."""

    changed = Signal(object)

    def __init__(self) -> None:
        self.units = 1

    def grow(self, by: int) -> int:
        """Add units.

        The docstring is free.
        """
        # so is a comment

        return self.units + by

    def paintEvent(self, event: object) -> None:
        self.changed.connect(self.grow)
'''


def source(text: str, place: str = "playground/engine/layer.py") -> Source:
    """A file that exists only here."""
    return Source(place, text)


@pytest.mark.parametrize("measure", measures.FAULTS)
def test_clean_code_passes(measure: Measure) -> None:
    assert measure(source(CLEAN)) == []


@pytest.mark.parametrize(
    ("measure", "bug"),
    [
        (measures.undocumented, "x = 1"),
        (measures.undocumented, '"""File."""\ndef public(): pass'),
        (measures.undocumented, '"""File."""\nclass Public: pass'),
        (measures.undocumented, '"""File."""\nclass Public:\n    """A class."""\n    def method(self): pass'),
        (measures.mutable_state, "CACHE = {}"),
        (measures.mutable_state, "CACHE: dict[str, int] = {}"),
        (measures.mutable_state, "SEEN = set()"),
        (measures.mutable_state, "ALL = [n for n in range(3)]"),
        (measures.mutable_state, "def f():\n    global n\n    n = 1"),
        (measures.import_effects, "register('layer')"),
        (measures.banned_words, "x = 1  # TO" + "DO later"),
        (measures.banned_words, "PATH = '/ho" + "me/someone/file'"),
        (measures.self_lambdas, "class A:\n    def f(self):\n        self.s.connect(lambda: self.g())"),
        (measures.narrow_signals, "changed = Signal(int)"),
        (measures.altered_fonts, "def f():\n    font = mono_font(12)\n    font.setBold(True)\n    return font"),
    ],
)
def test_a_planted_bug_is_found(measure: Measure, bug: str) -> None:
    assert len(measure(source(bug))) == 1


@pytest.mark.parametrize("place", ["playground/utils.py", "playground/common/layer.py", "playground/ui/base.py"])
def test_a_name_that_says_nothing_is_found(place: str) -> None:
    assert len(measures.forbidden_names(source(CLEAN, place))) == 1


def test_a_font_of_ones_own_may_be_changed() -> None:
    made = "def f():\n    font = QFont(mono_font(12))\n    font.setBold(True)\n    return font"
    assert measures.altered_fonts(source(made)) == []


def test_length_of_a_function_counts_code_only() -> None:
    lengths = measures.function_lengths(source(CLEAN))
    assert {place.split()[-1]: length for place, length in lengths.items()} == {
        "__init__": 2,
        "grow": 2,
        "paintEvent": 2,
    }


def test_length_of_a_function_counts_every_line_of_a_long_expression() -> None:
    text = "def f():\n    return [\n        1,\n\n        # why\n        2,\n    ]"
    assert list(measures.function_lengths(source(text)).values()) == [5]


def test_length_of_a_function_counts_the_lines_of_a_long_string() -> None:
    text = 'def f():\n    x = 1\n    return """\n    a\n    """'
    assert list(measures.function_lengths(source(text)).values()) == [5]


def test_classes_are_measured_whole() -> None:
    assert list(measures.class_lengths(source(CLEAN)).values()) == [19]
    assert list(measures.method_counts(source(CLEAN)).values()) == [3]


def test_self_is_no_parameter() -> None:
    text = "class A:\n    def f(self, a, /, b, *args, c=1, **kwargs): pass"
    assert list(measures.parameter_counts(source(text)).values()) == [5]


def test_sentences_of_a_docstring_are_counted() -> None:
    assert measures.docstring_sentences(source(CLEAN)) == 2
    assert measures.docstring_sentences(source('"""Version 0.1.0 of `a.b` stays\none sentence."""')) == 1


def test_imports_are_named_by_their_first_word() -> None:
    text = "import os.path\nfrom numpy.random import Generator\ndef f():\n    import msgspec"
    assert measures.imported_packages(source(text)) == {"os", "numpy", "msgspec"}

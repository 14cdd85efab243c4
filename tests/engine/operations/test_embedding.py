"""Embedding: rows picked by number, gradients gathered where a row was picked, and which numbers it refuses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.dense import Dense
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.shaping import Flatten
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import loaded_program, run_through, values_for
from tests.engine.samples_shapes import row

NUMBERS = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 5)).flatmap(
    lambda sizes: (
        st.lists(st.integers(0, sizes[2] - 1), min_size=sizes[0] * sizes[1], max_size=sizes[0] * sizes[1])
        .map(lambda flat: np.array(flat, np.float64).reshape(sizes[0], sizes[1]))
        .map(lambda numbers: (numbers, sizes[2]))
    )
)


def looked_up(numbers: np.ndarray, entries: int, dimension: int = 3) -> Program:
    """A pass over rows of numbers, `n1` the embedding."""
    network = row(numbers.shape[1], Embedding(entries, dimension), Flatten())
    targets = np.random.default_rng(0).normal(size=(len(numbers), numbers.shape[1] * dimension))
    return run_through(loaded_program(network, Samples(numbers, targets)))


@settings(deadline=None)
@given(NUMBERS)
def test_each_number_picks_its_row(drawn: tuple[np.ndarray, int]) -> None:
    numbers, entries = drawn
    program = looked_up(numbers, entries)
    table, a = program.value("table", "n1"), program.value("activation", "n1")
    for place in np.ndindex(*numbers.shape):
        assert np.array_equal(a[place], table[int(numbers[place])])


@settings(deadline=None)
@given(NUMBERS)
def test_a_row_gathers_the_gradients_of_all_places_that_picked_it(drawn: tuple[np.ndarray, int]) -> None:
    numbers, entries = drawn
    program = looked_up(numbers, entries)
    expected, upon = np.zeros((entries, 3)), program.value("grad_activation", "n1")
    for place in np.ndindex(*numbers.shape):
        expected[int(numbers[place])] += upon[place]
    assert np.allclose(program.value("grad_table", "n1"), expected, atol=1e-14)


def test_a_row_that_nobody_picked_does_not_learn() -> None:
    program = looked_up(np.array([[0.0, 2.0], [2.0, 2.0]]), 4)
    assert program.value("grad_table", "n1").any(axis=1).tolist() == [True, False, True, False]


def test_it_is_a_product_with_one_hot_rows() -> None:
    numbers = np.array([[3.0], [0.0], [1.0], [3.0]])
    program = looked_up(numbers, 4)
    dense = row(4, Dense(3, "identity", bias=False))
    one_hot = Samples(np.eye(4)[numbers[:, 0].astype(int)], program.targets)
    other = loaded_program(dense, one_hot)
    other.value("weights", "n1")[...] = program.value("table", "n1").T
    run_through(other)
    assert np.allclose(program.value("activation", "n1")[:, 0], other.value("activation", "n1"), rtol=1e-15)
    assert np.allclose(program.value("grad_table", "n1"), other.value("grad_weights", "n1").T, rtol=1e-14)


def test_no_gradient_goes_on_to_whole_numbers() -> None:
    program = looked_up(np.array([[1.0, 0.0]]), 2)
    assert not program.value("grad_activation", "n0").any()


@pytest.mark.parametrize("number", [-3.0, 4.0, 1e300])
def test_a_number_without_a_row_takes_the_nearest_one_and_spoils_nothing(number: float) -> None:
    program = looked_up(np.array([[number]]), 4)
    table = program.value("table", "n1")
    assert np.array_equal(program.value("activation", "n1")[0, 0], table[0 if number < 0 else 3])


# What it refuses


@pytest.mark.parametrize("values", [[0.0, 1.0, 9.0], [], [5.0]])
def test_whole_numbers_of_the_table_are_taken(values: list[float]) -> None:
    assert Embedding(10).value_problem(np.array(values)) == ""


@pytest.mark.parametrize(("value", "shown"), [(-1.0, "-1"), (10.0, "10"), (1e300, "1e+300"), (np.inf, "inf")])
def test_a_number_beyond_the_table_is_named(value: float, shown: str) -> None:
    problem = Embedding(10).value_problem(np.array([1.0, value, 11.0]))
    assert problem == f"looks up {shown}, expected whole numbers from 0 to 9"


@pytest.mark.parametrize(("value", "shown"), [(0.5, "0.5"), (-1.2247, "-1.225"), (np.nan, "nan")])
def test_of_a_number_that_is_not_whole_the_likely_cause_is_told(value: float, shown: str) -> None:
    problem = Embedding(10).value_problem(np.array([1.0, value, 11.0]))
    assert problem == f"looks up {shown}, expected whole numbers from 0 to 9, which standardized features are not"


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (Embedding(0), "has 0 entries, expected 1 to 65,536"),
        (Embedding(70_000), "has 70000 entries, expected 1 to 65,536"),
        (Embedding(4, 0), "has 0 units, expected 1 to 65,536"),
        (Embedding(initializer="one"), "has the unknown initializer 'one'"),
    ],
)
def test_a_setting_out_of_range_is_refused(operation: Embedding, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        operation.check_settings()


def test_it_takes_a_vector_and_gives_a_row_of_features_for_each_number() -> None:
    assert Embedding(10, 4).output_shape(((6,),)) == (6, 4)
    with pytest.raises(ShapeError, match="an embedding takes a vector, but values of shape 2 × 3 arrive"):
        Embedding().output_shape(((2, 3),))


def test_it_learns_a_row_for_each_entry() -> None:
    (table,) = Embedding(7, 2, "he_normal").parameters(((3,),))
    assert (table.quantity, table.shape, table.initializer) == ("table", (7, 2), "he_normal")


def test_the_lines_read_as_a_look_up() -> None:
    network = row(3, Embedding(4, 2), Flatten())
    program = loaded_program(network, Samples(np.zeros((2, 3)), np.zeros((2, 6))))
    assert program.arrays.values.size == values_for(network).size == 8
    assert [step.text for step in program.instructions if (step.via or step.node) == "n1"] == [
        "a⁽¹⁾ = E⁽¹⁾[a⁽⁰⁾]",
        "∂L/∂E⁽¹⁾ = Σ [a⁽⁰⁾ = row] δa⁽¹⁾",
        "δa⁽⁰⁾ = 0",
    ]

"""The listing is the program: a line for every instruction, in mathematics and as the NumPy calls that run."""

from playground.engine.instruction import Phase, Ref
from playground.engine.listing import Listing
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD
from tests.engine.sample_networks import Wanted, catalogue_networks, chain, loaded_program, samples_for

NETWORKS = catalogue_networks()


def listing_of(name: str, batch: int = 3) -> Listing:
    network = NETWORKS[name]
    return Listing(loaded_program(network, samples_for(network, batch), Wanted(SGD())))


def test_a_small_network_reads_like_a_lesson() -> None:
    network = chain(Dense(2, "tanh", bias=False), MeanSquaredError())
    listing = Listing(loaded_program(network, samples_for(network, 3), Wanted(SGD(0.5))))
    shown = [(line.number, line.block, line.mathematics, line.numpy) for line in listing.lines()]
    product, gradient = listing.line(1).numpy, listing.line(6).numpy
    assert [number for number, *_rest in shown] == list(range(1, len(listing) + 1))
    assert shown[0] == (1, "X", "a⁽⁰⁾ = x", ("# a0 is there already",))
    assert shown[1][:3] == (2, "N1", "z⁽¹⁾ = a⁽⁰⁾ W⁽¹⁾ᵀ")
    assert "a0" in product[0]
    assert "W1.T" in product[0]
    assert product[0].endswith("out=z1)")
    assert shown[2] == (3, "N1", "a⁽¹⁾ = tanh(z⁽¹⁾)", ("np.tanh(z1, out=a1)",))
    assert shown[4] == (
        *(5, "N1", "δa⁽¹⁾ = 2/6 (a⁽¹⁾ − y)"),
        ("np.subtract(a1, y, out=da1)", "np.multiply(da1, 0.3333333333333333, out=da1)"),
    )
    assert "dz1.T" in gradient[0]
    assert shown[-1][1:] == (
        *("N1", "W⁽¹⁾ := W⁽¹⁾ − α ∂L/∂W⁽¹⁾"),
        ("np.multiply(dW1, learning_rate, out=scratch2)", "np.subtract(W1, scratch2, out=W1)"),
    )


def test_a_line_knows_where_it_belongs() -> None:
    line = listing_of("add a skip").line(1)
    assert (line.phase, line.node, line.ref) == (Phase.FORWARD, "h", Ref("h", "pre_activation"))


def test_a_value_under_a_second_name_is_said_to_be_that() -> None:
    lines = {line.mathematics: line.numpy for line in listing_of("add a skip").lines()}
    assert lines["a⁽⁴⁾ = z⁽⁴⁾"] == ("a4 = z4",)
    assert lines["δz⁽⁴⁾ = δa⁽⁴⁾"] == ("dz4 = da4",)

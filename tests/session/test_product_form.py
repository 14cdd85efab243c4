"""The chain rule in products."""

import pytest

from playground.session.product_form import product_form
from playground.session.value_names import found
from tests.session.derived import first, walked


def test_products_along_the_paths_add_up_to_the_gradient() -> None:
    made = walked()
    ref, index = found(made, "dL/dW(1)[1,2]")
    form = product_form(made, ref, index, most=10_000)
    assert form is not None
    assert sum(product.value for product in form.products) == pytest.approx(made.program.values[ref].array[index])
    assert form.products[0].names[-1] == "∂z₁⁽¹⁾/∂W₁,₂⁽¹⁾"
    assert product_form(made, first(made, "pre_activation"), (0, 0)) is None

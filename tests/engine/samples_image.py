"""A small network for each operation on images; the contract tests run them all."""

from playground.engine.network import Network
from playground.engine.operations.convolution import Conv2D
from playground.engine.operations.operation import Operation
from playground.engine.operations.pooling import AveragePool2D, GlobalAveragePool, MaxPool2D
from playground.engine.operations.shaping import Flatten, Reshape
from tests.engine.samples_shapes import row


def on_image(shape: tuple[int, int, int], *operations: Operation) -> Network:
    """Images of that shape, the operations, and a mean squared error of all that comes out."""
    channels, height, width = shape
    return row(channels * height * width, Reshape(shape), *operations, Flatten())


def image_networks() -> dict[str, Network]:
    """Networks by a name that starts with the operation's kind."""
    tanh = {"activation": "tanh", "initializer": "glorot_uniform"}
    return {
        "conv2d": on_image((1, 4, 4), Conv2D(2)),
        "conv2d without bias": on_image((2, 3, 4), Conv2D(2, (2, 3), bias=False, **tanh)),
        "conv2d of stride 2 with padding": on_image((2, 5, 4), Conv2D(2, stride=(2, 2), padding=(1, 1), **tanh)),
        "conv2d of dilation 2": on_image((1, 5, 6), Conv2D(2, (3, 2), dilation=(2, 2), padding=(0, 1), **tanh)),
        "conv2d that skips pixels": on_image((1, 5, 5), Conv2D(1, (1, 2), stride=(3, 2), activation="identity")),
        "conv2d twice": on_image((1, 5, 5), Conv2D(2, (2, 2), **tanh), Conv2D(2, (3, 3), padding=(1, 1), **tanh)),
        "max_pool2d": on_image((2, 4, 4), Conv2D(2, (1, 1), **tanh), MaxPool2D()),
        "max_pool2d with a rest": on_image((1, 5, 3), MaxPool2D((2, 2))),
        "max_pool2d of overlapping windows": on_image((2, 5, 5), MaxPool2D((3, 3), (2, 1), padding=(1, 1))),
        "average_pool2d": on_image((1, 4, 4), AveragePool2D(), Conv2D(2, (2, 2), **tanh)),
        "average_pool2d with padding": on_image((2, 3, 4), AveragePool2D((2, 3), (1, 2), padding=(1, 1))),
        "global_average_pool": row(12, Reshape((2, 3, 2)), Conv2D(3, (2, 1), **tanh), GlobalAveragePool()),
    }

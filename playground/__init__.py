"""A debugger for gradient descent. This file imports nothing: the version is known before anything is loaded."""

__version__ = "0.1.0"

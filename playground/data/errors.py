"""The one way for data to be wrong; knows neither files nor networks, only the sentence to show."""


class DataError(Exception):
    """Data that cannot be used; its text is one sentence: place, what was found, what was expected."""

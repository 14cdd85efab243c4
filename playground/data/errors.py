"""The one way for data to be wrong, and how its sentences count; knows neither files nor networks."""


class DataError(Exception):
    """Data that cannot be used; its text is one sentence: place, what was found, what was expected."""


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 class", "2 classes", "1,000 cells"."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"

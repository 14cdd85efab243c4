"""The tables that ship with the program and where they come from: to add one, add its CSV file and its line here.

Their numbers are read by the same reader as a user's own file; `resources/data/SOURCES.md` says more about them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class BundledInfo:
    """One bundled table: kind is also the name of its CSV file, target the column to predict."""

    kind: str
    title: str
    target: str
    licence: str
    source: str


BUNDLED: tuple[BundledInfo, ...] = (
    BundledInfo(
        "iris",
        "Iris",
        "species",
        "CC BY 4.0",
        "R. A. Fisher (1936), The use of multiple measurements in taxonomic problems; UCI Machine Learning Repository.",
    ),
    BundledInfo(
        "digits",
        "Handwritten digits, 8×8",
        "digit",
        "CC BY 4.0",
        "E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits; UCI Machine Learning Repository.",
    ),
)

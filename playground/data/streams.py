"""Named random streams of one seed, so that no draw depends on the order in which others are made."""

from zlib import crc32

import numpy as np

from playground.data.errors import DataError

LARGEST_SEED = 2**63 - 1


def stream(seed: int, name: str) -> np.random.Generator:
    """The stream of that name: equal seed and name give equal draws; DataError outside 0 … 2⁶³ − 1."""
    if not 0 <= seed <= LARGEST_SEED:
        raise DataError(f"{name}: found seed {seed}, expected 0 to {LARGEST_SEED}")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, crc32(name.encode())])))

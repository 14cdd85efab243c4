"""Named streams of one seed: each draw depends on its own name alone.

Initialization of a layer, the shuffling of an epoch, the mask of an update each ask for a stream by name. Nothing is
drawn from a shared generator, so no view, metric or added layer can shift another draw, and the random state of a run
is its seed and its counters: a run resumes from a file, or revisits any update, without a generator being stored.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """A fresh generator for `names` under `seed` (a non-negative integer); equal arguments give equal draws."""
    key = [name if isinstance(name, int) else crc32(name.encode()) for name in names]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *key])))

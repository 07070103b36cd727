"""When garbage is collected: not within a document, which would take a tenth of its time, and seldom all of it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_COLLECTED = 10
"""Documents after which all garbage is collected; Python by itself does that after more than a hundred."""
_LOOKED_THROUGH = 50
"""Documents after which also what was there at the last time is looked through."""
_documents = count(1)


@contextmanager
def uncollected() -> Iterator[None]:
    """The making of a document; one in ten begins with a whole collection."""
    number = next(_documents)
    if number % _COLLECTED == 0:
        if number % _LOOKED_THROUGH == 0:
            gc.unfreeze()
        gc.collect()
        # Most of what is left stays: styles and texts that are kept.
        gc.freeze()
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

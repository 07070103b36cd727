"""When garbage is collected: not within a document, which would take a tenth of its time, and seldom all of it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_COLLECTED = 10
"""Documents after which all garbage is collected; Python by itself does that after more than a hundred."""
_documents = count(1)


@contextmanager
def uncollected() -> Iterator[None]:
    """The making of a document; one in ten begins with a whole collection."""
    if next(_documents) % _COLLECTED == 0:
        gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

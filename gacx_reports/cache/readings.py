"""What was found by reading workbooks, kept between runs under all that it was found from."""

import contextlib
from dataclasses import dataclass
from typing import Any

from gacx_reports.cache.recipe import name_of
from gacx_reports.cache.store import Store
from gacx_reports.core.codec import TooLongError, packed, unpacked

MOST = 2**24
"""Characters of a value that is kept: a larger one is made anew in less memory than unpacking it takes."""


@dataclass(frozen=True)
class Readings:
    """Readings in a store."""

    store: Store
    kitchen: str
    """Digest of what all readings share: program, packages, limits."""

    def find(self, *origin: object) -> Any:
        """What was kept under that origin; None if nothing was, or if it is not as it was put there."""
        kept = self.fetch(*origin)
        return None if kept is None else unpacked(kept)[0]

    def keep(self, value: object, *origin: object) -> None:
        """Keep a value for later runs, if it is not too large and there is room: nothing depends on it but time."""
        with contextlib.suppress(TooLongError):
            self.put(packed(value, MOST), *origin)

    def fetch(self, *origin: object) -> bytes | None:
        """As `find`, of bytes."""
        return self.store.get(name_of(self.kitchen, origin))

    def put(self, content: bytes, *origin: object) -> bool:
        """As `keep`, of bytes; whether they can be found again, which is tried: damaged digests take what they lose."""
        name = name_of(self.kitchen, origin)
        try:
            return self.store.put(name, content) and self.store.get(name) is not None
        except OSError:
            return False

"""What was found by reading workbooks, kept between runs under all that it was found from."""

import contextlib
import zlib
from dataclasses import dataclass
from typing import Any

from gacx_reports.cache.codec import TooLongError, decoded, encoded
from gacx_reports.cache.recipe import name_of
from gacx_reports.cache.store import Store

_FASTEST = 1
"""Level of compression: a reading is a fifth of its size, in a thirtieth of the time that reading takes."""


@dataclass(frozen=True)
class Readings:
    """Readings in a store."""

    store: Store
    kitchen: str
    """Digest of what all readings share: program, packages, limits."""

    def find(self, *origin: object) -> Any:
        """What was kept under that origin; None if nothing was, or if it is not as it was put there."""
        kept = self.store.get(name_of(self.kitchen, origin))
        return (
            None
            if kept is None
            else decoded(zlib.decompress(kept).decode("utf-8", "surrogatepass"))
        )

    def keep(self, value: object, *origin: object) -> None:
        """Keep a value for later runs, if it is not too large and there is room: nothing depends on it but time."""
        with contextlib.suppress(OSError, TooLongError):
            content = zlib.compress(encoded(value).encode("utf-8", "surrogatepass"), _FASTEST)
            self.store.put(name_of(self.kitchen, origin), content)

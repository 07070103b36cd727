"""Arrays of C, for which cffi parses the type of each length anew."""

import re
from typing import Any

_SIZED = re.compile(r"(.*)\[\d+\]")


class Foreign:
    """cffi, which parses `uint32_t[317]` as C for 3 ms, and `uint32_t[]` only once."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, declared: str, init: Any = None) -> Any:
        """New memory; an array is as long as what it is filled with."""
        sized = _SIZED.fullmatch(declared)
        if sized and init is not None:
            return self._ffi.new(f"{sized[1]}[]", init)
        return self._ffi.new(declared, init)

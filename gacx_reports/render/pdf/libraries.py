"""Loads the system's libraries for WeasyPrint without a search for their names on other systems."""

import contextlib
import ctypes
import ctypes.util
from collections.abc import Iterator

_NEEDED = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
"""As WeasyPrint names them on Linux, after their names on Windows and before those on macOS."""


@contextlib.contextmanager
def found_by_name() -> Iterator[None]:
    """Where the loader finds all of them by these names, don't search for others while the context is open.

    For each name that it doesn't know, cffi has Python start ldconfig, gcc and ld: a tenth of a second and more.
    """
    search = ctypes.util.find_library
    with contextlib.suppress(OSError):
        for name in _NEEDED:
            ctypes.CDLL(name)
        ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nowhere(name: str) -> str | None:
    del name
    return None

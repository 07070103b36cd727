"""Loads WeasyPrint, without what only makes that take longer: thirty processes, and a third of fontTools."""

import ctypes.util
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_LATE = {"fontTools.subset": (), "fontTools.varLib.instancer": ("instantiateVariableFont",)}
"""Modules that WeasyPrint needs for fonts of other kinds than ours, with what it takes from them by name."""


class _Late(ModuleType):
    """A module that is loaded when something in it is needed."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _LATE[self.__name__]:
            return _Later(self.__name__, name)
        return getattr(importlib.import_module(self.__name__), name)


class _Later:
    """A function of such a module."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *args: Any, **options: Any) -> Any:
        """What the function gives."""
        return getattr(importlib.import_module(self._module), self._name)(*args, **options)


def load() -> ModuleType:
    """WeasyPrint, loaded for the first time in this process."""
    with _loaded_late():
        try:
            with _libraries_by_their_names():
                return importlib.import_module("weasyprint")
        except OSError:
            # A library that only a search finds.
            return importlib.import_module("weasyprint")


@contextmanager
def _loaded_late() -> Iterator[None]:
    late = {name: _Late(name) for name in _LATE if name not in sys.modules}
    sys.modules.update(late)
    try:
        yield
    finally:
        for name in late:
            del sys.modules[name]


@contextmanager
def _libraries_by_their_names() -> Iterator[None]:
    """Let cffi load Pango and its like by the names of their files on Linux, which WeasyPrint tries last.

    For each name before, Python starts ldconfig, gcc and ld, where they are installed.
    """
    plain = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = plain


def _nowhere(name: str) -> str | None:  # noqa: ARG001 - it is asked for any
    return None

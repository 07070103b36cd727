"""Values as small bytes and back, exactly: plain values, and the core's own dataclasses and enumerations by name.

The reader calls nothing but the constructors of those types, so a text can't make it run anything else.
"""

import json
import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import import_module
from io import StringIO
from types import MappingProxyType
from typing import Any, Final

OWN = "gacx_reports.core."
"""Where the types lie that a text may name."""
PIECE = 2**16
"""Characters that are compressed at a time, so that nothing as large as the value is made beside it."""
FEW = 200
"""Parts of a value that is written at once, such as a row of cells: it takes a third of the time."""
_LARGE: Final = object()
_FASTEST = 1
"""Level of compression: a workbook becomes a fifth of its size, in a thirtieth of the time that reading it takes."""
_SUBCLASSED = (str, int, float)
"""Plain types of which the core has kinds of its own, such as a text that is crossed out."""
_PLAIN = frozenset({str, int, float, bool, type(None)})
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class UnknownTypeError(TypeError):
    """A value, or a text, of a type that isn't one of those above."""


class TooLongError(ValueError):
    """A value whose text would have too many characters."""


def packed(value: object, most: float = math.inf) -> bytes:
    """The value as compressed JSON: [text of the value, names of its types].

    Raises UnknownTypeError, or TooLongError for a text of more than `most` characters; unpacking one takes some
    twenty times that memory.
    """
    writer = _Writer(most)
    writer.write("[")
    writer.tell(value)
    writer.write(f",{_JSON.encode(writer.names())}]")
    return writer.finished()


def unpacked(content: bytes) -> tuple[Any, bytes]:
    """The value at the start of the bytes, equal to what was packed and of the same types; and the bytes after it.

    A read-only mapping becomes a dict. Raises UnknownTypeError, ValueError or zlib.error for bytes that `packed` has
    not made.
    """
    zipped = zlib.decompressobj()
    text = zipped.decompress(content).decode("utf-8", "surrogatepass")
    told, names = json.loads(text)
    return _value(told, [*_BUILT_IN.values(), *map(_maker, names)]), zipped.unused_data


class _Writer:
    """Writes a value piece by piece."""

    def __init__(self, most: float) -> None:
        self._left = most
        self._zipped = zlib.compressobj(_FASTEST)
        self._ready: list[bytes] = []
        self._text = StringIO()
        self._types: dict[type, int] = {}
        """The core's types so far, in the order of their numbers."""
        self._room = 0
        """Parts that a value may still have that is written at once."""

    def write(self, text: str) -> None:
        """Add some text."""
        self._text.write(text)
        if self._text.tell() > PIECE:
            self._squeeze()

    def finished(self) -> bytes:
        """All that was written."""
        self._squeeze()
        return b"".join((*self._ready, self._zipped.flush()))

    def _squeeze(self) -> None:
        text = self._text.getvalue()
        self._left -= len(text)
        if self._left < 0:
            raise TooLongError
        self._ready.append(self._zipped.compress(text.encode("utf-8", "surrogatepass")))
        self._text = StringIO()

    def names(self) -> list[str]:
        """The types by their modules and names."""
        return [f"{t.__module__.removeprefix(OWN)}:{t.__qualname__}" for t in self._types]

    def tell(self, value: Any) -> None:
        """Write a plain value as it is, any other as a list: number of its type, then what it is made of."""
        self._room = FEW
        small = self._small(value)
        if small is not _LARGE:
            self.write(_JSON.encode(small))
            return
        number, parts = self._apart(value)
        self.write(f"[{number}")
        for part in parts:
            self.write(",")
            self.tell(part)
        self.write("]")

    def _small(self, value: Any) -> object:
        """The value as `tell` writes it; _LARGE if it is made of more than a few: those are never there at once."""
        if type(value) in _PLAIN:
            return value
        number, parts = self._apart(value)
        told: list[object] = [number]
        for part in parts:
            self._room -= 1
            found = part if type(part) in _PLAIN else self._small(part)
            if found is _LARGE or self._room < 0:
                return _LARGE
            told.append(found)
        return told

    def _apart(self, value: Any) -> tuple[int, Iterable[Any]]:
        """The number of its type, and its parts."""
        kind = type(value)
        if kind in _PARTS:
            number, parts = _PARTS[kind]
            return number, parts(value)
        return self._number(kind), _parts_of(value)

    def _number(self, kind: type) -> int:
        if not kind.__module__.startswith(OWN):
            raise UnknownTypeError(kind.__qualname__)
        return len(_BUILT_IN) + self._types.setdefault(kind, len(self._types))


def _parts_of(value: Any) -> Iterator[Any]:
    """What one of the core's values is made of, as its maker takes it."""
    if isinstance(value, Enum):
        yield value.name
    elif is_dataclass(value):
        kind: Any = type(value)
        yield from (getattr(value, name) for name in _names(kind))
    elif isinstance(value, datetime):
        yield value.isoformat()
    elif base := next((base for base in _SUBCLASSED if isinstance(value, base)), None):
        yield base(value)
    else:
        raise UnknownTypeError(type(value).__qualname__)


@cache
def _names(kind: type) -> tuple[str, ...]:
    if not all(field.init for field in fields(kind)):
        raise UnknownTypeError(kind.__qualname__)
    return tuple(field.name for field in fields(kind))


Maker = Callable[[list[Any]], Any]
"""Makes a value of its parts."""


def _value(told: Any, makers: list[Maker]) -> Any:
    if type(told) is not list:
        return told
    parts = [p if type(p) is not list else _value(p, makers) for p in told[1:]]
    return makers[told[0]](parts)


@cache
def _maker(name: str) -> Maker:
    """What makes the core's type of that name."""
    module, _, qualified = name.partition(":")
    try:
        kind = getattr(import_module(OWN + module), qualified, None)
    except ImportError as error:
        raise UnknownTypeError(name) from error
    if not isinstance(kind, type) or kind.__module__ != OWN + module:
        raise UnknownTypeError(name)
    if issubclass(kind, Enum):
        return lambda parts: kind[parts[0]]
    if is_dataclass(kind):
        names = _names(kind)
        if any(field.kw_only for field in fields(kind)):
            return lambda parts: kind(**dict(zip(names, parts, strict=True)))
        return lambda parts: kind(*parts)
    if issubclass(kind, datetime):
        return lambda parts: kind.fromisoformat(parts[0])
    if issubclass(kind, _SUBCLASSED):
        return lambda parts: kind(parts[0])
    raise UnknownTypeError(name)


def _pairs(value: Mapping[Any, Any]) -> Iterator[Any]:
    for pair in value.items():
        yield from pair


def _mapping(parts: list[Any]) -> dict[Any, Any]:
    return dict(zip(parts[::2], parts[1::2], strict=True))


_BUILT_IN: Final[Mapping[type, Maker]] = {
    tuple: tuple,
    list: list,
    dict: _mapping,
    Counter: lambda parts: Counter(_mapping(parts)),
    frozenset: frozenset,
    set: set,
    Fraction: lambda parts: Fraction(*parts),
    Decimal: lambda parts: Decimal(parts[0]),
    date: lambda parts: date.fromisoformat(parts[0]),
    datetime: lambda parts: datetime.fromisoformat(parts[0]),
    time: lambda parts: time.fromisoformat(parts[0]),
    timedelta: lambda parts: timedelta(*parts),
}
"""Type → what makes it of its parts; the order gives the numbers."""
_TAKEN_APART: Final[Mapping[type, Callable[[Any], Any]]] = {
    tuple: iter,
    list: iter,
    dict: _pairs,
    Counter: _pairs,
    frozenset: iter,
    set: iter,
    Fraction: lambda value: (value.numerator, value.denominator),
    Decimal: lambda value: (str(value),),
    date: lambda value: (value.isoformat(),),
    datetime: lambda value: (value.isoformat(),),
    time: lambda value: (value.isoformat(),),
    timedelta: lambda value: (value.days, value.seconds, value.microseconds),
}
_PARTS: Final[Mapping[type, tuple[int, Callable[[Any], Any]]]] = {
    **{kind: (n, _TAKEN_APART[kind]) for n, kind in enumerate(_BUILT_IN)},
    MappingProxyType: (list(_BUILT_IN).index(dict), _pairs),
}

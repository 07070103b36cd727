"""Items and objects of a PDF as bytes: most items are bytes or texts, and each object is asked for twice."""

from collections.abc import Callable
from typing import Any

_once: list[dict[int, bytes]] = []
"""Of the PDF that is being written, objects by number: they are written, and digested for its identifier."""
_names: dict[str, bytes] = {}
"""Keys of dictionaries as they are written."""
_MOST = 1000


def to_bytes(plain: Any) -> Any:
    """pydyf's conversion of an item, for the kinds that are most."""

    def convert(item: Any) -> Any:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str:
            return item.encode("ascii")
        if kind is float:
            return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
        if kind is int:
            return b"%d" % item
        return plain(item)

    return convert


def write(plain: Any) -> Any:
    """pydyf's `PDF.write`, which makes each object once."""

    def write_once(pdf: Any, *args: Any, **options: Any) -> None:
        _once.append({})
        try:
            plain(pdf, *args, **options)
        finally:
            _once.pop()

    return write_once


def once(plain: Any) -> property:
    """The `data` of a numbered object, kept while its PDF is being written."""
    make: Callable[[Any], bytes] = plain.fget

    def data(item: Any) -> bytes:
        number = item.number
        if number is None or not _once:
            return make(item)
        known = _once[-1]
        found = known.get(number)
        if found is None:
            found = known[number] = make(item)
        return found

    return property(data)


def dictionary(convert: Any) -> property:
    """pydyf's `Dictionary.data`."""

    def data(item: Any) -> bytes:
        parts = [b"<<"]
        for key, value in item.items():
            name = _names.get(key)
            if name is None:
                name = b"/" + convert(key) + b" "
                if len(_names) < _MOST:
                    _names[key] = name
            parts.append(name)
            kind = type(value)
            if kind is bytes:
                parts.append(value)
            elif kind is str:
                parts.append(value.encode("ascii"))
            else:
                parts.append(convert(value))
        parts.append(b">>")
        return b"".join(parts)

    return property(data)


def array(convert: Any) -> property:
    """pydyf's `Array.data`."""

    def data(item: Any) -> bytes:
        return b"[" + b" ".join([c if type(c) is bytes else convert(c) for c in item]) + b"]"

    return property(data)

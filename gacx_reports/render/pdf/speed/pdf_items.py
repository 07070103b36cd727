"""Items of a PDF as bytes: most are bytes or texts."""

from typing import Any


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

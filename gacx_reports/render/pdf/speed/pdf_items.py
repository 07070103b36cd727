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
        return plain(item)

    return convert

"""The samples' data files, `data/*.toml`, each read once per process."""

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def data(name: str, fraction: Callable[[str], object] = Decimal) -> Mapping[str, Any]:
    """Content of `data/<name>.toml`: fractional numbers are converted by `fraction`, lists are tuples."""
    text = (_FOLDER / f"{name}.toml").read_text("utf-8")
    return {key: _fixed(value) for key, value in tomllib.loads(text, parse_float=fraction).items()}


def _fixed(value: Any) -> Any:
    match value:
        case dict():
            return {key: _fixed(inner) for key, inner in value.items()}
        case list():
            return tuple(map(_fixed, value))
        case _:
            return value

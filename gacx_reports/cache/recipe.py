"""Names a document by all that it is made from: equal names mean equal bytes."""

import ctypes
import hashlib
import json
import sys
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import gacx_reports
from gacx_reports import files

_LIBRARIES: Mapping[str, str] = {
    "libpango-1.0.so.0": "pango_version_string",
    "libharfbuzz.so.0": "hb_version_string",
    "libfontconfig.so.1": "FcGetVersion",
}
"""Library of the system that shapes or lays out text → its function that returns its version."""


def kitchen_of(templates: Path, fonts: str, lang: str) -> str:
    """The digest of what all documents of a run share: program, packages, libraries, templates, fonts, language.

    `templates` is the folder of the report templates, `fonts` the version of a FontSet.
    """
    shared = [program(), _packages(), libraries(), contents_of(templates), fonts, lang]
    return hashlib.sha256(json.dumps(shared).encode()).hexdigest()


def reading_kitchen(limits: object) -> str:
    """The digest of what all readings of workbooks share: program, packages, and the limits of the reader."""
    shared = [program(), _packages(), repr(limits)]
    return hashlib.sha256(json.dumps(shared).encode()).hexdigest()


def name_of(kitchen: str, view: object) -> str:
    """The name of a view's document, 64 hex digits; TypeError for a view with values of an unknown kind."""
    told = json.dumps(_plain(view), ensure_ascii=False, separators=(",", ":"))
    # The name of a file may have bytes that are no text.
    return hashlib.sha256(f"{kitchen}\n{told}".encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    """The value as JSON in which values of different types never look alike."""
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return {type(value).__name__: value.name}
        case str():
            return value
        case float() | Fraction() | Decimal() | date():
            return {type(value).__name__: str(value)}
        case Mapping():
            return {"": [[_plain(k), _plain(v)] for k, v in value.items()]}
        case tuple() | list():
            return [_plain(item) for item in value]
        case frozenset():
            return {"set": sorted((_plain(item) for item in value), key=json.dumps)}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {type(value).__name__: [_plain(getattr(value, f.name)) for f in fields(value)]}
    raise TypeError(type(value).__name__)


@cache
def program() -> str:
    """The digest of this package's files: a clone is updated without a new version."""
    return contents_of(Path(gacx_reports.__file__).parent)


def contents_of(folder: Path) -> str:
    """The digest of the names and contents of all files below the folder, without compiled modules."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.parent.name != "__pycache__")
    told = [(p.relative_to(folder).as_posix(), files.sha256(p)) for p in found]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@cache
def _packages() -> str:
    """Python, zlib, and all installed packages with their versions, by the names of their folders of metadata."""
    known = {p.stem for place in filter(None, sys.path) for p in Path(place).glob("*.*-info")}
    return " ".join((sys.version, zlib.ZLIB_RUNTIME_VERSION, *sorted(known)))


@cache
def libraries() -> Mapping[str, str]:
    """Library of the system → its version; "" if it isn't found, as under its name on other systems."""
    return {library: _version(library, ask) for library, ask in _LIBRARIES.items()}


def _version(library: str, ask: str) -> str:
    try:
        function = getattr(ctypes.CDLL(library), ask)
    except (OSError, AttributeError):
        return ""
    if library.startswith("libfontconfig"):
        return str(function())
    function.restype = ctypes.c_char_p
    found: bytes = function()
    return found.decode()

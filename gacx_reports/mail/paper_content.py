"""What a PDF holds, whatever its bytes: a copy that was encrypted, decrypted or saved again holds the same."""

import hashlib
import io
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import islice
from typing import cast

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

PACKING = frozenset({"/Length", "/Filter", "/DecodeParms"})
"""How a stream is packed; what it holds is compared unpacked."""
WRITERS_OWN = frozenset({"/Producer", "/ModDate"})
"""Of the document's information: what the program that saved the file writes about itself."""
MOST = 4
"""Fingerprints that are taken from a page; a report prints one."""
_PRINTED = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No PDF, or a damaged one."""


@dataclass(frozen=True, slots=True)
class Locked:
    """An encrypted PDF that the password, if any was given, does not open."""


@dataclass(frozen=True, slots=True)
class PaperContent:
    """What a PDF says and holds."""

    fingerprints: tuple[str, ...]
    """What may be the fingerprint of its record: of its metadata first, then 16 hex digits of its first page."""
    digest: str
    """Over pages, attachments and metadata."""


def content_of(content: bytes, password: str = "") -> PaperContent | Locked | Unreadable:
    """What the PDF's bytes hold. To be called in a child process for a stranger's file: it may take for ever."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(password):
            return Locked()
        return PaperContent(tuple(_fingerprints(reader)), _digest(reader))
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError):
        # pypdf raises any of these for a damaged file.
        return Unreadable()


def _fingerprints(reader: PdfReader) -> Iterator[str]:
    metadata = {str(k).lower(): str(v) for k, v in (reader.metadata or {}).items()}
    if marked := metadata.get("/record"):
        yield marked
    yield from islice(_PRINTED.findall(reader.pages[0].extract_text()), MOST)


def _digest(reader: PdfReader) -> str:
    """SHA-256 over all objects that the document's root and its information reach, in the order of reaching them.

    Numbers of objects and ways of packing don't count, every key, text, number and stream does.
    """
    walk = _Walk()
    walk.write(reader.trailer.raw_get("/Root"))
    information = reader.trailer.get("/Info")
    if information is not None:
        walk.entries(cast("DictionaryObject", information.get_object()), WRITERS_OWN)
    return walk.ended()


class _Walk:
    """A way through a document's objects, each once, that hashes them."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[IndirectObject] = []

    def ended(self) -> str:
        """Follow all references that were met; the hash of everything."""
        for reference in self._waiting:  # which grows meanwhile
            self.write(reference.get_object())
        return self._hash.hexdigest()

    def write(self, value: object) -> None:
        """Hash one value; what it refers to waits."""
        match value:
            case IndirectObject():
                self._say("R", self._number(value))
            case StreamObject():
                self.entries(value, PACKING)
                self._hash.update(hashlib.sha256(value.get_data()).digest())
            case DictionaryObject():
                self.entries(value)
            case ArrayObject():
                self._say("A", len(value))
                for item in value:
                    self.write(item)
            case ByteStringObject():
                self._say("B", value.hex())
            case TextStringObject():
                self._say("T", value.encode("utf-8", "surrogatepass").hex())
            case _:
                self._say("V", value)

    def entries(self, value: DictionaryObject, left_out: Set[str] = frozenset()) -> None:
        """Hash a dictionary's entries by their keys."""
        keys = sorted(value.keys() - left_out)
        self._say("D", len(keys))
        for key in keys:
            self._say("K", key)
            self.write(value.raw_get(key))

    def _number(self, reference: IndirectObject) -> int:
        key = (reference.idnum, reference.generation)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            self._waiting.append(reference)
        return self._numbers[key]

    def _say(self, kind: str, value: object) -> None:
        self._hash.update(f"{kind}{value};".encode())

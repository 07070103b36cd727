"""PDFs for mail: metadata and text by which a report is checked, and copies encrypted with a password."""

import hashlib
import io
import logging
import re
import secrets
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from gacx_reports.core.mailing.identity import Paper

# pypdf's warnings about a damaged file are not shown: the mail plan reports the file itself.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_paper(path: Path) -> tuple[bytes, Paper] | None:
    """The file's bytes, and its metadata and text; None if the file is missing or no readable PDF."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    paper = paper_of(content)
    return (content, paper) if paper else None


_known: dict[str, Paper | None] = {}
"""Cache by SHA-256: a PDF is parsed once, although its file is read and hashed again before each message."""


def paper_of(content: bytes) -> Paper | None:
    """Hash, metadata and first page's text of a PDF; None if it can't be parsed."""
    digest = hashlib.sha256(content).hexdigest()
    if digest not in _known:
        _known[digest] = _parsed(content, digest)
    return _known[digest]


def _parsed(content: bytes, digest: str) -> Paper | None:
    try:
        reader = PdfReader(io.BytesIO(content))
        metadata = {_plain(str(k)): str(v) for k, v in (reader.metadata or {}).items()}
        text = reader.pages[0].extract_text()
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        # pypdf raises any of these for a damaged file.
        return None
    return Paper(digest, metadata, text)


def _plain(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.lower())


def encrypted(content: bytes, password: str) -> bytes:
    """A copy of the PDF that opens only with the password: AES-256, revision 6; random bytes, so never the same."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, owner_password=secrets.token_urlsafe(24), algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()

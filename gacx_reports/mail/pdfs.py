"""PDFs as mail needs them: what one says about itself, and a copy that asks for a password."""

import hashlib
import io
import logging
import re
import secrets
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from gacx_reports.core.mailing.identity import Paper

# What it finds odd about a broken file is no news for the screen: the plan says that it is broken.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_paper(path: Path) -> tuple[bytes, Paper] | None:
    """The file's bytes and what they say; None where there is no file or no PDF."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    paper = paper_of(content)
    return (content, paper) if paper else None


_known: dict[str, Paper | None] = {}
"""By hash: the same bytes are looked into once, though they are read and hashed again before each message."""


def paper_of(content: bytes) -> Paper | None:
    """What a PDF says about itself."""
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
        # pypdf meets damaged files with any of these.
        return None
    return Paper(digest, metadata, text)


def _plain(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.lower())


def encrypted(content: bytes, password: str) -> bytes:
    """A copy that opens with the password only: AES-256, revision 6."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, owner_password=secrets.token_urlsafe(24), algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()

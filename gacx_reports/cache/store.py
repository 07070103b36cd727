"""Finished PDFs, and what was read of workbooks, by the name of what they are made from: no run does a thing twice.

They lie below the output folder, where anybody with access could put others in their place; so the SHA-256 of each is
in this user's private folder, and one that differs is never used. Both can be deleted at any time.
"""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gacx_reports import files

FOLDER = ".store"
"""Below the output folder. Documents in it have no ending: who looks for PDFs shall not find them."""
MOST_BYTES = 2**30
"""What a store holds at the end of a run; the documents that were used last stay."""
SYNCHRONOUS = "NORMAL"
"""How surely a digest is on disk: one that a loss of power takes costs its document, which is then made anew."""
_DIGESTS = """CREATE TABLE IF NOT EXISTS digests (
    store TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (store, name))"""


@dataclass(frozen=True)
class Store:
    """An open store."""

    folder: Path
    digests: sqlite3.Connection

    def get(self, name: str) -> bytes | None:
        """The document, or None if it isn't there or isn't the one that was put there."""
        row = self.digests.execute(
            "SELECT sha256 FROM digests WHERE store = ? AND name = ?", (str(self.folder), name)
        ).fetchone()
        place = self._place(name)
        try:
            content = place.read_bytes() if row else b""
        except OSError:
            return None
        if not row or hashlib.sha256(content).hexdigest() != row[0]:
            return None
        os.utime(place)
        return content

    def put(self, name: str, content: bytes) -> bool:
        """Keep the document; on disk when this returns. False if there was no room for its digest, without which it is
        made anew the next time. Raises DiskFullError.
        """
        files.write(self._place(name), content)
        row = (str(self.folder), name, hashlib.sha256(content).hexdigest())
        try:
            self.digests.execute("INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", row)
        except sqlite3.Error:
            return False
        return True

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under that name; else what `make` gives, kept from now on. Raises DiskFullError."""
        content = self.get(name)
        if content is None:
            content = make()
            self.put(name, content)
        return content

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / name

    def shrink(self, most: int = MOST_BYTES) -> None:
        """Delete the documents that were not used for longest until the others have `most` bytes."""
        found = [(p.stat(), p) for p in self.folder.rglob("*") if p.is_file()]
        left = sum(s.st_size for s, _ in found)
        for stat, path in sorted(found, key=lambda pair: pair[0].st_mtime_ns):
            if left <= most:
                break
            path.unlink(missing_ok=True)
            left -= stat.st_size
            self.digests.execute(
                "DELETE FROM digests WHERE store = ? AND name = ?", (str(self.folder), path.name)
            )


@contextlib.contextmanager
def opened(output: Path, private: Path) -> Iterator[Store]:
    """The store below the output folder, with the digests in the `private` folder; shrunk at the end."""
    folder = output.resolve() / FOLDER
    with contextlib.closing(_digests(private / "store.sqlite")) as db:
        store = Store(folder, db)
        for place in (private, *folder.glob("??/")):
            files.clear_parts(place)
        yield store
        store.shrink()


def _digests(path: Path) -> sqlite3.Connection:
    """The table of digests; a damaged one is begun anew, for it can be deleted at any time."""
    files.make_folder(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    try:
        return _connected(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=60)
    try:
        db.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        db.execute(_DIGESTS)
        # One that was cut off may find what it was told, and lose it with what is told next;
        # `quick_check` does not look whether an index and its table agree.
        if db.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError(path.name)
    except sqlite3.Error:
        db.close()
        raise
    return db


def emptied(output: Path) -> int:
    """Delete all documents of the store; their number. Digests without a document are of no use to anybody.

    What another quarter's run is writing into it stays.
    """
    folder = output / FOLDER
    gone = 0
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            with contextlib.suppress(OSError):
                path.rmdir()
        elif files.is_part(path):
            gone += files.clear_part(path)
        else:
            path.unlink(missing_ok=True)
            gone += 1
    return gone

"""Where the review pages of a quarter lie: recorded at every run, so that whatever changes a state refreshes all.

The list is a convenience. Where it can't be read or written, the page in the folder that the command names is refreshed
alone.
"""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from gacx_reports import files
from gacx_reports.ledger.witness import held
from gacx_reports.locations import state_folder

MOST = 40
"""Pages of one ledger that are remembered: some years of quarters."""


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page's place."""

    folder: Path
    """The quarter's folder of results."""
    templates: Path
    """With which it was made."""


def remember_page(ledger: Path, place: PagePlace) -> None:
    """Record where a page lies that tells what is in the ledger."""
    with contextlib.suppress(OSError), held():
        known = _read()
        ours = [str(place.folder.resolve()), str(place.templates.resolve())]
        kept = [p for p in known.get(_key(ledger), []) if p[0] != ours[0]]
        known[_key(ledger)] = [*kept, ours][-MOST:]
        files.write(_path(), json.dumps(known, ensure_ascii=False, indent=1).encode())


def known_pages(ledger: Path, quarter: str = "") -> list[PagePlace]:
    """Recorded places of the pages about this ledger, of one quarter or of all; only folders that are there."""
    found = []
    with contextlib.suppress(OSError), held():
        found = [PagePlace(Path(f), Path(t)) for f, t in _read().get(_key(ledger), [])]
    return [p for p in found if p.folder.is_dir() and quarter in ("", p.folder.name)]


def _key(ledger: Path) -> str:
    return str(ledger.resolve())


def _path() -> Path:
    return state_folder() / "pages.json"


def _read() -> dict[str, list[list[str]]]:
    """The file's content; of one that is missing or damaged nothing."""
    try:
        found = json.loads(_path().read_bytes())
        return {str(k): [[str(f), str(t)] for f, t in v] for k, v in found.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}

"""Writes issued workbooks: a new run replaces earlier ones, but sets aside those that a user has changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from gacx_reports import files, tree
from gacx_reports.commands.issue_files import as_json

FOLDER = "templates"
RECORD = "issued.json"
"""File with SHA-256 → name of each workbook as issued. Without it, every workbook counts as changed."""


def put(
    target: Path, made: Mapping[str, bytes], folder: str = FOLDER, *, whole: bool = True
) -> tuple[Path, ...]:
    """Write the workbooks (name → bytes) into a folder of the quarter's results, in place of an earlier run's.

    All of them are there or none. A workbook that differs by a byte from the issued one is set aside; returns the new
    paths of these. Unless the folder is issued as a `whole`, workbooks of other names stay in it. The caller holds the
    lock of `target`.
    """
    ours = {hashlib.sha256(content).hexdigest(): name for name, content in made.items()}
    with tree.replaced(target) as draft:
        record = draft / (RECORD if folder == FOLDER else f"{folder}-{RECORD}")
        known = {**_record(record), **ours}
        kept = tuple(_clear(draft / folder, draft / tree.KEPT, known, made, whole))
        for name, content in made.items():
            files.write(draft / folder / name, content)
        files.write(record, as_json(ours if whole else known))
    return tuple(target / path.relative_to(draft) for path in kept)


def issued(output: Path) -> set[str]:
    """SHA-256 of every workbook that was issued last, of all quarters whose results lie in `output`."""
    records = output.glob(f"*/*{RECORD}")
    return {digest for path in records for digest in _record(path)}


def _record(path: Path) -> dict[str, str]:
    """The record's content; {} if it is missing or unreadable."""
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _clear(
    folder: Path, aside: Path, known: Mapping[str, str], made: Mapping[str, bytes], whole: bool
) -> Iterator[Path]:
    """Set aside workbooks that a user has changed; delete unchanged ones that are no longer issued."""
    for path in _workbooks(folder):
        name = path.relative_to(folder).as_posix()
        if not whole and name not in made:
            continue
        if files.sha256(path) not in known:
            place = files.free(aside / name)
            files.make_folder(place.parent)
            yield path.rename(place)
        elif name not in made:
            path.unlink()
    files.remove_empty(folder)


def _workbooks(folder: Path) -> list[Path]:
    """The workbooks in the folder, without lock files of Excel, which it removes itself."""
    found = folder.rglob("*.xlsx") if folder.is_dir() else ()
    return sorted(p for p in found if p.is_file() and not p.name.startswith("~$"))

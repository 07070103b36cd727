"""Issued workbooks on disk: replaced by those of a new run, but never once somebody fills them in."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.issue_files import as_json

FOLDER = "templates"
KEPT = "kept"
"""Beside FOLDER rather than in it: people copy that one as a whole."""
RECORD = "issued.json"
"""SHA-256 → name of each workbook as it was issued. Without it, every workbook counts as filled in."""


def put(target: Path, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    """The workbooks into the quarter's results, in place of an earlier run's.

    A workbook that is not byte for byte what was issued is set aside first; where those are now is returned.
    """
    ours = {hashlib.sha256(content).hexdigest(): name for name, content in made.items()}
    known = {**_record(target / RECORD), **ours}
    kept = tuple(_clear(target, known, made))
    # Before the workbooks and after: whenever a run dies, what it wrote is not taken for somebody's work.
    files.write(target / RECORD, as_json(known))
    for name, content in made.items():
        files.write(target / FOLDER / name, content)
    files.write(target / RECORD, as_json(ours))
    return kept


def _record(path: Path) -> dict[str, str]:
    """{} where there is none, or one that can't be read."""
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _clear(target: Path, known: Mapping[str, str], made: Mapping[str, bytes]) -> Iterator[Path]:
    """Set aside what is nobody's but a person's, take away what is not issued any more."""
    folder = target / FOLDER
    for path in _workbooks(folder):
        name = path.relative_to(folder).as_posix()
        if files.sha256(path) not in known:
            place = _free(target / KEPT / name)
            files.make_folder(place.parent)
            yield path.rename(place)
        elif name not in made:
            path.unlink()
    files.remove_empty(folder)


def _workbooks(folder: Path) -> list[Path]:
    """Without the marks that Excel leaves beside open workbooks: those go when it closes them."""
    found = folder.rglob("*.xlsx") if folder.is_dir() else ()
    return sorted(p for p in found if p.is_file() and not p.name.startswith("~$"))


def _free(path: Path) -> Path:
    """The first name with a number that nothing has yet."""
    number = 1
    while (place := path.with_name(f"{path.stem} {number}{path.suffix}")).exists():
        number += 1
    return place

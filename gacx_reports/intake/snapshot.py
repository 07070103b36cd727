"""Reads the workbooks of a folder as one snapshot: never one from before and another from after a change."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gacx_reports.core.codes.files import F
from gacx_reports.core.sheets.packed_read import PackedRead
from gacx_reports.excel.reading.quarter_folder import name_in
from gacx_reports.files import ChangedError
from gacx_reports.intake.draw_records import RecordFile
from gacx_reports.intake.fingerprint import Fingerprint, fingerprint
from gacx_reports.intake.readers import ONE, Readers, unwatched

ATTEMPTS = 3
SECONDS = 0.5
"""Wait before the second attempt; twice as long before the third."""
pause = time.sleep
"""A variable so that tests can replace it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that make up a run's input; equal if none came, went, or is another record."""

    workbooks: tuple[Path, ...]
    records: Mapping[str, RecordFile] = field(default_factory=dict)
    """Records of draws by file name, with their content."""
    opened: tuple[str, ...] = field(default=(), compare=False)
    """Names of workbooks that are open in a spreadsheet program."""
    strays: tuple[str, ...] = field(default=(), compare=False)
    """Names of workbooks in places that are not read."""


Prints = dict[Path, Fingerprint | None]


def read_snapshot(
    listed: Callable[[], Listing],
    folder: Path,
    readers: Readers = ONE,
    watch: Callable[[int, int], None] = unwatched,
) -> tuple[Listing, list[PackedRead]]:
    """Read every workbook that `listed` finds, in its order; those that change meanwhile again, some seconds long.

    `watch` is called with the number of workbooks that are read, and of all.
    Raises ChangedError with their names if they keep changing: nobody may be scored by a mixture.
    """
    known: dict[Path, tuple[Fingerprint | None, PackedRead]] = {}
    changed: list[str] = []
    for attempt in range(ATTEMPTS):
        pause(SECONDS * attempt)
        try:
            listing = listed()
            before = _prints(listing)
            new = {p: now for p, now in before.items() if p not in known or known[p][0] != now}
            found = readers.read(new, folder, watch)
            known |= {path: (before[path], read) for path, read in found.items()}
            mixed = [p for p in before if _other_bytes(known[p])]
            changed = [name_in(folder, p) for p in mixed]
            changed += _differing(listing, before, listed(), folder)
        except FileNotFoundError as error:
            # A folder below it went while it was listed.
            if not folder.is_dir():
                raise
            changed = [str(error.filename)]
            continue
        if not changed:
            return listing, [known[p][1] for p in listing.workbooks]
        for path in mixed:
            del known[path]
    raise ChangedError(", ".join(dict.fromkeys(changed)))


def _prints(listing: Listing) -> Prints:
    return {path: fingerprint(path) for path in listing.workbooks}


def _other_bytes(known: tuple[Fingerprint | None, PackedRead]) -> bool:
    """Whether what was read is not what lay there before: it was changed, and changed back."""
    print_, read = known
    if not read.readable:
        return any(i.code is F.CHANGED_MEANWHILE for i in read.issues)
    return print_ is None or read.sha256 != print_.sha256


def _differing(was: Listing, before: Prints, listing: Listing, folder: Path) -> Iterator[str]:
    """Names of the files that are not as they were."""
    after = _prints(listing)
    for path in sorted({*before, *after}):
        if path not in before or path not in after or before[path] != after[path]:
            yield name_in(folder, path)
    for name in sorted({*was.records, *listing.records}):
        if was.records.get(name) != listing.records.get(name):
            yield name

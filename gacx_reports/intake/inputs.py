"""The files that a quarter is made of, by their bytes."""

from pathlib import Path

from gacx_reports.excel.reading.quarter_folder import contents, inside, name_in
from gacx_reports.intake.draw_records import record_files
from gacx_reports.intake.fingerprint import fingerprint
from gacx_reports.intake.snapshot import Listing


def listed(folder: Path) -> Listing:
    """The files of a quarter's folder as they lie there now."""
    found = contents(folder)
    return Listing(found.workbooks, record_files(folder), found.open, found.strays)


def inputs_in(folder: Path) -> dict[str, str] | None:
    """Name → SHA-256 of the folder's workbooks and records of draws.

    None if more than these bytes decides what is read: a file that is open, a link out of the folder, a workbook in
    another place, one that is too large.
    """
    files = listed(folder)
    prints = {path: fingerprint(path) for path in files.workbooks}
    found = {name_in(folder, p): now.sha256 for p, now in prints.items() if now and now.sha256}
    odd = len(found) < len(prints) or not all(inside(path, folder) for path in prints)
    if odd or files.opened or files.strays:
        return None
    return found | {name: record.sha256 for name, record in files.records.items()}

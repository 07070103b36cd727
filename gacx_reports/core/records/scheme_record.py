"""Which scheme graded, as records have it."""

from typing import NotRequired, TypedDict

from gacx_reports.core.scheme.scheme import Scheme


class SchemeRecord(TypedDict):
    """Which scheme graded."""

    version: str
    """As HR calls it: `2024.1`."""
    sha256: str
    """Of the scheme's workbook, 64 hex digits."""
    full_mark: NotRequired[str]
    """What a fully reached score counts; absent where that is 1."""


def scheme_record(scheme: Scheme) -> SchemeRecord:
    """Which scheme graded: its version, its file's hash, and its full mark where that isn't 1."""
    record: SchemeRecord = {"version": scheme.settings.version, "sha256": scheme.sha256}
    if scheme.full != 1:
        record["full_mark"] = full_mark(scheme)
    return record


def full_mark(scheme: Scheme) -> str:
    """What a fully reached score counts, as a decimal string."""
    return f"{scheme.settings.full_mark.normalize():f}"

"""A workbook as read, packed: a quarter's workbooks would fill the memory, and only one at a time is looked at."""

from dataclasses import dataclass

from gacx_reports.core.codec import packed, unpacked
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.workbook import Read, Workbook


@dataclass(frozen=True, slots=True)
class PackedRead:
    """What reading a file gave."""

    issues: tuple[Issue, ...]
    """About the file."""
    name: str = ""
    sha256: str = ""
    content: bytes = b""
    """Of the workbook; all three are empty if it can't be read or must not be."""

    @property
    def readable(self) -> bool:
        """Whether there is a workbook."""
        return bool(self.sha256)

    @property
    def workbook(self) -> Workbook | None:
        """The workbook, made anew each time; None if it can't be read or must not be."""
        found: Workbook | None = unpacked(self.content)[0] if self.content else None
        return found

    @property
    def read(self) -> Read:
        """What reading gave, the workbook made anew."""
        return self.workbook, self.issues

    def to_bytes(self) -> bytes:
        """All of it, to be kept or sent."""
        return packed((self.issues, self.name, self.sha256)) + self.content


def packed_read(read: Read) -> PackedRead:
    """What reading a file gave, packed."""
    book, issues = read
    return PackedRead(issues, book.name, book.sha256, packed(book)) if book else PackedRead(issues)


def from_bytes(content: bytes) -> PackedRead:
    """The inverse of `to_bytes`; raises what `unpacked` raises."""
    (issues, name, sha256), book = unpacked(content)
    return PackedRead(issues, name, sha256, book)

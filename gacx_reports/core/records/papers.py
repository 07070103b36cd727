"""Papers that somebody brings, as far as the ledger knows them: published reports, and what a paper turns out to be."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gacx_reports.core.records.revisions import Subject


@dataclass(frozen=True, slots=True)
class PublishedPaper:
    """A revision of a published report."""

    quarter: str
    subject: Subject
    called: str
    """Name of the employee; "" for a department and the summary."""
    revision: int
    day: date
    """Of its publication."""
    outline: str
    """`0.8132 A` of an employee's report; "" for a department and the summary."""
    sha256: str
    """Of the file; "" if the quarter was purged."""
    fingerprint: str
    """That its footer prints."""
    newest: int
    """The last revision that was published of it."""
    newest_day: date
    open: bool = False
    """Whether its quarter is reopened, or an appeal in it is granted, so that a revision may follow."""
    shown: str = ""
    """Name of the department in the reader's language; "" for the one in `subject`."""

    @property
    def current(self) -> bool:
        """Whether no later revision has taken its place."""
        return self.revision == self.newest


class PaperFinding(StrEnum):
    """What a paper turns out to be."""

    GENUINE = "genuine"
    """Its bytes are those that were published."""
    MAILED_COPY = "mailed_copy"
    """Its bytes are those of a copy that was encrypted for mail."""
    SAVED_AGAIN = "saved_again"
    """Other bytes; pages, attachments and metadata are those that were published."""
    ALTERED = "altered"
    """It names a published record, and is none of the files that were published with it."""
    FORGOTTEN = "forgotten"
    """It names a published record whose file was purged, so that nothing can be compared."""
    ON_RECORD = "on_record"
    """A fingerprint that was published; the paper that bears it was not seen."""
    OTHER_REVISION = "other_revision"
    """A fingerprint that was published, but not as the revision that the paper names."""
    UNKNOWN = "unknown"
    """This ledger published nothing like it."""
    LOCKED = "locked"
    """Encrypted, and not known by its bytes; its password is needed."""
    UNREADABLE = "unreadable"
    """No PDF, or a damaged or much too large one."""


ESTABLISHED = frozenset(
    {
        PaperFinding.GENUINE,
        PaperFinding.MAILED_COPY,
        PaperFinding.SAVED_AGAIN,
        PaperFinding.ON_RECORD,
    }
)
"""Findings that contradict nothing."""


@dataclass(frozen=True, slots=True)
class PaperVerdict:
    """The finding about one file or fingerprint."""

    what: str
    """The file's name as given, or the fingerprint."""
    finding: PaperFinding
    papers: tuple[PublishedPaper, ...] = ()
    """What was published: one for a file, several if revisions share a fingerprint."""

    @property
    def good(self) -> bool:
        """Whether it is what was published, and the revision that is valid now."""
        return self.finding in ESTABLISHED and any(p.current for p in self.papers)


@dataclass(frozen=True, slots=True)
class Footer:
    """What a paper's footer says."""

    fingerprint: str
    revision: int = 0
    """0 where it is not told."""


_DIGITS = re.compile(r"(?<![0-9a-z])(?:[0-9a-f][ -]?){15}[0-9a-f](?![0-9a-z])")
_REVISION = re.compile(r"第 ?(\d{1,4}) ?版|revision ?(\d{1,4})")


def read_footer(text: str) -> Footer | None:
    """The fingerprint in what somebody typed from a footer, in any widths and capitals, and the revision if it is told.

    `方案 2024.2·记录号 8f2c 61d0 9ab4 e375·第 2 版`; None without 16 hex digits.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    digits = _DIGITS.search(plain)
    if digits is None:
        return None
    told = _REVISION.search(plain)
    number = next(n for n in told.groups() if n) if told else "0"
    return Footer(re.sub("[ -]", "", digits[0]), int(number))

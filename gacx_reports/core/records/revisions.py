"""What stands published, and what may become of it: it stands, is revised, or the new computation is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gacx_reports.core.records.record_types import PublicationRecord


class SubjectKind(StrEnum):
    """What is published one by one."""

    EMPLOYEE = "employee"
    DEPARTMENT = "department"
    SUMMARY = "summary"
    TABLE = "table"
    """A file that is no report: results, issues, the manifest."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whom or what a published record is about."""

    kind: SubjectKind
    name: str
    """Employee ID, department, or path below the output folder."""


@dataclass(frozen=True, slots=True)
class Current:
    """A record as computed now."""

    subject: Subject
    record: PublicationRecord
    path: str = ""
    """Of its file below the output folder; "" where the person gets no report."""
    final: bool = True
    """Nobody in it is held back, so that it can be published."""
    rests_on: tuple[str, ...] = ()
    """IDs of those by whose results the person is measured."""


@dataclass(frozen=True, slots=True)
class Published:
    """A record as it stands published."""

    subject: Subject
    publication: int
    """Number of the publication, within the quarter, that made it."""
    revision: int
    record: PublicationRecord
    path: str = ""
    sha256: str = ""
    """Of the file, "" where there is none."""
    note: str = ""
    """Why it was revised, as printed; "" on revision 1."""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """What may be revised, and why."""

    reason: str = ""
    """Why the whole quarter was reopened; "" where it was not."""
    appeals: Mapping[str, str] = field(default_factory=dict)
    """Employee ID → why the appeal was granted."""

    def __bool__(self) -> bool:
        """Whether anything is open."""
        return bool(self.reason or self.appeals)


@dataclass(frozen=True, slots=True)
class DayCorrection:
    """The right day of a publication that bears a wrong one."""

    publication: int
    """Its number."""
    before: date
    """The day that it bears."""
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """Not published so far: revision 1."""

    current: Current


@dataclass(frozen=True, slots=True)
class Stands:
    """The published record holds."""

    published: Published


@dataclass(frozen=True, slots=True)
class Revised:
    """Opened, and changed: the next revision."""

    current: Current
    published: Published
    note: str

    @property
    def revision(self) -> int:
        """Its number."""
        return self.published.revision + 1


@dataclass(frozen=True, slots=True)
class Withheld:
    """Opened, and now held back: the published record holds until that is mended."""

    published: Published


class DifferenceKind(StrEnum):
    """How what is computed now departs from what is published."""

    RESULT = "result"
    FILE = "file"
    """Same result, other bytes."""
    HELD_BACK = "held_back"
    GONE = "gone"
    """No longer on the roster."""


@dataclass(frozen=True, slots=True)
class Differs:
    """Changed although nothing opened it: refused."""

    published: Published
    difference: DifferenceKind
    now: Current | None = None


Verdict = Fresh | Stands | Revised | Withheld | Differs

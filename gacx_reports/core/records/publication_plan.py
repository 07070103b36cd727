"""The plan of a publication: all that would be published, as one hash that a second person approves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from gacx_reports.core.language.text import clean
from gacx_reports.core.records.quarter_record import digest

LONGEST = 40
"""Most characters of a name."""


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A record that would be published."""

    kind: str
    name: str
    revision: int
    record_sha256: str
    path: str
    sha256: str
    """Of its file, as it is before the approval is printed on the summary; "" where there is none."""
    note: str
    """Why it is revised."""
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedPublication:
    """A publication before anything of it is written."""

    quarter: str
    number: int
    published_on: str
    """ISO date."""
    appeals_until: str
    complete: bool
    """Whether nobody would be held back any more."""
    reason: str
    """Why a day is corrected or forced."""
    by: str
    """Who makes the plan."""
    scheme_version: str
    scheme_sha256: str
    four_eyes: str
    program: str
    fonts: str
    lang: str
    sources: Mapping[str, str]
    """Name → SHA-256 of every workbook and template."""
    records: tuple[PlannedRecord, ...]

    @property
    def hash(self) -> str:
        """First 16 hex digits of the SHA-256 over everything above, however the records are ordered."""
        content = asdict(self)
        content["records"] = sorted(content["records"], key=lambda r: (r["kind"], r["name"]))
        return digest(content)[:16]


def plain_name(name: str) -> str:
    """The name without blanks at the ends and invisible characters; "" if it is blank, long or of several lines."""
    plain = clean(name)
    return plain if len(plain) <= LONGEST and plain.isprintable() else ""

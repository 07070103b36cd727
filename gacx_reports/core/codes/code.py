"""Types of codes: an entry with everything about one code, and the enumeration by which other modules name it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from gacx_reports.core.codes.severity import Severity


class Cause(StrEnum):
    """What an issue can be a consequence of, if that is not one particular code."""

    SCHEME = "scheme"
    """An error in the scheme."""
    ROSTER = "roster"
    """An error in the roster; for an issue about a person, only an error in the roster's row of that person."""
    SHEET = "sheet"
    """An error about the sheet on which a value is missing, its workbook, or the cover."""
    LED = "led"
    """Employees whom the person leads are held back."""
    OTHER_SCHEME = "other scheme"
    """The quarter is scored by another scheme than the one that its workbooks were issued under (`whatif`)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything about one code. Its messages are message ids in English; their Chinese is in the `.po` file."""

    code: str
    """Family and number, such as V01; shown, stored, and never used again for anything else."""
    title: str
    """What is wrong. Names in braces, here and in the next two, are filled in from the issue."""
    expected: str
    mend: str
    example: str
    """What was found, or what is missing, as in a Chinese workbook; not translated."""
    severity: Severity = Severity.ERROR
    if_harmless: Severity | None = None
    """Severity of issues that the check marks as harmless; None if it marks none."""
    caused_by: tuple["Entry | Code | Cause", ...] = ()
    """What it may be a mere consequence of; it is dropped where its cause is reported.

    Codes of the same family are named by their entries, because the family's codes exist only after its class body.
    """
    found_is_a_list: bool = False
    """`Issue.found` is a list made by the check, not the content of a cell."""
    may_be_renamed: bool = False
    """The nearest name may be the missing thing under another name; the message then asks so."""
    in_comparison: bool = False
    """`whatif` lists it; it leaves issues of other codes to `check`."""


class Code(StrEnum):
    """A family of codes. Each member is a string, its code, and carries its entry; its name is the slug in capitals."""

    entry: Entry

    def __new__(cls, entry: Entry) -> Self:
        """Create a member that equals the entry's code."""
        member = str.__new__(cls, entry.code)
        member._value_ = entry.code
        member.entry = entry
        return member

    @property
    def slug(self) -> str:
        """The name in lower case with hyphens, unique among all families: `cell-blank`."""
        return self.name.lower().replace("_", "-")

    def follows_from(self, cause: "Code | Cause") -> bool:
        """Whether issues of this code may be consequences of that cause, by `caused_by` of the entry."""
        return cause in {c.code if isinstance(c, Entry) else c for c in self.entry.caused_by}
